// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/action.h"

#include "protocol/payloads.h"
#include "protocol/wire_names.h"

#include <algorithm>
#include <iterator>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr ActionKindInfo kKinds[] = {
    {ActionKind::PostCreate, u"post.create", 1, WhileUnsent::Stays, Lane::Human},
    {ActionKind::PostEdit, u"post.edit", 1, WhileUnsent::Merges, Lane::Human},
    {ActionKind::PostDelete, u"post.delete", 1, WhileUnsent::CancelsCreate, Lane::Human},
    {ActionKind::PostRestore, u"post.restore", 1, WhileUnsent::Stays, Lane::Human},
    {ActionKind::PostMove, u"post.move", 1, WhileUnsent::LastStays, Lane::Human},
    {ActionKind::PostHold, u"post.hold", 1, WhileUnsent::Stays, Lane::Human},
    {ActionKind::PostRelease, u"post.release", 1, WhileUnsent::Stays, Lane::Human},
    {ActionKind::CommentCreate, u"comment.create", 1, WhileUnsent::Stays, Lane::Human},
    {ActionKind::CommentEdit, u"comment.edit", 1, WhileUnsent::Merges, Lane::Human},
    {ActionKind::CommentDelete, u"comment.delete", 1, WhileUnsent::CancelsCreate, Lane::Human},
    {ActionKind::CommentRestore, u"comment.restore", 1, WhileUnsent::Stays, Lane::Human},
    {ActionKind::ReactionSet, u"reaction.set", 1, WhileUnsent::LastStays, Lane::Human},
    {ActionKind::ReadMark, u"read.mark", 1, WhileUnsent::HighestStays, Lane::Batched},
    {ActionKind::FamilyUpdate, u"family.update", 1, WhileUnsent::Merges, Lane::Human},
    {ActionKind::FamilyPause, u"family.pause", 1, WhileUnsent::LastStays, Lane::Human},
    {ActionKind::ReportCreate, u"report.create", 1, WhileUnsent::Stays, Lane::Human},
    {ActionKind::PrefSet, u"pref.set", 1, WhileUnsent::LastStays, Lane::Human},
};

// Outside the table: no text of the wire is read as it.
constexpr ActionKindInfo kUnknown{ActionKind::Unknown, u"", 0, WhileUnsent::Stays, Lane::Human};

Result<void> expectEmpty(const QJsonObject &payload)
{
    return JsonReader(payload, u"payload"_s).finish();
}

template <typename T> Result<void> check(const QJsonObject &payload)
{
    return T::fromJson(payload).map([](const auto &) {});
}

Result<void> checkCommentChange(const QJsonObject &payload, bool withText)
{
    const auto change = CommentChange::fromJson(payload);
    if (!change)
        return tl::make_unexpected(change.error());
    if (change->text.has_value() != withText)
        return fail(ProblemCode::InvalidField, {}, u"payload.text"_s);
    return {};
}

} // namespace

const ActionKindInfo &infoOf(ActionKind kind)
{
    const auto *row = std::find_if(
        std::begin(kKinds), std::end(kKinds), [&](const auto &each) { return each.kind == kind; });
    return row == std::end(kKinds) ? kUnknown : *row;
}

QString toWire(ActionKind kind)
{
    return QString::fromUtf16(infoOf(kind).name);
}

bool fromWire(QStringView text, ActionKind &out)
{
    const auto *row = std::find_if(
        std::begin(kKinds), std::end(kKinds), [&](const auto &r) { return text == QStringView(r.name); });
    if (row == std::end(kKinds))
        return false;
    out = row->kind;
    return true;
}

namespace order_key {

QString post(PostId id)
{
    return u"post:"_s + id.toString();
}
QString thread(PostId id)
{
    return u"thread:"_s + id.toString();
}
QString reaction(PostId id)
{
    return u"reaction:"_s + id.toString();
}
QString read(const StreamId &id)
{
    return u"read:"_s + id.toString();
}
QString family(FamilyId id)
{
    return u"family:"_s + id.toString();
}
QString report(EntityId id)
{
    return u"report:"_s + id.toString();
}
QString pref(const QString &key)
{
    return u"pref:"_s + key;
}
QString media(MediaId id)
{
    return u"media:"_s + id.toString();
}

} // namespace order_key

QString orderKeyFor(ActionKind kind, const StreamId &stream, EntityId entity, const QJsonObject &payload)
{
    const auto postOfPayload = [&] {
        return PostId::parse(payload[u"post"_s].toString()).value_or(PostId());
    };
    switch (kind) {
    case ActionKind::PostCreate:
    case ActionKind::PostEdit:
    case ActionKind::PostDelete:
    case ActionKind::PostRestore:
    case ActionKind::PostMove:
    case ActionKind::PostHold:
    case ActionKind::PostRelease:
        return order_key::post(idCast<PostId>(entity));
    case ActionKind::CommentCreate:
    case ActionKind::CommentEdit:
    case ActionKind::CommentDelete:
    case ActionKind::CommentRestore:
        return order_key::thread(postOfPayload());
    case ActionKind::ReactionSet:
        return order_key::reaction(postOfPayload());
    case ActionKind::ReadMark:
        return u"read:"_s + payload[u"stream"_s].toString();
    case ActionKind::FamilyUpdate:
    case ActionKind::FamilyPause:
        return order_key::family(stream.family());
    case ActionKind::ReportCreate:
        return order_key::report(entity);
    case ActionKind::PrefSet:
        return order_key::pref(payload[u"key"_s].toString());
    case ActionKind::Unknown:
        return {};
    }
    Q_UNREACHABLE();
}

Result<void> validatePayload(ActionKind kind, int version, const QJsonObject &payload)
{
    if (version < 1 || version > infoOf(kind).version)
        return fail(ProblemCode::ClientTooOld,
            u"This version of the action is not supported. Update the app."_s, u"v"_s);
    switch (kind) {
    case ActionKind::PostCreate:
        return check<PostCreate>(payload);
    case ActionKind::PostEdit:
        return check<PostEdit>(payload);
    case ActionKind::PostMove:
    case ActionKind::PostHold:
    case ActionKind::PostRelease:
        return check<PostMove>(payload);
    case ActionKind::PostDelete:
    case ActionKind::PostRestore:
        return expectEmpty(payload);
    case ActionKind::CommentCreate:
        return check<CommentCreate>(payload);
    case ActionKind::CommentEdit:
        return checkCommentChange(payload, true);
    case ActionKind::CommentDelete:
    case ActionKind::CommentRestore:
        return checkCommentChange(payload, false);
    case ActionKind::ReactionSet:
        return check<ReactionSet>(payload);
    case ActionKind::ReadMark:
        return check<ReadMark>(payload);
    case ActionKind::FamilyUpdate:
        return check<FamilyUpdate>(payload);
    case ActionKind::FamilyPause:
        return check<FamilyPause>(payload);
    case ActionKind::ReportCreate:
        return check<ReportCreate>(payload);
    case ActionKind::PrefSet:
        return check<PrefSet>(payload);
    case ActionKind::Unknown:
        break; // has no version
    }
    Q_UNREACHABLE();
}

} // namespace preggo
