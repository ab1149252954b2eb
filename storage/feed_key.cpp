// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/engagement.h"
#include "storage/feed_query.h"

namespace preggo {

FeedKey FeedKey::of(const PostCard &card)
{
    return {engagementScore(card.reactionTotal(), card.commentCount), card.post.stamp.publishedAtMs,
        card.post.id};
}

} // namespace preggo
