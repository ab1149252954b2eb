// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/words.h"

#include "protocol/payloads.h"

// What the outbox page says of each action.

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPreviewChars = 120;

} // namespace

QString Words::action(const PendingAction &pending)
{
    const auto pictures = static_cast<int>(pending.media.size());
    switch (pending.row.action.kind) {
    case ActionKind::PostCreate:
        return pictures > 0 ? tr("Post with %n pictures", nullptr, pictures) : tr("Post");
    case ActionKind::PostEdit:
        return tr("Change to a post");
    case ActionKind::PostDelete:
        return tr("Deletion of a post");
    case ActionKind::PostRestore:
        return tr("Deleted post, brought back");
    case ActionKind::CommentCreate:
        return tr("Comment");
    case ActionKind::CommentEdit:
        return tr("Change to a comment");
    case ActionKind::CommentDelete:
        return tr("Deletion of a comment");
    case ActionKind::CommentRestore:
        return tr("Deleted comment, brought back");
    case ActionKind::ReactionSet:
        return pending.row.action.payload.value(u"kind"_s).isString() ? tr("Reaction")
                                                                      : tr("Reaction taken back");
    case ActionKind::FamilyUpdate:
    case ActionKind::FamilyPause:
        return tr("Change to the family");
    case ActionKind::ReportCreate:
        return tr("Report to the parents");
    case ActionKind::ReadMark:
    case ActionKind::PrefSet:
        return tr("Setting");
    case ActionKind::PostMove:
    case ActionKind::PostHold:
    case ActionKind::PostRelease:
        return tr("Change to who sees a post");
    case ActionKind::Unknown:
        return tr("Something from another version of Preggo");
    }
    Q_UNREACHABLE();
}

QString Words::preview(const Action &action)
{
    const QString text = action.payload.value(u"text"_s).toString().simplified();
    return text.size() > kPreviewChars ? text.left(kPreviewChars - 1) + u"…"_s : text;
}

QString Words::reason(const PendingAction &pending, bool connected)
{
    const DeliveryInfo info{pending.delivery, pending.row.action.opId, pending.row.problem};
    if (pending.delivery == Delivery::Waiting && connected && pending.row.problem)
        return problem(*pending.row.problem);
    return delivery(info, static_cast<int>(pending.media.size()), connected);
}

} // namespace preggo
