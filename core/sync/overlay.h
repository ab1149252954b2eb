// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/delivery.h"
#include "storage/action_row.h"
#include "storage/media_out.h"
#include "storage/post_card.h"

#include <QHash>
#include <QVector>

#include <functional>

namespace preggo {

class ActionQueue;

/// What is shown = confirmed state + the person's pending actions (docs/sync.md, section 6).
///
/// Every fold is a pure function of what it is given and of the queue; nothing is ever undone here: an
/// action that leaves the queue is simply no longer laid over. Folding twice is folding once.
///
/// For a view that never drops an own post for a frame: read cards on the storage executor and fold
/// them together with ownPending() in the callback on the main executor; skip pending posts whose id
/// is among the cards. Main thread.
class Overlay
{
public:
    Overlay(const ActionQueue &queue, UserId self);

    /// Lays pending actions over the card. A pending deletion sets `post.deleted`: do not show it.
    void fold(PostCard &card) const;
    void foldThread(PostThread &thread) const;
    /// The person's own posts that are not in cache.db yet, newest first, to be shown on top.
    [[nodiscard]] QVector<PostCard> ownPending(FamilyId family) const;
    /// The same by their ids, until `visit` returns false. Some may have been deleted since.
    void eachOwnPending(FamilyId family, const std::function<bool(PostId)> &visit) const;
    /// The pending post of this id alone, for its own page.
    [[nodiscard]] std::optional<PostCard> ownPendingPost(PostId post) const;
    [[nodiscard]] DeliveryInfo deliveryOf(PostId post) const;
    [[nodiscard]] DeliveryInfo deliveryOf(CommentId comment) const;
    [[nodiscard]] DeliveryInfo deliveryOfAction(OpId op) const;
    /// The local file of a picture that is on its way; nothing where there is none.
    [[nodiscard]] std::optional<MediaOut> localMedia(MediaId media) const;

private:
    const ActionQueue &m_queue;
    UserId m_self;
};

} // namespace preggo
