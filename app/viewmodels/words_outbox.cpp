// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/words.h"

#include "protocol/payloads.h"

#include <QJsonDocument>
#include <QLocale>

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
    return beginning(action.payload.value(u"text"_s).toString());
}

QString Words::beginning(const QString &text)
{
    const QString line = text.simplified();
    return line.size() > kPreviewChars ? line.left(kPreviewChars - 1) + u"…"_s : line;
}

QString Words::unsentKind(const UnsentItem &item)
{
    if (item.kind == u"draft")
        return tr("Draft");
    PendingAction pending;
    if (!fromWire(item.kind, pending.row.action.kind))
        pending.row.action.kind = ActionKind::Unknown;
    pending.row.action.payload = QJsonDocument::fromJson(item.raw.toUtf8()).object();
    pending.media.resize(item.pictures.size());
    return action(pending);
}

QString Words::exported(const QString &folder, int texts, int pictures, int missing)
{
    const QString done =
        tr("Saved in %1: %2 and %3.")
            .arg(folder, tr("%n texts", nullptr, texts), tr("%n pictures", nullptr, pictures));
    if (missing == 0)
        return done;
    return done + u' ' + tr("%n pictures were not on this device any more.", nullptr, missing);
}

QString Words::recovered(int pictures)
{
    return tr("%n pictures were not in any post when Preggo ended. You find them when you write a post.",
        nullptr, pictures);
}

QString Words::setAside(int count)
{
    return tr(
        "%n things that waited to be sent are damaged and are not sent. They stay in the file outbox.db in "
        "the data folder; look whether a post of yours is missing, and write it again.",
        nullptr, count);
}

QString Words::lowRoom(qint64 freeBytes)
{
    constexpr qint64 kStep = 10'000'000; // else the sentence would change with every picture
    return tr("This device has only %1 of room left. Free some space: pictures need it until they are sent.")
        .arg(QLocale().formattedDataSize(freeBytes / kStep * kStep, 0, QLocale::DataSizeSIFormat));
}

QString Words::cannotExport()
{
    return tr("Nothing could be saved in that folder. Choose another one.");
}

QString Words::reason(const PendingAction &pending, bool connected)
{
    const DeliveryInfo info{pending.delivery, pending.row.action.opId, pending.row.problem};
    if (pending.delivery == Delivery::Waiting && connected && pending.row.problem)
        return problem(*pending.row.problem);
    return delivery(info, static_cast<int>(pending.media.size()), connected);
}

} // namespace preggo
