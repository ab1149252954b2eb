// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/payloads.h"

#include "protocol/gestation.h"
#include "protocol/json.h"
#include "protocol/wire_names.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTimeZone>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWeekMax = 45;
constexpr int kZoneMax = 64;
constexpr qint64 kTimeMax = 1LL << 53;
const QString kPath = u"payload"_s;

template <typename Tag> QJsonArray idsToJson(const QVector<StrongId<Tag>> &ids)
{
    QJsonArray array;
    for (const auto &id : ids)
        array.append(id.toString());
    return array;
}

/// A text that an edit may leave out, but not blank out by null.
void changedText(JsonReader &reader, QStringView key, std::optional<QString> &out, int max)
{
    if (!reader.has(key))
        return;
    QString text;
    reader.text(key, text, max);
    out = text;
}

template <typename Tag>
void changedIds(JsonReader &reader, QStringView key, std::optional<QVector<StrongId<Tag>>> &out, int max)
{
    if (!reader.has(key))
        return;
    QVector<StrongId<Tag>> ids;
    reader.optionalIds(key, ids, max);
    out = ids;
}

constexpr WireName<PauseMode> kPauseModes[] = {
    {PauseMode::None, u"none"}, {PauseMode::Paused, u"paused"}, {PauseMode::Loss, u"loss"}};
constexpr WireName<PauseView> kPauseViews[] = {
    {PauseView::Nothing, u"nothing"}, {PauseView::Note, u"note"}, {PauseView::Memorial, u"memorial"}};

} // namespace

QString toWire(PauseMode mode)
{
    return wireNameOf(kPauseModes, mode);
}
bool fromWire(QStringView text, PauseMode &out)
{
    return valueOfWireName(kPauseModes, text, out);
}
QString toWire(PauseView view)
{
    return wireNameOf(kPauseViews, view);
}
bool fromWire(QStringView text, PauseView &out)
{
    return valueOfWireName(kPauseViews, text, out);
}

QJsonObject PostCreate::toJson() const
{
    QJsonObject object{{u"kind"_s, toWire(kind)}, {u"text"_s, text}};
    if (!media.isEmpty())
        object[u"media"_s] = idsToJson(media);
    if (occurredOn.isValid())
        object[u"occurred_on"_s] = occurredOn.toString(Qt::ISODate);
    if (week)
        object[u"week"_s] = *week;
    if (!mentions.isEmpty())
        object[u"mentions"_s] = idsToJson(mentions);
    if (!milestone.isEmpty())
        object[u"milestone"_s] = milestone;
    return object;
}

Result<PostCreate> PostCreate::fromJson(const QJsonObject &object)
{
    PostCreate post;
    JsonReader reader(object, kPath);
    reader.wireEnum(u"kind", post.kind);
    reader.text(u"text", post.text, limits::kPostTextMax);
    reader.optionalIds(u"media", post.media, limits::kPicturesPerPost);
    reader.optionalDate(u"occurred_on", post.occurredOn);
    reader.optionalInteger(u"week", post.week, 0, kWeekMax);
    reader.optionalIds(u"mentions", post.mentions, limits::kMentionsPerText);
    reader.optionalText(u"milestone", post.milestone, limits::kNameMax);
    if (!reader.failed() && post.text.trimmed().isEmpty() && post.media.isEmpty() && post.milestone.isEmpty())
        reader.failField(u"text", u"is empty, and there is no picture"_s);
    return reader.finished(post);
}

QJsonObject PostEdit::toJson() const
{
    QJsonObject object;
    if (text)
        object[u"text"_s] = *text;
    if (kind)
        object[u"kind"_s] = toWire(*kind);
    if (media)
        object[u"media"_s] = idsToJson(*media);
    if (mentions)
        object[u"mentions"_s] = idsToJson(*mentions);
    if (milestone)
        object[u"milestone"_s] = *milestone;
    if (occurredOn.isValid())
        object[u"occurred_on"_s] = occurredOn.toString(Qt::ISODate);
    return object;
}

