// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/post_rows.h"

#include "protocol/engagement.h"
#include "server/services/packed_ids.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

Post PostRow::visible() const
{
    if (!deletedMs)
        return post;
    Post tombstone;
    tombstone.id = post.id;
    tombstone.stamp = post.stamp;
    tombstone.author = post.author;
    tombstone.kind = post.kind;
    tombstone.deleted = true;
    return tombstone;
}

PostRow postAt(const sql::Query &query)
{
    PostRow row;
    row.post.id = query.id<PostId>(0);
    row.family = query.id<FamilyId>(1);
    row.stream = StreamId::parse(query.text(2)).value_or(StreamId());
    row.post.stamp = {query.int64(3), query.int64(4), query.int64(5)};
    row.post.author = query.id<UserId>(6);
    static_cast<void>(fromWire(query.text(7), row.post.kind));
    row.post.text = query.text(8);
    row.post.media = unpackIds<MediaId>(query.blob(9));
    row.post.mentions = unpackIds<UserId>(query.blob(10));
    row.post.occurredOn = query.date(11);
    if (!query.isNull(12))
        row.post.week = query.integer(12);
    row.post.milestone = query.text(13);
    row.post.writtenAtMs = query.int64(14);
    row.post.editedAtMs = query.optionalInt64(15);
    row.deletedMs = query.optionalInt64(16);
    row.erased = query.boolean(17);
    row.releaseAtMs = query.optionalInt64(18);
    row.releaseAudience = query.id<AudienceId>(19);
    row.reactionCount = query.integer(20);
    row.commentCount = query.integer(21);
    row.post.deleted = row.deletedMs.has_value();
    return row;
}

Result<std::optional<PostRow>> postRow(sql::Database &db, PostId id)
{
    static const QString text = selectText(kPostColumns, u"FROM post WHERE id=?");
    auto query = db.query(text);
    const auto found = first(query.bind(id));
    if (!found)
        return tl::make_unexpected(found.error());
    return *found ? std::optional(postAt(query)) : std::nullopt;
}

Result<std::optional<PostPlace>> postPlace(sql::Database &db, PostId id)
{
    auto query =
        db.query(u"SELECT pregnancy_id, stream_id, deleted_ms, comment_count FROM post WHERE id=?"_s);
    const auto found = first(query.bind(id));
    if (!found)
        return tl::make_unexpected(found.error());
    if (!*found)
        return std::nullopt;
    const auto stream = StreamId::parse(query.text(1)).value_or(StreamId());
    return PostPlace{query.id<FamilyId>(0), stream, !query.isNull(2), query.integer(3)};
}

Result<void> insertPost(Context &context, const PostRow &row)
{
    const Post &post = row.post;
    auto query = context.db.query(
        u"INSERT INTO post(id, pregnancy_id, stream_id, seq, version, published_ms, author, kind, text, "
        u"media,"
        " mentions, occurred_on, week, milestone, written_ms) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"_s);
    query.bind(post.id).bind(row.family).bind(row.stream).bind(post.stamp.seq).bind(post.stamp.version);
    query.bind(post.stamp.publishedAtMs).bind(post.author).bind(toWire(post.kind)).bind(post.text);
    query.bind(packIds(post.media)).bind(packIds(post.mentions)).bind(post.occurredOn).bind(post.week);
    query.bind(post.milestone).bind(post.writtenAtMs);
    if (auto done = run(query); !done)
        return done;
    return keepRevision(context, row, post.author);
}

Result<void> updatePost(Context &context, const PostRow &row)
{
    const Post &post = row.post;
    auto query = context.db.query(
        u"UPDATE post SET stream_id=?, seq=?, version=?, published_ms=?, kind=?, text=?, media=?, mentions=?,"
        " occurred_on=?, milestone=?, edited_ms=?, deleted_ms=?, release_at_ms=?, release_audience=? WHERE id=?"_s);
    query.bind(row.stream).bind(post.stamp.seq).bind(post.stamp.version).bind(post.stamp.publishedAtMs);
    query.bind(toWire(post.kind)).bind(post.text).bind(packIds(post.media)).bind(packIds(post.mentions));
    query.bind(post.occurredOn).bind(post.milestone).bind(post.editedAtMs).bind(row.deletedMs);
    query.bind(row.releaseAtMs).bind(row.releaseAudience).bind(post.id);
    return run(query);
}

Result<void> keepRevision(Context &context, const PostRow &row, UserId editor)
{
    auto query =
        context.db.query(u"INSERT INTO post_revision(post_id, version, editor, kind, text, milestone, at_ms)"
                         " VALUES(?,?,?,?,?,?,?)"_s);
    query.bind(row.post.id).bind(row.post.stamp.version).bind(editor).bind(toWire(row.post.kind));
    query.bind(row.post.text).bind(row.post.milestone).bind(context.clock.wallMs());
    return run(query);
}

Result<void> addToCounts(Context &context, PostId post, int reactions, int comments)
{
    if (reactions == 0 && comments == 0)
        return {};
    // The score is linear in both counts, so their differences add up to its own.
    return run(context.db
                   .query(u"UPDATE post SET reaction_count=reaction_count+?, comment_count=comment_count+?,"
                          " score=score+? WHERE id=?"_s)
                   .bind(reactions)
                   .bind(comments)
                   .bind(engagementScore(reactions, comments))
                   .bind(post));
}

Result<void> publishPost(Context &context, const PostRow &row)
{
    return lift(publish(context, row.stream,
        {row.post.stamp.seq, EntityType::Post, idCast<EntityId>(row.post.id), ChangeOp::Upsert,
            row.visible().toJson()}));
}

} // namespace preggo::server
