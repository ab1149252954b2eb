// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/media_out.h"
#include "storage/sql/database.h"

#include <QVector>

namespace preggo {

/// The table `media_out` of outbox.db. Borrowed database; inside the caller's transaction.
class MediaOutTable
{
public:
    explicit MediaOutTable(sql::Database &database)
        : m_database(database)
    { }

    /// Inserts the row, or writes its state; how far its upload came is left as it is.
    [[nodiscard]] sql::Outcome<void> put(const MediaOut &row);
    [[nodiscard]] sql::Outcome<void> updateUpload(MediaId media, const QString &tusUrl, qint64 tusOffset);
    [[nodiscard]] sql::Outcome<void> remove(MediaId media);
    [[nodiscard]] sql::Outcome<std::optional<MediaOut>> find(MediaId media);
    [[nodiscard]] sql::Outcome<QVector<MediaOut>> load();

private:
    sql::Database &m_database;
};

} // namespace preggo
