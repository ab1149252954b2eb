// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "pending_row.h"

#include "core/sync/fold.h"
#include "protocol/payloads.h"

namespace preggo::test {

/// A post with a comment, as the base holds it, and actions that change them.
struct FoldRows
{
    const UserId m_self = numbered<UserId>(1);
    const FamilyId m_family = numbered<FamilyId>(3);
    const StreamId m_stream = StreamId::all(m_family);
    const EpochId m_epoch = numbered<EpochId>(4);
    const PostId m_post = numbered<PostId>(50);
    const EntityId m_comment = numbered<EntityId>(60);

    ActionRow row(int number, ActionKind kind, EntityId entity, const QJsonObject &payload = {}) const
    {
        return pendingRow(number, kind, m_stream, entity, payload);
    }
    ActionRow onPost(int number, ActionKind kind, const QJsonObject &payload = {}) const
    {
        return row(number, kind, idCast<EntityId>(m_post), payload);
    }
    ActionRow onComment(int number, ActionKind kind, const std::optional<QString> &text = {}) const
    {
        return row(number, kind, m_comment, CommentChange{m_post, text, {}}.toJson());
    }
    ActionRow newComment(int number, EntityId id) const
    {
        return row(number, ActionKind::CommentCreate, id,
            CommentCreate{m_post, {}, QStringLiteral("New"), {}}.toJson());
    }
    Comment known() const
    {
        Comment comment;
        comment.id = idCast<CommentId>(m_comment);
        comment.post = m_post;
        comment.text = QStringLiteral("Known");
        comment.stamp.seq = 5;
        return comment;
    }
    PostCard card() const
    {
        PostCard result;
        result.stream = m_stream;
        result.epoch = m_epoch;
        result.cursor = 10;
        result.post.id = m_post;
        result.post.text = QStringLiteral("Text");
        result.post.stamp.seq = 5;
        result.commentCount = 1;
        result.newest = {known()};
        return result;
    }
    static ActionRow acked(ActionRow row, qint64 seq, EpochId epoch)
    {
        row.state = ActionState::Acked;
        row.ackSeq = seq;
        row.ackEpoch = epoch;
        return row;
    }
};

} // namespace preggo::test
