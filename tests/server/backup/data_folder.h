// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/rng.h"
#include "protocol/sync_messages.h"
#include "server/data/data_places.h"
#include "storage/sql/database.h"

#include <QTemporaryDir>

#include <memory>

namespace preggo::test {

/// A server's folder with a family's stream, its keys and a picture, made by hand.
class DataFolder
{
public:
    DataFolder();

    [[nodiscard]] const server::DataPlaces &places() const { return m_places; }
    /// A free name beside the folder.
    [[nodiscard]] QString beside(const QString &name) const { return m_directory.filePath(name); }
    [[nodiscard]] std::unique_ptr<sql::Database> open() const;
    /// As if something was written: the head moves.
    void write();
    /// A picture file that the database names; its hash.
    QByteArray addPicture(const QByteArray &bytes);
    [[nodiscard]] Head head() const;
    [[nodiscard]] QByteArray pictureBytes(const QByteArray &sha256) const;

    static void overwrite(const QString &path, const QByteArray &bytes);
    [[nodiscard]] static QByteArray bytesOf(const QString &path);

private:
    QTemporaryDir m_directory;
    server::DataPlaces m_places;
    SeededRng m_rng{5};
    StreamId m_stream;
};

} // namespace preggo::test
