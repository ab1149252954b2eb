// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/comment_rows.h"

#include "server/services/packed_ids.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

Comment CommentRow::visible() const
{
    Comment seen = comment;
    if (deletedMs) {
        seen.text.clear();
        seen.mentions.clear();
        seen.editedAtMs.reset();
        seen.deleted = true;
    }
    return seen;
}

CommentRow commentAt(const sql::Query &query)
{
    CommentRow row;
    row.comment.id = query.id<CommentId>(0);
    row.family = query.id<FamilyId>(1);
    row.stream = StreamId::parse(query.text(2)).value_or(StreamId());
    row.comment.stamp = {query.int64(3), query.int64(4), query.int64(5)};
    row.comment.post = query.id<PostId>(6);
    row.comment.parent = query.id<CommentId>(7);
    row.depth = query.integer(8);
    row.comment.author = query.id<UserId>(9);
    row.comment.text = query.text(10);
    row.comment.mentions = unpackIds<UserId>(query.blob(11));
    row.comment.editedAtMs = query.optionalInt64(12);
    row.deletedMs = query.optionalInt64(13);
    row.erased = query.boolean(14);
    row.comment.deleted = row.deletedMs.has_value();
    return row;
}

Result<std::optional<CommentRow>> commentRow(sql::Database &db, CommentId id)
{
    static const QString text = selectText(kCommentColumns, u"FROM comment WHERE id=?");
    auto query = db.query(text);
    const auto found = first(query.bind(id));
    if (!found)
        return tl::make_unexpected(found.error());
    return *found ? std::optional(commentAt(query)) : std::nullopt;
}

Result<void> insertComment(Context &context, const CommentRow &row)
{
    const Comment &comment = row.comment;
    auto query = context.db.query(
        u"INSERT INTO comment(id, pregnancy_id, stream_id, seq, version, published_ms, post_id,"
        " parent_id, depth, author, text, mentions) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)"_s);
    query.bind(comment.id)
        .bind(row.family)
        .bind(row.stream)
        .bind(comment.stamp.seq)
        .bind(comment.stamp.version);
    query.bind(comment.stamp.publishedAtMs).bind(comment.post).bind(comment.parent).bind(row.depth);
    query.bind(comment.author).bind(comment.text).bind(packIds(comment.mentions));
    if (auto done = run(query); !done)
        return done;
    return keepRevision(context, row, comment.author);
}

Result<void> updateComment(Context &context, const CommentRow &row)
{
    const Comment &comment = row.comment;
    auto query =
        context.db.query(u"UPDATE comment SET stream_id=?, seq=?, version=?, text=?, mentions=?, edited_ms=?,"
                         " deleted_ms=? WHERE id=?"_s);
    query.bind(row.stream).bind(comment.stamp.seq).bind(comment.stamp.version).bind(comment.text);
    query.bind(packIds(comment.mentions)).bind(comment.editedAtMs).bind(row.deletedMs).bind(comment.id);
    return run(query);
}

Result<void> keepRevision(Context &context, const CommentRow &row, UserId editor)
{
    auto query = context.db.query(
        u"INSERT INTO comment_revision(comment_id, version, editor, text, at_ms) VALUES(?,?,?,?,?)"_s);
    query.bind(row.comment.id).bind(row.comment.stamp.version).bind(editor).bind(row.comment.text);
    return run(query.bind(context.clock.wallMs()));
}

Result<void> publishComment(Context &context, const CommentRow &row)
{
    return lift(publish(context, row.stream,
        {row.comment.stamp.seq, EntityType::Comment, idCast<EntityId>(row.comment.id), ChangeOp::Upsert,
            row.visible().toJson()}));
}

} // namespace preggo::server
