// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/entities.h"

#include "protocol/json.h"
#include "protocol/wire_names.h"

#include <QJsonArray>

#include <algorithm>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kMax = 1LL << 53;
constexpr int kNoLimit = 1 << 20;

constexpr WireName<EntityType> kEntityTypes[] = {
    {EntityType::Family, u"family"},
    {EntityType::Member, u"member"},
    {EntityType::Post, u"post"},
    {EntityType::Comment, u"comment"},
    {EntityType::Reaction, u"reaction"},
    {EntityType::Media, u"media"},
    {EntityType::Membership, u"membership"},
    {EntityType::Pref, u"pref"},
    {EntityType::ReadMark, u"read_mark"},
    {EntityType::Device, u"device"},
    {EntityType::Audience, u"audience"},
    {EntityType::Invite, u"invite"},
    {EntityType::Report, u"report"},
};

template <typename Tag> QJsonArray idsToJson(const QVector<StrongId<Tag>> &ids)
{
    QJsonArray array;
    for (const auto &id : ids)
        array.append(id.toString());
    return array;
}

void writeStamp(QJsonObject &object, const Stamp &stamp)
{
    object[u"seq"_s] = stamp.seq;
    object[u"version"_s] = stamp.version;
    object[u"published_at"_s] = stamp.publishedAtMs;
}

void readStamp(JsonReader &reader, Stamp &stamp)
{
    reader.integer(u"seq", stamp.seq, 0, kMax);
    reader.integer(u"version", stamp.version, 0, kMax);
    reader.integer(u"published_at", stamp.publishedAtMs, 0, kMax);
}

QJsonArray abilitiesToJson(Abilities abilities)
{
    QJsonArray names;
    for (const auto ability : {Ability::React, Ability::Comment, Ability::Post, Ability::Invite}) {
        if (abilities.has(ability))
            names.append(toWire(ability));
    }
    return names;
}

void readAbilities(JsonReader &reader, Abilities &out)
{
    QJsonArray names;
    reader.array(u"abilities", names, 64);
    Abilities abilities;
    for (const auto &name : names) {
        Ability ability = Ability::React;
        if (fromWire(name.toString(), ability)) // a newer server may know more
            abilities.set(ability, true);
    }
    out = abilities;
}

void readPause(JsonReader &reader, FamilyPause &out)
{
    QJsonObject object;
    reader.optionalObject(u"pause", object);
    if (object.isEmpty())
        return;
    if (auto pause = FamilyPause::fromJson(object))
        out = *pause;
    else
        reader.failField(u"pause", u"is not valid"_s);
}

void readBase64(JsonReader &reader, QStringView key, QByteArray &out)
{
    QString text;
    reader.optionalText(key, text, 2 * limits::kPlaceholderBytes);
    out = QByteArray::fromBase64(text.toLatin1());
}

} // namespace

QString toWire(EntityType type)
{
    return wireNameOf(kEntityTypes, type);
}
bool fromWire(QStringView text, EntityType &out)
{
    return valueOfWireName(kEntityTypes, text, out);
}

QJsonObject Family::toJson() const
{
    QJsonObject object{{u"id"_s, id.toString()}, {u"name"_s, name}, {u"zone"_s, zone},
        {u"share_due_date"_s, shareDueDate}, {u"pause"_s, pause.toJson()}};
    if (dueDate.isValid())
        object[u"due_date"_s] = dueDate.toString(Qt::ISODate);
    writeStamp(object, stamp);
    return object;
}

Result<Family> Family::fromJson(const QJsonObject &object)
{
    Family family;
    JsonReader reader(object, u"family"_s);
    reader.id(u"id", family.id);
    readStamp(reader, family.stamp);
    reader.text(u"name", family.name, kNoLimit);
    reader.optionalText(u"zone", family.zone, kNoLimit);
    reader.optionalDate(u"due_date", family.dueDate);
    reader.optionalBoolean(u"share_due_date", family.shareDueDate);
    readPause(reader, family.pause);
    return reader.finished(family, UnknownFields::Ignore);
}

QJsonObject Member::toJson() const
{
    QJsonObject object{{u"user"_s, user.toString()}, {u"name"_s, name}, {u"relation"_s, relation},
        {u"role"_s, toWire(role)}, {u"abilities"_s, abilitiesToJson(abilities)}, {u"removed"_s, removed}};
    writeStamp(object, stamp);
    return object;
}