Result<PostEdit> PostEdit::fromJson(const QJsonObject &object)
{
    PostEdit edit;
    JsonReader reader(object, kPath);
    changedText(reader, u"text", edit.text, limits::kPostTextMax);
    if (reader.has(u"kind")) {
        PostKind kind = PostKind::Update;
        reader.wireEnum(u"kind", kind);
        edit.kind = kind;
    }
    changedIds(reader, u"media", edit.media, limits::kPicturesPerPost);
    changedIds(reader, u"mentions", edit.mentions, limits::kMentionsPerText);
    changedText(reader, u"milestone", edit.milestone, limits::kNameMax);
    reader.optionalDate(u"occurred_on", edit.occurredOn);
    if (object.isEmpty())
        reader.failField(u"text", u"is missing: an edit changes something"_s);
    return reader.finished(edit);
}

QJsonObject PostMove::toJson() const
{
    QJsonObject object;
    if (!audience.isNull())
        object[u"audience"_s] = audience.toString();
    if (atMs)
        object[u"at"_s] = *atMs;
    return object;
}

Result<PostMove> PostMove::fromJson(const QJsonObject &object)
{
    PostMove move;
    JsonReader reader(object, kPath);
    reader.optionalId(u"audience", move.audience);
    reader.optionalInteger(u"at", move.atMs, 0, kTimeMax);
    return reader.finished(move);
}

QJsonObject CommentCreate::toJson() const
{
    QJsonObject object{{u"post"_s, post.toString()}, {u"text"_s, text}};
    if (!parent.isNull())
        object[u"parent"_s] = parent.toString();
    if (!mentions.isEmpty())
        object[u"mentions"_s] = idsToJson(mentions);
    return object;
}

Result<CommentCreate> CommentCreate::fromJson(const QJsonObject &object)
{
    CommentCreate comment;
    JsonReader reader(object, kPath);
    reader.id(u"post", comment.post);
    reader.optionalId(u"parent", comment.parent);
    reader.text(u"text", comment.text, limits::kCommentTextMax);
    reader.optionalIds(u"mentions", comment.mentions, limits::kMentionsPerText);
    if (!reader.failed() && comment.text.trimmed().isEmpty())
        reader.failField(u"text", u"is empty"_s);
    return reader.finished(comment);
}

QJsonObject CommentChange::toJson() const
{
    QJsonObject object{{u"post"_s, post.toString()}};
    if (text)
        object[u"text"_s] = *text;
    if (mentions)
        object[u"mentions"_s] = idsToJson(*mentions);
    return object;
}

Result<CommentChange> CommentChange::fromJson(const QJsonObject &object)
{
    CommentChange change;
    JsonReader reader(object, kPath);
    reader.id(u"post", change.post);
    changedText(reader, u"text", change.text, limits::kCommentTextMax);
    changedIds(reader, u"mentions", change.mentions, limits::kMentionsPerText);
    if (change.text && change.text->trimmed().isEmpty())
        reader.failField(u"text", u"is empty"_s);
    return reader.finished(change);
}

QJsonObject ReactionSet::toJson() const
{
    return {{u"post"_s, post.toString()}, {u"kind"_s, kind ? QJsonValue(toWire(*kind)) : QJsonValue()}};
}

Result<ReactionSet> ReactionSet::fromJson(const QJsonObject &object)
{
    ReactionSet set;
    JsonReader reader(object, kPath);
    reader.id(u"post", set.post);
    ReactionKind kind = ReactionKind::Love;
    reader.wireEnum(u"kind", kind, false);
    if (!object.contains(u"kind"))
        reader.failField(u"kind", u"is missing: null takes a reaction back"_s);
    else if (!object[u"kind"].isNull())
        set.kind = kind;
    return reader.finished(set);
}

QJsonObject ReadMark::toJson() const
{
    return {{u"stream"_s, stream.toString()}, {u"published_at"_s, publishedAtMs}, {u"id"_s, id.toString()}};
}

