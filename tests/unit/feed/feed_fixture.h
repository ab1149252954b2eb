// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "fake_feed_source.h"
#include "row_mirror.h"

namespace preggo {

inline constexpr qint64 kNewest = 1'750'000'000'000;
inline const UserId kSelf(QUuid(7, 7, 7, 0x80, 0, 0, 0, 0, 0, 0, 7));
inline const FamilyId kFamily(QUuid(9, 9, 9, 0x80, 0, 0, 0, 0, 0, 0, 9));

/// A window over a feed in memory, with a view's mirror of it.
struct FeedFixture
{
    explicit FeedFixture(int posts)
    {
        source.fill(posts, kNewest);
        window.open({kFamily, {}, FeedSort::Newest});
        source.run();
        mirror.clear();
    }

    /// The confirmed rows are a stretch of the feed without holes.
    void checkContiguous()
    {
        mirror.check();
        const auto &rows = window.rows();
        QVERIFY(!rows.isEmpty());
        int at = 0;
        while (source.posts.at(at).post.id != rows.first().post.id)
            ++at;
        for (const PostCard &card : rows)
            QCOMPARE(card.post.text, source.posts.at(at++).post.text);
    }

    void arrive(const PostCard &card)
    {
        source.add(card);
        window.postsChanged({card.post.id});
        source.run();
    }

    FakeFeedSource source;
    FeedWindow window{source, kSelf};
    RowMirror mirror{window};
};

} // namespace preggo