Result<Member> Member::fromJson(const QJsonObject &object)
{
    Member member;
    JsonReader reader(object, u"member"_s);
    reader.id(u"user", member.user);
    readStamp(reader, member.stamp);
    reader.text(u"name", member.name, kNoLimit);
    reader.optionalText(u"relation", member.relation, kNoLimit);
    reader.wireEnum(u"role", member.role);
    readAbilities(reader, member.abilities);
    reader.optionalBoolean(u"removed", member.removed);
    return reader.finished(member, UnknownFields::Ignore);
}

QJsonObject Post::toJson() const
{
    QJsonObject object{{u"id"_s, id.toString()}, {u"author"_s, author.toString()}, {u"kind"_s, toWire(kind)},
        {u"text"_s, text}, {u"media"_s, idsToJson(media)}, {u"mentions"_s, idsToJson(mentions)},
        {u"written_at"_s, writtenAtMs}, {u"deleted"_s, deleted}};
    if (occurredOn.isValid())
        object[u"occurred_on"_s] = occurredOn.toString(Qt::ISODate);
    if (week)
        object[u"week"_s] = *week;
    if (!milestone.isEmpty())
        object[u"milestone"_s] = milestone;
    if (editedAtMs)
        object[u"edited_at"_s] = *editedAtMs;
    writeStamp(object, stamp);
    return object;
}

Result<Post> Post::fromJson(const QJsonObject &object)
{
    Post post;
    JsonReader reader(object, u"post"_s);
    reader.id(u"id", post.id);
    readStamp(reader, post.stamp);
    reader.id(u"author", post.author);
    reader.wireEnum(u"kind", post.kind);
    reader.text(u"text", post.text, kNoLimit);
    reader.optionalIds(u"media", post.media, limits::kPicturesPerPost);
    reader.optionalDate(u"occurred_on", post.occurredOn);
    reader.optionalInteger(u"week", post.week, 0, 100);
    reader.optionalIds(u"mentions", post.mentions, kNoLimit);
    reader.optionalText(u"milestone", post.milestone, kNoLimit);
    reader.optionalInteger(u"edited_at", post.editedAtMs, 0, kMax);
    reader.integer(u"written_at", post.writtenAtMs, -kMax, kMax);
    reader.optionalBoolean(u"deleted", post.deleted);
    return reader.finished(post, UnknownFields::Ignore);
}

QJsonObject Comment::toJson() const
{
    QJsonObject object{{u"id"_s, id.toString()}, {u"post"_s, post.toString()},
        {u"author"_s, author.toString()}, {u"text"_s, text}, {u"mentions"_s, idsToJson(mentions)},
        {u"deleted"_s, deleted}};
    if (!parent.isNull())
        object[u"parent"_s] = parent.toString();
    if (editedAtMs)
        object[u"edited_at"_s] = *editedAtMs;
    writeStamp(object, stamp);
    return object;
}

Result<Comment> Comment::fromJson(const QJsonObject &object)
{
    Comment comment;
    JsonReader reader(object, u"comment"_s);
    reader.id(u"id", comment.id);
    readStamp(reader, comment.stamp);
    reader.id(u"post", comment.post);
    reader.optionalId(u"parent", comment.parent);
    reader.id(u"author", comment.author);
    reader.text(u"text", comment.text, kNoLimit);
    reader.optionalIds(u"mentions", comment.mentions, kNoLimit);
    reader.optionalInteger(u"edited_at", comment.editedAtMs, 0, kMax);
    reader.optionalBoolean(u"deleted", comment.deleted);
    return reader.finished(comment, UnknownFields::Ignore);
}

QJsonObject Reaction::toJson() const
{
    QJsonObject object{{u"id"_s, id.toString()}, {u"post"_s, post.toString()},
        {u"author"_s, author.toString()}, {u"kind"_s, kind ? QJsonValue(toWire(*kind)) : QJsonValue()}};
    writeStamp(object, stamp);
    return object;
}

Result<Reaction> Reaction::fromJson(const QJsonObject &object)
{
    Reaction reaction;
    JsonReader reader(object, u"reaction"_s);
    reader.id(u"id", reaction.id);
    readStamp(reader, reaction.stamp);
    reader.id(u"post", reaction.post);
    reader.id(u"author", reaction.author);
    ReactionKind kind = ReactionKind::Love;
    reader.wireEnum(u"kind", kind, false);
    if (object[u"kind"].isString())
        reaction.kind = kind;
    return reader.finished(reaction, UnknownFields::Ignore);
}

