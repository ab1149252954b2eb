// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/sql/error.h"

#include <QString>

namespace preggo::server {

/// Where things stand in the server's folder; a backup's folder has the same places. Value type.
class DataPlaces
{
public:
    DataPlaces() = default;
    /// `path` is absolute.
    explicit DataPlaces(QString path)
        : m_path(std::move(path))
    { }

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] QString database() const { return at("preggo.db"); }
    [[nodiscard]] QString keys() const { return at("keys.json"); }
    [[nodiscard]] QString blobs() const { return at("blobs"); }
    [[nodiscard]] QString lock() const { return at("server.lock"); }
    /// Stands in a backup: no server may run there.
    [[nodiscard]] QString backupMark() const { return at("backup.json"); }
    /// Stands there while a restore exchanges files: no server may run until it was finished.
    [[nodiscard]] QString restoreMark() const { return at("restore.unfinished"); }

private:
    [[nodiscard]] QString at(const char *name) const { return m_path + u'/' + QLatin1String(name); }

    QString m_path;
};

/// What a database that cannot be used means for the person who runs the server.
[[nodiscard]] QString sentenceFor(const sql::Error &error, const QString &path);

/// The sentence for a folder in which a restore was begun and not finished.
[[nodiscard]] QString unfinishedRestore(const DataPlaces &places);

} // namespace preggo::server