Result<ReadMark> ReadMark::fromJson(const QJsonObject &object)
{
    ReadMark mark;
    JsonReader reader(object, kPath);
    reader.stream(u"stream", mark.stream);
    reader.integer(u"published_at", mark.publishedAtMs, 0, kTimeMax);
    reader.id(u"id", mark.id);
    return reader.finished(mark);
}

bool isTimeZone(const QString &name)
{
    // QTimeZone::isTimeZoneIdAvailable() knows no links, and a system's own zone may be one. Asking for
    // the zone opens a file of that name, so nothing but a name may reach it.
    static const QRegularExpression kName(u"^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,3}$"_s);
    return name.size() <= kZoneMax && kName.match(name).hasMatch() && QTimeZone(name.toLatin1()).isValid();
}

QJsonObject FamilyUpdate::toJson() const
{
    QJsonObject object;
    if (name)
        object[u"name"_s] = *name;
    if (dueDate)
        object[u"due_date"_s] = dueDate->toString(Qt::ISODate);
    if (zone)
        object[u"zone"_s] = *zone;
    if (shareDueDate)
        object[u"share_due_date"_s] = *shareDueDate;
    return object;
}

Result<FamilyUpdate> FamilyUpdate::fromJson(const QJsonObject &object)
{
    FamilyUpdate update;
    JsonReader reader(object, kPath);
    changedText(reader, u"name", update.name, limits::kNameMax);
    if (update.name && update.name->trimmed().isEmpty())
        reader.failField(u"name", u"is empty"_s);
    if (reader.has(u"due_date")) {
        QDate date;
        reader.date(u"due_date", date);
        update.dueDate = date;
    }
    changedText(reader, u"zone", update.zone, kZoneMax);
    if (update.zone && !isTimeZone(*update.zone))
        reader.failField(u"zone", u"is not a time zone we know, such as Europe/Berlin"_s);
    if (reader.has(u"share_due_date")) {
        bool share = false;
        reader.boolean(u"share_due_date", share);
        update.shareDueDate = share;
    }
    return reader.finished(update);
}

QJsonObject FamilyPause::toJson() const
{
    return {{u"mode"_s, toWire(mode)}, {u"relatives_see"_s, toWire(relativesSee)}, {u"note"_s, note}};
}

Result<FamilyPause> FamilyPause::fromJson(const QJsonObject &object)
{
    FamilyPause pause;
    JsonReader reader(object, kPath);
    reader.wireEnum(u"mode", pause.mode);
    reader.wireEnum(u"relatives_see", pause.relativesSee, false);
    reader.optionalText(u"note", pause.note, limits::kPauseNoteMax);
    return reader.finished(pause);
}

QJsonObject ReportCreate::toJson() const
{
    return {{u"target_type"_s, targetType}, {u"target"_s, target.toString()}, {u"reason"_s, reason}};
}

Result<ReportCreate> ReportCreate::fromJson(const QJsonObject &object)
{
    ReportCreate report;
    JsonReader reader(object, kPath);
    reader.text(u"target_type", report.targetType, 16);
    static const QStringList kTargets{u"post"_s, u"comment"_s, u"media"_s, u"member"_s};
    if (!reader.failed() && !kTargets.contains(report.targetType))
        reader.failField(u"target_type", u"is not a known value"_s);
    reader.id(u"target", report.target);
    reader.text(u"reason", report.reason, limits::kReasonMax);
    return reader.finished(report);
}

QJsonObject PrefSet::toJson() const
{
    return {{u"key"_s, key}, {u"value"_s, value}};
}

Result<PrefSet> PrefSet::fromJson(const QJsonObject &object)
{
    PrefSet pref;
    JsonReader reader(object, kPath);
    reader.text(u"key", pref.key, limits::kPrefKeyMax);
    pref.value = reader.take(u"value", false);
    if (canonicalJson(pref.value).size() > limits::kPrefValueMax)
        reader.failField(u"value", u"is longer than %1 bytes"_s.arg(limits::kPrefValueMax));
    return reader.finished(pref);
}

} // namespace preggo
