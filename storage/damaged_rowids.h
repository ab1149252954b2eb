// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/sql/database.h"

#include <QString>
#include <QVector>

namespace preggo {

/// The rows of a damaged table, as far as it or the index of its primary key still names them.
struct DamagedRowids
{
    QVector<qint64> rowids; ///< all that may be there, in order
    qint64 rows = 0; ///< how many rows there were, as far as that can be told
};

/// Looks for them. An error is one of the disk, and says nothing about the rows. It ends on any file: what is
/// tried where nothing can be read is bounded.
[[nodiscard]] sql::Outcome<DamagedRowids> findDamagedRowids(sql::Database &database, const QString &table);

} // namespace preggo
