// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/access.h"
#include "server/services/change_log.h"
#include "server/services/comment_rows.h"
#include "server/services/post_rows.h"

namespace preggo::server {

/// One action on its way through the rules (docs/sync.md, section 8, step 4). What it writes and
/// publishes stands in a savepoint that the caller rolls back where apply() fails.
struct ActionRun
{
    Context &context;
    const Action &action;
    Actor actor;
    /// Of the action's family; null for an action of the person's own stream.
    const MemberAccess *member = nullptr;
    /// Seqs of what was there already, for an action that changes nothing.
    QMap<StreamId, qint64> settled;

    [[nodiscard]] bool can(Ability ability) const { return member && member->abilities.has(ability); }
    [[nodiscard]] bool isParent() const { return member && preggo::isParent(member->role); }
    /// The author of a thing, and the parents.
    [[nodiscard]] bool mayManage(UserId author) const { return isParent() || actor.user == author; }
    [[nodiscard]] bool reads(const StreamId &stream) const { return member && mayRead(*member, stream); }
    [[nodiscard]] qint64 now() const { return context.clock.wallMs(); }

    /// Takes the next seq of a stream for an entity.
    [[nodiscard]] Result<qint64> nextSeq(
        const StreamId &stream, EntityType type, EntityId id, ChangeOp op = ChangeOp::Upsert);
};

/// Applies an action of any kind. The caller has made sure that the actor may read action.stream.
/// A transient problem means that the same action may succeed later.
[[nodiscard]] Result<void> apply(ActionRun &run);

// One function a kind, one file a noun.
[[nodiscard]] Result<void> applyPostCreate(ActionRun &run);
[[nodiscard]] Result<void> applyPostEdit(ActionRun &run);
[[nodiscard]] Result<void> applyPostDelete(ActionRun &run);
[[nodiscard]] Result<void> applyPostRestore(ActionRun &run);
[[nodiscard]] Result<void> applyPostMove(ActionRun &run);
[[nodiscard]] Result<void> applyPostHold(ActionRun &run);
[[nodiscard]] Result<void> applyPostRelease(ActionRun &run);
[[nodiscard]] Result<void> applyCommentCreate(ActionRun &run);
[[nodiscard]] Result<void> applyCommentEdit(ActionRun &run);
[[nodiscard]] Result<void> applyCommentDelete(ActionRun &run);
[[nodiscard]] Result<void> applyCommentRestore(ActionRun &run);
[[nodiscard]] Result<void> applyReactionSet(ActionRun &run);
[[nodiscard]] Result<void> applyReadMark(ActionRun &run);
[[nodiscard]] Result<void> applyFamilyUpdate(ActionRun &run);
[[nodiscard]] Result<void> applyFamilyPause(ActionRun &run);
[[nodiscard]] Result<void> applyReportCreate(ActionRun &run);
[[nodiscard]] Result<void> applyPrefSet(ActionRun &run);

// Shared by the nouns.

/// The post, deleted or not. An unknown one, one of another family and one in a stream that the actor
/// cannot read are the same transient problem: it may still be on its way.
[[nodiscard]] Result<PostRow> postFor(const ActionRun &run, PostId id);
/// The same; a deleted one is a final problem.
[[nodiscard]] Result<PostRow> livePostFor(const ActionRun &run, PostId id);
/// The same two rules, for what hangs on the post.
[[nodiscard]] Result<PostPlace> placeFor(const ActionRun &run, PostId id);
[[nodiscard]] Result<PostPlace> livePlaceFor(const ActionRun &run, PostId id);
/// Stores a changed post with the next seq of its stream and a raised version, and publishes it.
[[nodiscard]] Result<void> storePost(ActionRun &run, PostRow &row);
/// Gives the post with its comments, reactions and pictures new seqs in `target`, which becomes their
/// stream. Readers of the stream that it leaves get one moved_out.
[[nodiscard]] Result<void> placeSubtree(ActionRun &run, PostRow &row, const StreamId &target);
/// True within the time in which a deletion can be undone.
[[nodiscard]] bool isRestorable(const ActionRun &run, qint64 deletedMs, bool erased);

} // namespace preggo::server