bool Media::isWhole() const
{
    return std::any_of(variants.begin(), variants.end(),
        [](const MediaVariant &variant) { return variant.name == u"full"; });
}

QJsonObject Media::toJson() const
{
    QJsonArray sizes;
    for (const auto &v : variants) {
        sizes.append(QJsonObject{{u"name"_s, v.name}, {u"format"_s, v.format}, {u"width"_s, v.width},
            {u"height"_s, v.height}, {u"bytes"_s, v.bytes}});
    }
    QJsonObject object{{u"id"_s, id.toString()}, {u"uploader"_s, uploader.toString()}, {u"width"_s, width},
        {u"height"_s, height}, {u"sha256"_s, QString::fromLatin1(sha256.toHex())},
        {u"placeholder"_s, QString::fromLatin1(placeholder.toBase64())}, {u"alt"_s, alt},
        {u"variants"_s, sizes}, {u"deleted"_s, deleted}};
    if (!post.isNull())
        object[u"post"_s] = post.toString();
    writeStamp(object, stamp);
    return object;
}

namespace {

void readVariants(JsonReader &reader, QVector<MediaVariant> &out)
{
    QJsonArray sizes;
    reader.optionalArray(u"variants", sizes, 64);
    for (const auto &item : sizes) {
        const QJsonObject size = item.toObject();
        const auto bytes = wholeNumber(size[u"bytes"], 0, kMax);
        MediaVariant variant{size[u"name"].toString(), size[u"format"].toString(), size[u"width"].toInt(),
            size[u"height"].toInt(), bytes.value_or(0)};
        if (bytes && variant.width > 0 && variant.height > 0 && !variant.name.isEmpty())
            out.append(variant);
    }
}

} // namespace

Result<Media> Media::fromJson(const QJsonObject &object)
{
    Media media;
    JsonReader reader(object, u"media"_s);
    reader.id(u"id", media.id);
    readStamp(reader, media.stamp);
    reader.optionalId(u"post", media.post);
    reader.id(u"uploader", media.uploader);
    reader.integer(u"width", media.width, 0, limits::kPictureSideMax);
    reader.integer(u"height", media.height, 0, limits::kPictureSideMax);
    QString hash;
    reader.optionalText(u"sha256", hash, 64);
    media.sha256 = QByteArray::fromHex(hash.toLatin1());
    readBase64(reader, u"placeholder", media.placeholder);
    reader.optionalText(u"alt", media.alt, kNoLimit);
    readVariants(reader, media.variants);
    reader.optionalBoolean(u"deleted", media.deleted);
    return reader.finished(media, UnknownFields::Ignore);
}

QJsonObject Membership::toJson() const
{
    QJsonArray names;
    for (const auto &stream : streams)
        names.append(stream.toString());
    QJsonObject object{{u"family"_s, family.toString()}, {u"role"_s, toWire(role)},
        {u"abilities"_s, abilitiesToJson(abilities)}, {u"streams"_s, names}, {u"removed"_s, removed}};
    writeStamp(object, stamp);
    return object;
}

Result<Membership> Membership::fromJson(const QJsonObject &object)
{
    Membership membership;
    JsonReader reader(object, u"membership"_s);
    reader.id(u"family", membership.family);
    readStamp(reader, membership.stamp);
    reader.wireEnum(u"role", membership.role);
    readAbilities(reader, membership.abilities);
    QJsonArray names;
    reader.array(u"streams", names, 64);
    for (const auto &name : names) {
        if (const auto stream = StreamId::parse(name.toString()))
            membership.streams.append(*stream);
    }
    reader.optionalBoolean(u"removed", membership.removed);
    return reader.finished(membership, UnknownFields::Ignore);
}

QJsonObject Audience::toJson() const
{
    QJsonObject object{{u"id"_s, id.toString()}, {u"name"_s, name}, {u"members"_s, idsToJson(members)},
        {u"deleted"_s, deleted}};
    writeStamp(object, stamp);
    return object;
}

Result<Audience> Audience::fromJson(const QJsonObject &object)
{
    Audience audience;
    JsonReader reader(object, u"audience"_s);
    reader.id(u"id", audience.id);
    readStamp(reader, audience.stamp);
    reader.text(u"name", audience.name, kNoLimit);
    reader.optionalIds(u"members", audience.members, kNoLimit);
    reader.optionalBoolean(u"deleted", audience.deleted);
    return reader.finished(audience, UnknownFields::Ignore);
}

} // namespace preggo
