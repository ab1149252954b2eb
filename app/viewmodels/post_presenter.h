// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/family_facts.h"
#include "app/viewmodels/post_view.h"
#include "core/sync/overlay.h"
#include "storage/post_card.h"

namespace preggo {

/// Turns what is stored into what is shown. Lives as long as one call; main thread.
class PostPresenter
{
public:
    PostPresenter(const FamilyFacts &facts, const Overlay &overlay, bool connected);

    /// `card` has pending actions folded in.
    [[nodiscard]] PostView post(const PostCard &card) const;
    /// What of it changes while it is sent: its state, and the words for it.
    void addDelivery(PostView &view, const PostCard &card) const;
    /// Those of the post, in its order.
    [[nodiscard]] QList<PictureItem> pictures(const PostCard &card) const;
    [[nodiscard]] QString nameOf(UserId user) const;
    [[nodiscard]] QString relationOf(UserId user) const;
    /// A local moment; invalid for 0.
    [[nodiscard]] static QDateTime moment(qint64 wallMs);
    [[nodiscard]] static DeliveryState state(Delivery delivery);

private:
    void addAuthor(PostView &view, const PostCard &card) const;
    void addDates(PostView &view, const PostCard &card) const;
    [[nodiscard]] QDate dayOf(const PostCard &card) const;
    [[nodiscard]] static QList<ReactionItem> reactions(const PostCard &card);
    [[nodiscard]] QString reactionNames(const PostCard &card) const;
    [[nodiscard]] QList<CommentItem> comments(const PostCard &card) const;

    const FamilyFacts &m_facts;
    const Overlay &m_overlay;
    bool m_connected;
};

} // namespace preggo
