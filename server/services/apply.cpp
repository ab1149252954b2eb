// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/apply.h"

namespace preggo::server {

Result<qint64> ActionRun::nextSeq(const StreamId &stream, EntityType type, EntityId id, ChangeOp op)
{
    return lift(appendChange(context, stream, type, id, op, actor));
}

Result<void> apply(ActionRun &run)
{
    switch (run.action.kind) {
    case ActionKind::PostCreate:
        return applyPostCreate(run);
    case ActionKind::PostEdit:
        return applyPostEdit(run);
    case ActionKind::PostDelete:
        return applyPostDelete(run);
    case ActionKind::PostRestore:
        return applyPostRestore(run);
    case ActionKind::PostMove:
        return applyPostMove(run);
    case ActionKind::PostHold:
        return applyPostHold(run);
    case ActionKind::PostRelease:
        return applyPostRelease(run);
    case ActionKind::CommentCreate:
        return applyCommentCreate(run);
    case ActionKind::CommentEdit:
        return applyCommentEdit(run);
    case ActionKind::CommentDelete:
        return applyCommentDelete(run);
    case ActionKind::CommentRestore:
        return applyCommentRestore(run);
    case ActionKind::ReactionSet:
        return applyReactionSet(run);
    case ActionKind::ReadMark:
        return applyReadMark(run);
    case ActionKind::FamilyUpdate:
        return applyFamilyUpdate(run);
    case ActionKind::FamilyPause:
        return applyFamilyPause(run);
    case ActionKind::ReportCreate:
        return applyReportCreate(run);
    case ActionKind::PrefSet:
        return applyPrefSet(run);
    case ActionKind::Unknown:
        break; // no request is read as it
    }
    Q_UNREACHABLE();
}

Result<PostRow> postFor(const ActionRun &run, PostId id)
{
    auto row = postRow(run.context.db, id);
    if (!row)
        return tl::make_unexpected(row.error());
    if (!*row || !run.member || (*row)->family != run.member->family || !run.reads((*row)->stream))
        return fail(ProblemCode::DependencyMissing);
    return **row;
}

Result<PostRow> livePostFor(const ActionRun &run, PostId id)
{
    auto row = postFor(run, id);
    if (row && row->deletedMs)
        return fail(ProblemCode::ParentDeleted);
    return row;
}

Result<PostPlace> placeFor(const ActionRun &run, PostId id)
{
    const auto place = postPlace(run.context.db, id);
    if (!place)
        return tl::make_unexpected(place.error());
    if (!*place || !run.member || (*place)->family != run.member->family || !run.reads((*place)->stream))
        return fail(ProblemCode::DependencyMissing);
    return **place;
}

Result<PostPlace> livePlaceFor(const ActionRun &run, PostId id)
{
    auto place = placeFor(run, id);
    if (place && place->deleted)
        return fail(ProblemCode::ParentDeleted);
    return place;
}

Result<void> storePost(ActionRun &run, PostRow &row)
{
    const auto seq = run.nextSeq(row.stream, EntityType::Post, idCast<EntityId>(row.post.id));
    if (!seq)
        return tl::make_unexpected(seq.error());
    row.post.stamp.seq = *seq;
    ++row.post.stamp.version;
    if (auto done = updatePost(run.context, row); !done)
        return done;
    return publishPost(run.context, row);
}

bool isRestorable(const ActionRun &run, qint64 deletedMs, bool erased)
{
    return !erased && run.now() - deletedMs <= limits::kRestoreWindowMs;
}

} // namespace preggo::server
