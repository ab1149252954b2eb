// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/action.h"
#include "protocol/payloads.h"
#include "storage/media_out.h"

#include <QJsonObject>
#include <QVector>

#include <optional>

namespace preggo {

/// What a person wants done, before the engine gives it an op id, an order and its needs. Value type.
struct ActionDraft
{
    ActionKind kind = ActionKind::PostCreate;
    StreamId stream; ///< of the post; a new post's is where it goes
    EntityId entity; ///< minted by the caller for a create
    QJsonObject payload;
    std::optional<qint64> baseVersion;
    QVector<MediaOut> media; ///< files that are written and synced; rows go in with the action
    DraftId releases; ///< the autosaved draft that this action makes needless
    OpId supersedes; ///< the parked action that this one replaces
};

namespace draft {
[[nodiscard]] ActionDraft createPost(const StreamId &stream, PostId id, const PostCreate &post);
[[nodiscard]] ActionDraft editPost(const StreamId &stream, PostId id, const PostEdit &edit);
[[nodiscard]] ActionDraft deletePost(const StreamId &stream, PostId id);
[[nodiscard]] ActionDraft restorePost(const StreamId &stream, PostId id);
[[nodiscard]] ActionDraft createComment(const StreamId &stream, CommentId id, const CommentCreate &comment);
[[nodiscard]] ActionDraft editComment(const StreamId &stream, CommentId id, PostId post, const QString &text);
[[nodiscard]] ActionDraft deleteComment(const StreamId &stream, CommentId id, PostId post);
[[nodiscard]] ActionDraft restoreComment(const StreamId &stream, CommentId id, PostId post);
/// No kind takes the reaction back.
[[nodiscard]] ActionDraft setReaction(
    const StreamId &stream, PostId post, UserId self, std::optional<ReactionKind> kind);
[[nodiscard]] ActionDraft updateFamily(FamilyId family, const FamilyUpdate &update);
[[nodiscard]] ActionDraft markRead(UserId self, const ReadMark &mark);
} // namespace draft

} // namespace preggo
