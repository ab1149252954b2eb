// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/apply.h"

#include "protocol/text.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

CommentId targetOf(const ActionRun &run)
{
    return idCast<CommentId>(run.action.entityId);
}

/// The depth that an answer to `parent` has.
Result<int> depthUnder(const ActionRun &run, CommentId parent, PostId post)
{
    if (parent.isNull())
        return 0;
    const auto row = commentRow(run.context.db, parent);
    if (!row)
        return tl::make_unexpected(row.error());
    if (!*row || (*row)->comment.post != post)
        return fail(ProblemCode::DependencyMissing);
    if ((*row)->deletedMs)
        return fail(ProblemCode::ParentDeleted);
    if ((*row)->depth + 1 >= limits::kCommentDepth) {
        return fail(ProblemCode::LimitReached,
            u"Answers nest at most %1 deep. Answer a comment further up."_s.arg(limits::kCommentDepth));
    }
    return (*row)->depth + 1;
}

Result<void> storeComment(ActionRun &run, CommentRow &row)
{
    const auto seq = run.nextSeq(row.stream, EntityType::Comment, idCast<EntityId>(row.comment.id));
    if (!seq)
        return tl::make_unexpected(seq.error());
    row.comment.stamp.seq = *seq;
    ++row.comment.stamp.version;
    if (auto done = updateComment(run.context, row); !done)
        return done;
    return publishComment(run.context, row);
}

Result<void> insertNew(ActionRun &run, const PostPlace &post, const CommentCreate &wanted, int depth)
{
    CommentRow row;
    row.family = post.family;
    row.stream = post.stream;
    row.depth = depth;
    row.comment.id = targetOf(run);
    row.comment.post = wanted.post;
    row.comment.parent = wanted.parent;
    row.comment.author = run.actor.user;
    row.comment.text = cleanText(wanted.text);
    row.comment.mentions = wanted.mentions;
    const auto seq = run.nextSeq(row.stream, EntityType::Comment, run.action.entityId);
    if (!seq)
        return tl::make_unexpected(seq.error());
    row.comment.stamp = {*seq, 1, run.now()};
    if (auto done = insertComment(run.context, row); !done)
        return done;
    if (auto done = addToCounts(run.context, wanted.post, 0, 1); !done)
        return done;
    return publishComment(run.context, row);
}

struct CommentTarget
{
    CommentRow row;
    CommentChange change;
    bool postDeleted = false;
};

/// The comment that an edit, a deletion or a restoration is about. Unknown and unreadable are alike.
Result<CommentTarget> readTarget(ActionRun &run)
{
    const auto change = CommentChange::fromJson(run.action.payload);
    if (!change)
        return tl::make_unexpected(change.error());
    const auto post = placeFor(run, change->post);
    if (!post)
        return tl::make_unexpected(post.error());
    auto row = commentRow(run.context.db, targetOf(run));
    if (!row)
        return tl::make_unexpected(row.error());
    if (!*row || (*row)->comment.post != change->post)
        return fail(ProblemCode::DependencyMissing);
    return CommentTarget{**row, *change, post->deleted};
}

} // namespace

Result<void> applyCommentCreate(ActionRun &run)
{
    const auto wanted = CommentCreate::fromJson(run.action.payload);
    if (!wanted)
        return tl::make_unexpected(wanted.error());
    if (!run.can(Ability::Comment))
        return fail(ProblemCode::Rejected);
    const auto existing = commentRow(run.context.db, targetOf(run));
    if (!existing)
        return tl::make_unexpected(existing.error());
    if (*existing) {
        const CommentRow &row = **existing;
        if (row.comment.author != run.actor.user || row.comment.post != wanted->post)
            return fail(ProblemCode::Conflict);
        run.settled.insert(row.stream, row.comment.stamp.seq);
        return {};
    }
    const auto post = livePlaceFor(run, wanted->post);
    if (!post)
        return tl::make_unexpected(post.error());
    const auto depth = depthUnder(run, wanted->parent, wanted->post);
    if (!depth)
        return tl::make_unexpected(depth.error());
    if (post->commentCount >= limits::kCommentsPerPost)
        return fail(
            ProblemCode::LimitReached, u"A post has room for %1 comments."_s.arg(limits::kCommentsPerPost));
    return insertNew(run, *post, *wanted, *depth);
}

Result<void> applyCommentEdit(ActionRun &run)
{
    auto target = readTarget(run);
    if (!target)
        return tl::make_unexpected(target.error());
    CommentRow &row = target->row;
    if (row.comment.author != run.actor.user)
        return fail(ProblemCode::Rejected);
    if (row.deletedMs || target->postDeleted)
        return fail(ProblemCode::ParentDeleted);
    row.comment.text = cleanText(target->change.text.value_or(row.comment.text));
    row.comment.mentions = target->change.mentions.value_or(row.comment.mentions);
    row.comment.editedAtMs = run.now();
    if (auto done = storeComment(run, row); !done)
        return done;
    return keepRevision(run.context, row, run.actor.user);
}

Result<void> applyCommentDelete(ActionRun &run)
{
    auto target = readTarget(run);
    if (!target)
        return tl::make_unexpected(target.error());
    CommentRow &row = target->row;
    if (!run.mayManage(row.comment.author))
        return fail(ProblemCode::Rejected);
    if (row.deletedMs) {
        run.settled.insert(row.stream, row.comment.stamp.seq);
        return {};
    }
    row.deletedMs = run.now();
    row.comment.deleted = true;
    if (auto done = storeComment(run, row); !done)
        return done;
    return addToCounts(run.context, row.comment.post, 0, -1);
}

Result<void> applyCommentRestore(ActionRun &run)
{
    auto target = readTarget(run);
    if (!target)
        return tl::make_unexpected(target.error());
    CommentRow &row = target->row;
    if (!run.mayManage(row.comment.author))
        return fail(ProblemCode::Rejected);
    if (!row.deletedMs) {
        run.settled.insert(row.stream, row.comment.stamp.seq);
        return {};
    }
    if (target->postDeleted)
        return fail(ProblemCode::ParentDeleted);
    if (!isRestorable(run, *row.deletedMs, row.erased))
        return fail(ProblemCode::ParentDeleted, u"It was deleted more than 30 days ago and is gone."_s);
    row.deletedMs.reset();
    row.comment.deleted = false;
    if (auto done = storeComment(run, row); !done)
        return done;
    return addToCounts(run.context, row.comment.post, 0, 1);
}

} // namespace preggo::server
