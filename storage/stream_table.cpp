// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/stream_table.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;
using sql::Outcome;

namespace {

StreamState readRow(const sql::Query &query)
{
    const auto stream = StreamId::parse(query.text(0));
    return {stream.value_or(StreamId()), query.id<EpochId>(1), query.int64(2), query.text(3), query.int64(4)};
}

} // namespace

Outcome<QVector<StreamState>> StreamTable::load()
{
    auto query = m_database.query(u"SELECT stream_id, epoch, cursor, backfill, synced_ms FROM stream"_s);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    QVector<StreamState> states;
    while (query.next())
        states.append(readRow(query));
    if (auto error = query.error())
        return tl::make_unexpected(*error);
    return states;
}

Outcome<std::optional<StreamState>> StreamTable::find(const StreamId &stream)
{
    auto query = m_database.query(
        u"SELECT stream_id, epoch, cursor, backfill, synced_ms FROM stream WHERE stream_id=?"_s);
    query.bind(stream);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    return query.next() ? std::optional(readRow(query)) : std::nullopt;
}

Outcome<void> StreamTable::put(const StreamState &state)
{
    auto query = m_database.query(
        u"INSERT OR REPLACE INTO stream(stream_id, epoch, cursor, backfill, synced_ms) VALUES(?,?,?,?,?)"_s);
    query.bind(state.stream)
        .bind(state.epoch)
        .bind(state.cursor)
        .bind(state.backfill)
        .bind(state.syncedWallMs);
    return query.run();
}

Outcome<void> StreamTable::remove(const StreamId &stream)
{
    return m_database.query(u"DELETE FROM stream WHERE stream_id=?"_s).bind(stream).run();
}

} // namespace preggo
