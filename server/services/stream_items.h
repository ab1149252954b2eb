// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/sync_messages.h"
#include "server/services/sql_result.h"
#include "storage/sql/database.h"

#include <QSet>

namespace preggo::server {

/// Half open: after < seq <= to.
struct SeqRange
{
    qint64 after = 0;
    qint64 to = 0;
};

/// The current rows of a stream whose last change lies in a range, of the given types, by rising seq.
/// One statement a type, whatever the number of rows. Rows that changed again later lie outside the
/// range and are left out; those that moved to another stream are not of this stream.
[[nodiscard]] Result<QVector<ChangeItem>> rowsInRange(
    sql::Database &db, const StreamId &stream, const SeqRange &range, const QSet<EntityType> &types);

/// Everything of a stream but posts and what hangs on them: family, members, audiences and reports, or
/// what a person's own stream holds. This is the head of a snapshot.
[[nodiscard]] Result<QVector<ChangeItem>> frameItems(sql::Database &db, const StreamId &stream);

/// One row as it travels.
template <typename Id> [[nodiscard]] ChangeItem upsert(EntityType type, const Id &id, QJsonObject row)
{
    const auto seq = static_cast<qint64>(row.value(QLatin1String("seq")).toDouble());
    return {seq, type, idCast<EntityId>(id), ChangeOp::Upsert, std::move(row)};
}

} // namespace preggo::server
