// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/action_row.h"
#include "storage/post_card.h"

namespace preggo {

// One action laid over one value: pure functions, each idempotent (docs/sync.md, section 6).

/// How far the base under an action is known.
struct BaseView
{
    StreamId stream;
    EpochId epoch;
    qint64 cursor = 0;
    qint64 entitySeq = 0; ///< of the action's entity in the base; 0 where it is not there
};

/// `active(a)`: whether the action has to be laid over this base.
[[nodiscard]] bool isActive(const ActionRow &row, const BaseView &base);

/// Lays an active action over the card of its post. `newest` may grow beyond two; trimNewest() ends it.
/// `commentSeq` is the base seq of the action's comment where it is not among `newest`.
void foldInto(PostCard &card, const Action &action, UserId self, qint64 commentSeq);
void trimNewest(PostCard &card);

/// Lays an active comment action over the thread of its post.
void foldInto(PostThread &thread, const Action &action, UserId self);

/// The card of a post that only its post.create knows; its pictures are left to the caller.
[[nodiscard]] PostCard pendingCard(const Action &create, UserId self);

} // namespace preggo
