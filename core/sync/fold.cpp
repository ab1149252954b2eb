// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/fold.h"

#include "core/sync/action_queue.h"
#include "protocol/payloads.h"

#include <algorithm>

namespace preggo {

namespace {

constexpr qsizetype kNewestShown = 2;

Comment pendingComment(const Action &action, UserId self)
{
    Comment comment;
    comment.id = idCast<CommentId>(action.entityId);
    comment.author = self;
    comment.stamp.publishedAtMs = action.occurredAtMs;
    if (const auto payload = CommentCreate::fromJson(action.payload)) {
        comment.post = payload->post;
        comment.parent = payload->parent;
        comment.text = payload->text;
        comment.mentions = payload->mentions;
    }
    return comment;
}

Comment *findComment(QVector<Comment> &comments, EntityId id)
{
    const auto it = std::find_if(
        comments.begin(), comments.end(), [&](const Comment &c) { return idCast<EntityId>(c.id) == id; });
    return it == comments.end() ? nullptr : &*it;
}

void editPost(Post &post, const Action &action)
{
    const auto edit = PostEdit::fromJson(action.payload);
    if (!edit)
        return;
    post.text = edit->text.value_or(post.text);
    post.kind = edit->kind.value_or(post.kind);
    post.media = edit->media.value_or(post.media);
    post.mentions = edit->mentions.value_or(post.mentions);
    post.milestone = edit->milestone.value_or(post.milestone);
    if (edit->occurredOn.isValid())
        post.occurredOn = edit->occurredOn;
    post.editedAtMs = action.occurredAtMs;
}

void setReaction(PostCard &card, const Action &action, UserId self)
{
    const auto set = ReactionSet::fromJson(action.payload);
    if (!set)
        return;
    if (card.mine) {
        auto &count = card.reactionCounts.at(static_cast<size_t>(*card.mine));
        count = std::max(0, count - 1);
        card.reactions.removeIf([&](const auto &reaction) { return reaction.first == self; });
    }
    card.mine = set->kind;
    if (!set->kind)
        return;
    ++card.reactionCounts.at(static_cast<size_t>(*set->kind));
    card.reactions.append({self, *set->kind});
}

void editComment(Comment &comment, const Action &action)
{
    const auto change = CommentChange::fromJson(action.payload);
    if (!change)
        return;
    comment.text = change->text.value_or(comment.text);
    comment.mentions = change->mentions.value_or(comment.mentions);
    comment.editedAtMs = action.occurredAtMs;
}

/// True the first time: a card that was folded is folded again, and must not count the action twice. What
/// was trimmed off `newest` cannot tell.
bool countsNow(PostCard &card, const Action &action)
{
    if (card.counted.contains(action.opId))
        return false;
    card.counted.append(action.opId);
    return true;
}

void createComment(PostCard &card, const Action &action, UserId self, qint64 commentSeq)
{
    if (commentSeq > 0 || findComment(card.newest, action.entityId) || !countsNow(card, action))
        return;
    card.newest.append(pendingComment(action, self));
    ++card.commentCount;
}

void removeComment(PostCard &card, const Action &action)
{
    card.newest.removeIf([&](const Comment &c) { return idCast<EntityId>(c.id) == action.entityId; });
    if (countsNow(card, action))
        card.commentCount = std::max(0, card.commentCount - 1);
}

} // namespace

bool isActive(const ActionRow &row, const BaseView &base)
{
    switch (row.state) {
    case ActionState::Queued:
    case ActionState::Sending:
        return true;
    case ActionState::Parked:
        return isCreate(row.action.kind);
    case ActionState::Discarded:
        return false;
    case ActionState::Acked:
        if (base.stream != row.action.stream) // moved since: only the server knows how they follow each other
            return base.stream.isNull();
        return row.ackEpoch != base.epoch || (base.cursor < row.ackSeq && base.entitySeq < row.ackSeq);
    }
    Q_UNREACHABLE();
}

void foldInto(PostCard &card, const Action &action, UserId self, qint64 commentSeq)
{
    switch (action.kind) {
    case ActionKind::PostEdit:
        return editPost(card.post, action);
    case ActionKind::PostDelete:
        card.post.deleted = true;
        return;
    case ActionKind::PostRestore:
        card.post.deleted = false;
        return;
    case ActionKind::ReactionSet:
        return setReaction(card, action, self);
    case ActionKind::CommentCreate:
        return createComment(card, action, self, commentSeq);
    case ActionKind::CommentDelete:
        return removeComment(card, action);
    case ActionKind::CommentRestore:
        card.commentCount += countsNow(card, action) ? 1 : 0;
        return;
    case ActionKind::CommentEdit:
        if (Comment *comment = findComment(card.newest, action.entityId))
            editComment(*comment, action);
        return;
    case ActionKind::PostCreate: // the base knows the post already, perhaps with later edits of others
    case ActionKind::PostMove:
    case ActionKind::PostHold:
    case ActionKind::PostRelease:
    case ActionKind::ReadMark:
    case ActionKind::FamilyUpdate:
    case ActionKind::FamilyPause:
    case ActionKind::ReportCreate:
    case ActionKind::PrefSet:
    case ActionKind::Unknown:
        return;
    }
    Q_UNREACHABLE();
}

void trimNewest(PostCard &card)
{
    if (card.newest.size() > kNewestShown)
        card.newest.remove(0, card.newest.size() - kNewestShown);
}

void foldInto(PostThread &thread, const Action &action, UserId self)
{
    Comment *comment = findComment(thread.comments, action.entityId);
    if (action.kind == ActionKind::CommentCreate && !comment)
        thread.comments.append(pendingComment(action, self));
    if (!comment)
        return;
    if (action.kind == ActionKind::CommentEdit)
        editComment(*comment, action);
    else if (action.kind == ActionKind::CommentDelete)
        comment->deleted = true;
    else if (action.kind == ActionKind::CommentRestore)
        comment->deleted = false;
}

PostCard pendingCard(const Action &create, UserId self)
{
    PostCard card;
    card.stream = create.stream;
    card.post.id = idCast<PostId>(create.entityId);
    card.post.author = self;
    card.post.writtenAtMs = create.occurredAtMs;
    card.post.stamp.publishedAtMs = create.occurredAtMs;
    if (const auto payload = PostCreate::fromJson(create.payload)) {
        card.post.kind = payload->kind;
        card.post.text = payload->text;
        card.post.media = payload->media;
        card.post.occurredOn = payload->occurredOn;
        card.post.week = payload->week;
        card.post.mentions = payload->mentions;
        card.post.milestone = payload->milestone;
    }
    return card;
}

} // namespace preggo
