// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/reaction_rows.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

ReactionRow reactionAt(const sql::Query &query)
{
    ReactionRow row;
    row.reaction.id = query.id<ReactionId>(0);
    row.stream = StreamId::parse(query.text(1)).value_or(StreamId());
    row.reaction.stamp = {query.int64(2), query.int64(3), query.int64(4)};
    row.reaction.post = query.id<PostId>(5);
    row.reaction.author = query.id<UserId>(6);
    ReactionKind kind = ReactionKind::Love;
    if (!query.isNull(7) && fromWire(query.text(7), kind))
        row.reaction.kind = kind;
    return row;
}

Result<void> storeReaction(Context &context, const ReactionRow &row)
{
    const Reaction &reaction = row.reaction;
    auto query = context.db.query(
        u"INSERT INTO reaction(id, stream_id, seq, version, published_ms, post_id, author, kind) "
        u"VALUES(?,?,?,?,?,?,?,?)"
        " ON CONFLICT(post_id, author) DO UPDATE SET stream_id=excluded.stream_id, seq=excluded.seq,"
        " version=excluded.version, published_ms=excluded.published_ms, kind=excluded.kind"_s);
    query.bind(reaction.id).bind(row.stream).bind(reaction.stamp.seq).bind(reaction.stamp.version);
    query.bind(reaction.stamp.publishedAtMs).bind(reaction.post).bind(reaction.author);
    if (reaction.kind)
        query.bind(toWire(*reaction.kind));
    else
        query.bindNull();
    return run(query);
}

Result<void> publishReaction(Context &context, const ReactionRow &row)
{
    return lift(publish(context, row.stream,
        {row.reaction.stamp.seq, EntityType::Reaction, idCast<EntityId>(row.reaction.id), ChangeOp::Upsert,
            row.reaction.toJson()}));
}

} // namespace preggo::server
