// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/action_draft.h"

namespace preggo::draft {

namespace {

template <typename Id>
ActionDraft make(ActionKind kind, const StreamId &stream, const Id &entity, QJsonObject payload)
{
    ActionDraft draft;
    draft.kind = kind;
    draft.stream = stream;
    draft.entity = idCast<EntityId>(entity);
    draft.payload = std::move(payload);
    return draft;
}

QJsonObject changeOf(PostId post, std::optional<QString> text = {})
{
    CommentChange change;
    change.post = post;
    change.text = std::move(text);
    return change.toJson();
}

} // namespace

ActionDraft createPost(const StreamId &stream, PostId id, const PostCreate &post)
{
    return make(ActionKind::PostCreate, stream, id, post.toJson());
}

ActionDraft editPost(const StreamId &stream, PostId id, const PostEdit &edit)
{
    return make(ActionKind::PostEdit, stream, id, edit.toJson());
}

ActionDraft deletePost(const StreamId &stream, PostId id)
{
    return make(ActionKind::PostDelete, stream, id, {});
}

ActionDraft restorePost(const StreamId &stream, PostId id)
{
    return make(ActionKind::PostRestore, stream, id, {});
}

ActionDraft createComment(const StreamId &stream, CommentId id, const CommentCreate &comment)
{
    return make(ActionKind::CommentCreate, stream, id, comment.toJson());
}

ActionDraft editComment(const StreamId &stream, CommentId id, PostId post, const QString &text)
{
    return make(ActionKind::CommentEdit, stream, id, changeOf(post, text));
}

ActionDraft deleteComment(const StreamId &stream, CommentId id, PostId post)
{
    return make(ActionKind::CommentDelete, stream, id, changeOf(post));
}

ActionDraft restoreComment(const StreamId &stream, CommentId id, PostId post)
{
    return make(ActionKind::CommentRestore, stream, id, changeOf(post));
}

ActionDraft setReaction(const StreamId &stream, PostId post, UserId self, std::optional<ReactionKind> kind)
{
    return make(ActionKind::ReactionSet, stream, reactionIdFor(post, self), ReactionSet{post, kind}.toJson());
}

ActionDraft updateFamily(FamilyId family, const FamilyUpdate &update)
{
    return make(ActionKind::FamilyUpdate, StreamId::all(family), family, update.toJson());
}

ActionDraft markRead(UserId self, const ReadMark &mark)
{
    return make(ActionKind::ReadMark, StreamId::user(self), self, mark.toJson());
}

} // namespace preggo::draft
