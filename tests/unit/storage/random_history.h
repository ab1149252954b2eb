// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/unit/storage/sample_rows.h"

#include <QMap>

#include <random>

namespace preggo::test {

/// A random history of kAll as a server writes it: all its changes in the order of their seqs, from 1 on
/// without a gap. Posts come with pictures, are edited, deleted and restored, commented on and reacted to,
/// and are moved out and back again; then all that hangs on them is published anew. Repeatable by its seed.
class RandomHistory
{
public:
    explicit RandomHistory(quint64 seed, int deeds = 24)
        : m_chance(seed)
    {
        for (int i = 0; i < deeds; ++i)
            doOne();
    }
    [[nodiscard]] const QVector<ChangeItem> &items() const { return m_items; }
    [[nodiscard]] qint64 head() const { return m_items.size(); }

    /// What a page of (from, to] holds when it is read while the history is `head` long: each row as it is
    /// then, so at its last seq alone, and none of a post that is elsewhere.
    [[nodiscard]] QVector<ChangeItem> page(qint64 from, qint64 to, qint64 head) const
    {
        QVector<ChangeItem> part;
        for (qint64 seq = from + 1; seq <= to; ++seq) {
            const ChangeItem &each = m_items[seq - 1];
            if (each.op == ChangeOp::MovedOut || isCurrent(each, head))
                part.append(each);
        }
        return part;
    }

private:
    struct PostState
    {
        bool here = true;
        bool deleted = false;
        QVector<int> media;
        QMap<int, bool> comments; ///< and whether they are deleted
        QMap<int, std::optional<ReactionKind>> reactions; ///< by user
    };

    [[nodiscard]] int below(int bound) { return static_cast<int>(m_chance() % quint64(bound)); }

    void doOne()
    {
        const int deed = below(12);
        if (m_posts.isEmpty() || (deed == 0 && m_posts.size() < 4))
            return createPost();
        const int number = kFirstPost + below(static_cast<int>(m_posts.size()));
        PostState &post = m_posts[number];
        if (deed <= 2 && !post.deleted)
            return moveAway(number, post);
        if (deed == 3)
            post.deleted = !post.deleted;
        if (deed <= 4)
            return publishPost(number, post);
        if (deed <= 8)
            return changeComment(number, post);
        return changeReaction(number, post);
    }
    void createPost()
    {
        const int number = kFirstPost + static_cast<int>(m_posts.size());
        PostState &post = m_posts[number];
        for (int pictures = below(3); pictures > 0; --pictures)
            post.media.append(m_nextMedia++);
        publishMedia(number, post);
        publishPost(number, post);
    }
    void moveAway(int number, PostState &post)
    {
        post.here = !post.here;
        const auto id = sampleId<EntityId>(number);
        if (!post.here)
            return m_items.append({nextSeq(), EntityType::Post, id, ChangeOp::MovedOut, {}});
        publishMedia(number, post);
        publishPost(number, post);
        for (auto it = post.comments.cbegin(); it != post.comments.cend(); ++it)
            publishComment(it.key(), number, it.value());
        for (auto it = post.reactions.cbegin(); it != post.reactions.cend(); ++it)
            publishReaction(it.key(), number, it.value());
    }
    void changeComment(int number, PostState &post)
    {
        const int comment =
            below(2) == 0 || post.comments.isEmpty() ? m_nextComment++ : post.comments.firstKey();
        bool &deleted = post.comments[comment];
        deleted = comment < m_nextComment - 1 && below(2) == 0;
        if (post.here)
            publishComment(comment, number, deleted);
    }
    void changeReaction(int number, PostState &post)
    {
        const int user = 1 + below(3);
        auto &kind = post.reactions[user];
        kind = below(3) == 0 ? std::nullopt
                             : std::optional(static_cast<ReactionKind>(below(kReactionKindCount)));
        if (post.here)
            publishReaction(user, number, kind);
    }

    [[nodiscard]] qint64 nextSeq() const { return m_items.size() + 1; }
    void publishPost(int number, const PostState &post)
    {
        if (!post.here)
            return;
        ChangeItem change = postItem(number, nextSeq(), kStartMs + number % 2 * 40 * kDayMs,
            below(2) == 0 ? PostKind::Photo : PostKind::Update, post.deleted);
        QJsonArray media;
        for (const int each : post.media)
            media.append(sampleId<MediaId>(each).toString());
        change.row[QStringLiteral("media")] = media;
        m_items.append(change);
    }
    void publishMedia(int number, const PostState &post)
    {
        for (const int each : post.media) {
            Media media;
            media.id = sampleId<MediaId>(each);
            media.post = sampleId<PostId>(number);
            media.uploader = kOther;
            m_items.append(item(EntityType::Media, sampleId<EntityId>(each), nextSeq(), media.toJson()));
        }
    }
    void publishComment(int number, int post, bool deleted)
    {
        m_items.append(commentItem(number, post, nextSeq(), deleted));
    }
    void publishReaction(int user, int post, std::optional<ReactionKind> kind)
    {
        m_items.append(reactionItem(sampleId<UserId>(user), post, nextSeq(), kind));
    }

    [[nodiscard]] bool isCurrent(const ChangeItem &change, qint64 head) const
    {
        const auto post = postOf(change);
        for (qint64 seq = change.seq + 1; seq <= head; ++seq) {
            const ChangeItem &later = m_items[seq - 1];
            const bool same = later.type == change.type && later.id == change.id;
            if (same || (later.op == ChangeOp::MovedOut && later.id == post))
                return false;
        }
        return true;
    }
    [[nodiscard]] static EntityId postOf(const ChangeItem &change)
    {
        const auto text = change.row[QStringLiteral("post")].toString();
        return change.type == EntityType::Post ? change.id : *EntityId::parse(text);
    }

    static constexpr int kFirstPost = 100;
    std::mt19937_64 m_chance;
    QVector<ChangeItem> m_items;
    QMap<int, PostState> m_posts;
    int m_nextComment = 500;
    int m_nextMedia = 700;
};

} // namespace preggo::test
