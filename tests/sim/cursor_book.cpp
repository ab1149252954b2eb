// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/cursor_book.h"

#include "server/services/change_log.h"

namespace preggo::sim {

using namespace Qt::Literals::StringLiterals;

namespace {

QHash<QByteArray, qint64> read(sql::Query query)
{
    QHash<QByteArray, qint64> seqs;
    if (!query.run())
        return seqs;
    while (query.next())
        seqs.insert(query.blob(0), query.int64(1));
    return seqs;
}

} // namespace

void CursorBook::look(SimDevice &device)
{
    const auto states = device.cache().streams();
    if (!states)
        return;
    auto &before = m_seen[device.index];
    if (before.bootedMs != device.bootedMs())
        before = {device.bootedMs(), {}};
    for (const auto &state : *states) {
        // Of a first join the older pages are still missing.
        if (state.stream.kind() != StreamId::Kind::User && state.backfill.isEmpty())
            lookAtStream(device, state);
    }
}

void CursorBook::lookAtStream(SimDevice &device, const StreamState &state)
{
    const QString stream = state.stream.toString();
    auto rows = device.cache().database().query(
        u"SELECT id, seq FROM post WHERE stream_id=? UNION ALL SELECT id, seq FROM comment WHERE stream_id=?"
        " UNION ALL SELECT id, seq FROM reaction WHERE stream_id=?"
        " UNION ALL SELECT id, seq FROM media WHERE stream_id=?"_s);
    for (int table = 0; table < 4; ++table)
        rows.bind(stream);
    const Seqs ours = read(std::move(rows));
    auto &seen = m_seen[device.index].streams[state.stream];
    for (auto it = seen.seqs.cbegin(); it != seen.seqs.cend() && seen.epoch == state.epoch; ++it) {
        const qint64 now = ours.value(it.key(), it.value()); // a tombstone may go where all is read anew
        if (now < it.value())
            m_verdict.violated(u"I9: %1 of %2 went from %3 to %4 on device %5"_s
                                   .arg(QString::fromLatin1(it.key().toHex()), stream)
                                   .arg(it.value())
                                   .arg(now)
                                   .arg(device.index));
    }
    seen = {state.epoch, ours};
    m_server.whileSound([&] {
        auto &db = m_server.database();
        const auto heads = server::headsOf(db, {state.stream});
        if (!heads || heads->value(state.stream).epoch != state.epoch)
            return;
        auto live =
            db.query(u"SELECT id, seq FROM post WHERE stream_id=? AND seq<=? AND deleted_ms IS NULL UNION ALL"
                     " SELECT c.id, c.seq FROM comment c JOIN post p ON p.id=c.post_id WHERE c.stream_id=? "
                     "AND c.seq<=?"
                     " AND c.deleted_ms IS NULL AND p.deleted_ms IS NULL UNION ALL"
                     " SELECT r.id, r.seq FROM reaction r JOIN post p ON p.id=r.post_id WHERE r.stream_id=? "
                     "AND r.seq<=?"
                     " AND r.kind IS NOT NULL AND p.deleted_ms IS NULL"_s);
        for (int table = 0; table < 3; ++table)
            live.bind(stream).bind(state.cursor);
        const Seqs theirs = read(std::move(live));
        for (auto it = theirs.cbegin(); it != theirs.cend(); ++it) {
            if (ours.value(it.key()) < it.value())
                m_verdict.violated(
                    u"I9: device %1 is at %2 of %3 and has %4 at %5 instead of %6"_s.arg(device.index)
                        .arg(state.cursor)
                        .arg(stream, QString::fromLatin1(it.key().toHex()))
                        .arg(ours.value(it.key()))
                        .arg(it.value()));
        }
    });
}

} // namespace preggo::sim
