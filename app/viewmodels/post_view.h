// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/view_items.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace preggo {

/// A post as a card shows it: every text in the person's words, nothing left to compute in QML.
/// Value type.
struct PostView
{
    QString postId;
    QString kind;
    QString authorId;
    QString authorName;
    QString authorRelation;
    QString authorInitials;
    int authorColor = 0; ///< 0-7, the same for one person everywhere
    bool isMine = false;
    QString text;
    QString milestone;
    int weeks = -1; ///< completed weeks on the day it is about; -1 where the due date is not known
    int days = -1;
    QDateTime publishedAt; ///< by the server's clock; by the author's own where it is not sent
    QDateTime writtenAt;
    bool edited = false;
    bool canEdit = false;
    bool canDelete = false;
    QList<PictureItem> pictures;
    QList<ReactionItem> reactions;
    int reactionTotal = 0;
    QString myReaction; ///< empty where there is none
    QString reactionNames; ///< "You, Grandma and 3 others"
    int commentCount = 0;
    QList<CommentItem> comments; ///< at most two, oldest first
    DeliveryState delivery = DeliveryState::Sent;
    QString deliveryText; ///< one sentence; empty once it is sent

    friend bool operator==(const PostView &, const PostView &) = default;
};

} // namespace preggo
