// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/change_log.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

sql::Outcome<void> createStream(Context &context, const StreamId &stream)
{
    // Once backups are made, all streams have a durable seq: no backup holds anything of a new one.
    return context.db
        .query(u"INSERT INTO stream(stream_id, pregnancy_id, audience, epoch, durable_seq) VALUES(?,?,?,?,"
               "(SELECT CASE WHEN durable_seq IS NOT NULL THEN 0 END FROM stream LIMIT 1))"_s)
        .bind(stream)
        .bind(stream.family())
        .bind(stream.audienceId())
        .bind(context.rng.mintV4<EpochId>())
        .run();
}

sql::Outcome<std::optional<Head>> headOf(sql::Database &db, const StreamId &stream)
{
    auto query =
        db.query(u"SELECT epoch, head_seq, COALESCE(durable_seq, head_seq) FROM stream WHERE stream_id=?"_s);
    if (auto done = query.bind(stream).run(); !done)
        return tl::make_unexpected(done.error());
    if (query.next())
        return Head{query.id<EpochId>(0), query.int64(1), query.int64(2)};
    if (const auto error = query.error())
        return tl::make_unexpected(*error);
    return std::nullopt;
}

sql::Outcome<Heads> headsOf(sql::Database &db, const QVector<StreamId> &streams)
{
    Heads heads;
    for (const auto &stream : streams) {
        const auto head = headOf(db, stream);
        if (!head)
            return tl::make_unexpected(head.error());
        if (*head)
            heads.insert(stream, **head);
    }
    return heads;
}

sql::Outcome<qint64> appendChange(
    Context &context, const StreamId &stream, EntityType type, EntityId id, ChangeOp op, const Actor &actor)
{
    qint64 seq = 0;
    {
        auto head = context.db.query(u"UPDATE stream SET head_seq=head_seq+1 WHERE stream_id=?"
                                     " RETURNING head_seq, epoch, COALESCE(durable_seq, head_seq)"_s);
        if (auto done = head.bind(stream).run(); !done)
            return tl::make_unexpected(done.error());
        if (!head.next())
            return tl::make_unexpected(sql::Error{sql::ErrorKind::Other, u"no such stream"_s});
        seq = head.int64(0);
        context.effects.heads.insert(stream, {head.id<EpochId>(1), seq, head.int64(2)});
    }
    auto change = context.db.query(
        u"INSERT INTO change(stream_id, seq, etype, eid, op, actor, device, op_id, at_ms) VALUES(?,?,?,?,?,?,?,?,?)"_s);
    change.bind(stream).bind(seq).bind(toWire(type)).bind(id).bind(op == ChangeOp::Upsert ? u"u"_s : u"m"_s);
    change.bind(actor.user).bind(actor.device).bind(actor.op).bind(context.clock.wallMs());
    if (auto done = change.run(); !done)
        return tl::make_unexpected(done.error());
    return seq;
}

sql::Outcome<qint64> appendChange(Context &context, const StreamId &stream, EntityType type, EntityId id,
    ChangeOp op, UserId actor, OpId op_id)
{
    return appendChange(context, stream, type, id, op, Actor{actor, {}, op_id});
}

sql::Outcome<void> publish(Context &context, const StreamId &stream, const ChangeItem &item)
{
    const auto head = context.effects.heads.constFind(stream);
    if (head == context.effects.heads.cend())
        return tl::make_unexpected(sql::Error{sql::ErrorKind::Other, u"published before appended"_s});
    context.effects.published.append(
        {stream, {head->epoch, item.seq, std::min(head->durable, item.seq)}, item});
    return {};
}

} // namespace preggo::server
