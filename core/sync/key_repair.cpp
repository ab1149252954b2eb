// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/key_repair.h"

#include "protocol/payloads.h"

#include <algorithm>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<ActionDraft> asEdit(const Action &action)
{
    if (action.kind == ActionKind::PostCreate) {
        const auto create = PostCreate::fromJson(action.payload);
        if (!create)
            return std::nullopt;
        PostEdit edit;
        edit.text = create->text;
        edit.kind = create->kind;
        edit.media = create->media;
        edit.mentions = create->mentions;
        edit.milestone = create->milestone;
        edit.occurredOn = create->occurredOn;
        return draft::editPost(action.stream, idCast<PostId>(action.entityId), edit);
    }
    if (action.kind == ActionKind::CommentCreate)
        return draft::editComment(action.stream, idCast<CommentId>(action.entityId), postOf(action),
            action.payload[u"text"_s].toString());
    ActionDraft again;
    again.kind = action.kind;
    again.stream = action.stream;
    again.entity = action.entityId;
    again.payload = action.payload;
    return again;
}

/// Sets single fields and leaves the others.
bool setsFields(ActionKind kind)
{
    return kind == ActionKind::PostEdit || kind == ActionKind::CommentEdit
        || kind == ActionKind::FamilyUpdate;
}

/// Of kinds with one result, the last one decides all that the earlier said.
ActionKind matterOf(ActionKind kind)
{
    switch (kind) {
    case ActionKind::PostRestore:
        return ActionKind::PostDelete;
    case ActionKind::CommentRestore:
        return ActionKind::CommentDelete;
    case ActionKind::PostHold:
    case ActionKind::PostRelease:
        return ActionKind::PostMove;
    default:
        return kind;
    }
}

/// The actions that the server has, or will have, after this one. What is parked may never get there.
QVector<const Action *> laterActions(const ActionQueue &queue, const ActionRow &row)
{
    QVector<const Action *> later;
    const auto &all = queue.ofEntity(row.action.entityId);
    for (auto it = all.upper_bound(row.localSeq); it != all.cend(); ++it) {
        const ActionRow &other = queue.at(*it).row;
        if (other.action.orderKey == row.action.orderKey && other.state != ActionState::Parked)
            later.append(&other.action);
    }
    return later;
}

/// Whether the entity is gone after them: she may have brought it back.
bool isDeletedBy(const QVector<const Action *> &later)
{
    const auto last = std::find_if(later.crbegin(), later.crend(),
        [](const Action *action) { return isDelete(matterOf(action->kind)); });
    return last != later.crend() && isDelete((*last)->kind);
}

/// Removes from the payload the fields that they set; whether one is left. The post of a comment is none.
bool leaveToLater(QJsonObject &payload, ActionKind kind, const QVector<const Action *> &later)
{
    const auto post = payload.take(u"post"_s);
    for (const auto *action : later) {
        if (action->kind != kind)
            continue;
        for (const auto &field : action->payload.keys())
            payload.remove(field);
    }
    const bool isLeft = !payload.isEmpty();
    if (!post.isUndefined())
        payload[u"post"_s] = post;
    return isLeft;
}

bool isSuperseded(ActionDraft &rest, const QVector<const Action *> &later)
{
    if (isDeletedBy(later))
        return true;
    if (setsFields(rest.kind))
        return !leaveToLater(rest.payload, rest.kind, later);
    return std::any_of(later.cbegin(), later.cend(),
        [&](const Action *action) { return matterOf(action->kind) == matterOf(rest.kind); });
}

} // namespace

KeyRepair repairOf(const ActionQueue &queue, const ActionRow &row)
{
    auto rest = asEdit(row.action);
    if (!rest)
        return {KeyRepair::Kind::Unreadable, {}};
    if (isSuperseded(*rest, laterActions(queue, row)))
        return {KeyRepair::Kind::Superseded, {}};
    return {KeyRepair::Kind::Send, *rest};
}

} // namespace preggo
