// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QHash>
#include <QJsonArray>
#include <QString>
#include <QVector>

#include <tl/expected.hpp>

namespace preggo::test {

/// What a server holds that a history is checked against. Ids are texts as in Event. Value type.
struct ServerTables
{
    struct Verdict
    {
        QString device;
        QString kind; ///< wire name of the action's kind
        bool applied = false; ///< else refused for good
    };
    struct Change
    {
        QString stream;
        qint64 seq = 0;
        QString type; ///< wire name of the entity's type
        QString entity;
        QString op; ///< empty for a change that no action made
    };
    struct Picture
    {
        QString sha256; ///< hex, of the file that was announced and has come whole
        bool whole = false; ///< every size of it is there, and is what its name says
        qint64 bytes = 0; ///< of that file
    };

    QHash<QString, Verdict> ledger; ///< by op
    QVector<Change> changes; ///< by stream and seq
    QHash<QString, qint64> heads; ///< by stream
    QHash<QString, Picture> pictures; ///< those that are stored
    QJsonArray view; ///< the posts that are not deleted, as viewOf() writes them, newest first
};

/// Reads a server's directory, whether it runs or not. For families without named audiences: all posts are
/// for everyone. An error is a sentence.
[[nodiscard]] tl::expected<ServerTables, QString> readServerTables(const QString &dataDirectory);

} // namespace preggo::test
