// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/apply.h"
#include "server/services/media_links.h"
#include "server/services/reaction_rows.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename Row>
Result<QVector<Row>> rowsOf(ActionRun &run, const QString &text, PostId post, Row (*read)(const sql::Query &))
{
    auto query = run.context.db.query(text);
    if (auto done = preggo::server::run(query.bind(post)); !done)
        return tl::make_unexpected(done.error());
    QVector<Row> rows;
    while (query.next())
        rows.append(read(query));
    return finished(query).map([&] { return rows; });
}

Result<void> placeMedia(ActionRun &run, PostId post, const StreamId &target)
{
    static const QString text = selectText(kMediaColumns, u"FROM media WHERE post_id=? ORDER BY id");
    auto rows = rowsOf<MediaRow>(run, text, post, mediaAt);
    if (!rows)
        return tl::make_unexpected(rows.error());
    for (auto &row : *rows) {
        const auto seq = run.nextSeq(target, EntityType::Media, idCast<EntityId>(row.media.id));
        if (!seq)
            return tl::make_unexpected(seq.error());
        row.stream = target;
        row.media.stamp.seq = *seq;
        ++row.media.stamp.version;
    }
    return storeMedia(run, *rows);
}

Result<void> placeComments(ActionRun &run, PostId post, const StreamId &target)
{
    static const QString text =
        selectText(kCommentColumns, u"FROM comment WHERE post_id=? ORDER BY published_ms, id");
    auto rows = rowsOf<CommentRow>(run, text, post, commentAt);
    if (!rows)
        return tl::make_unexpected(rows.error());
    for (auto &row : *rows) {
        const auto seq = run.nextSeq(target, EntityType::Comment, idCast<EntityId>(row.comment.id));
        if (!seq)
            return tl::make_unexpected(seq.error());
        row.stream = target;
        row.comment.stamp.seq = *seq;
        ++row.comment.stamp.version;
        if (auto done = updateComment(run.context, row); !done)
            return done;
        if (auto done = publishComment(run.context, row); !done)
            return done;
    }
    return {};
}

Result<void> placeReactions(ActionRun &run, PostId post, const StreamId &target)
{
    static const QString text = selectText(kReactionColumns, u"FROM reaction WHERE post_id=? ORDER BY id");
    auto rows = rowsOf<ReactionRow>(run, text, post, reactionAt);
    if (!rows)
        return tl::make_unexpected(rows.error());
    for (auto &row : *rows) {
        const auto seq = run.nextSeq(target, EntityType::Reaction, idCast<EntityId>(row.reaction.id));
        if (!seq)
            return tl::make_unexpected(seq.error());
        row.stream = target;
        row.reaction.stamp.seq = *seq;
        ++row.reaction.stamp.version;
        if (auto done = storeReaction(run.context, row); !done)
            return done;
        if (auto done = publishReaction(run.context, row); !done)
            return done;
    }
    return {};
}

Result<void> announceMovedOut(ActionRun &run, const PostRow &row)
{
    const auto id = idCast<EntityId>(row.post.id);
    const auto seq = run.nextSeq(row.stream, EntityType::Post, id, ChangeOp::MovedOut);
    if (!seq)
        return tl::make_unexpected(seq.error());
    return lift(publish(run.context, row.stream, {*seq, EntityType::Post, id, ChangeOp::MovedOut, {}}));
}

struct MoveTarget
{
    PostRow row;
    PostMove wanted;
    StreamId stream;
};

/// Reads the post and where it shall go. The actor must be able to read there too: otherwise an unknown
/// audience and one that does not list her look the same.
Result<MoveTarget> readMove(ActionRun &run)
{
    const auto wanted = PostMove::fromJson(run.action.payload);
    if (!wanted)
        return tl::make_unexpected(wanted.error());
    auto row = livePostFor(run, idCast<PostId>(run.action.entityId));
    if (!row)
        return tl::make_unexpected(row.error());
    const StreamId stream = wanted->audience.isNull() ? StreamId::all(row->family)
                                                      : StreamId::audience(row->family, wanted->audience);
    if (!run.reads(stream))
        return fail(ProblemCode::InvalidField, u"There is no such audience."_s, u"payload.audience"_s);
    return MoveTarget{std::move(*row), *wanted, stream};
}

} // namespace

Result<void> placeSubtree(ActionRun &run, PostRow &row, const StreamId &target)
{
    if (row.stream != target) {
        if (auto done = announceMovedOut(run, row); !done)
            return done;
        row.stream = target;
    }
    if (auto done = placeMedia(run, row.post.id, target); !done)
        return done;
    if (auto done = storePost(run, row); !done)
        return done;
    if (auto done = placeComments(run, row.post.id, target); !done)
        return done;
    return placeReactions(run, row.post.id, target);
}

Result<void> applyPostMove(ActionRun &run)
{
    auto move = readMove(run);
    if (!move)
        return tl::make_unexpected(move.error());
    if (!run.mayManage(move->row.post.author))
        return fail(ProblemCode::Rejected);
    if (move->row.stream == move->stream) {
        run.settled.insert(move->row.stream, move->row.post.stamp.seq);
        return {};
    }
    return placeSubtree(run, move->row, move->stream);
}

Result<void> applyPostHold(ActionRun &run)
{
    auto move = readMove(run);
    if (!move)
        return tl::make_unexpected(move.error());
    if (!run.isParent())
        return fail(ProblemCode::Rejected);
    move->row.releaseAtMs = move->wanted.atMs;
    move->row.releaseAudience = move->wanted.audience;
    return placeSubtree(run, move->row, StreamId::parents(move->row.family));
}

Result<void> applyPostRelease(ActionRun &run)
{
    auto move = readMove(run);
    if (!move)
        return tl::make_unexpected(move.error());
    if (!run.isParent())
        return fail(ProblemCode::Rejected);
    PostRow &row = move->row;
    const bool held = row.stream.kind() == StreamId::Kind::Parents;
    if (!held && row.stream == move->stream) {
        run.settled.insert(row.stream, row.post.stamp.seq);
        return {};
    }
    if (held && move->wanted.atMs && *move->wanted.atMs > run.now()) {
        row.releaseAtMs = move->wanted.atMs;
        row.releaseAudience = move->wanted.audience;
        return storePost(run, row);
    }
    row.releaseAtMs.reset();
    row.releaseAudience = {};
    if (held)
        row.post.stamp.publishedAtMs = run.now(); // it is news only now
    return placeSubtree(run, row, move->stream);
}

} // namespace preggo::server
