// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/stream_items.h"

#include "server/services/comment_rows.h"
#include "server/services/family_changes.h"
#include "server/services/family_rows.h"
#include "server/services/media_rows.h"
#include "server/services/post_rows.h"
#include "server/services/reaction_rows.h"
#include "server/services/user_rows.h"

#include <algorithm>
#include <limits>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

using Items = QVector<ChangeItem>;
constexpr SeqRange kEverything{0, std::numeric_limits<qint64>::max()};

template <typename Key, typename Read>
Result<void> collect(
    sql::Database &db, const QString &text, const Key &key, const SeqRange &range, Items &out, Read read)
{
    auto query = db.query(text);
    if (auto done = run(query.bind(key).bind(range.after).bind(range.to)); !done)
        return done;
    while (query.next())
        out.append(read(query));
    return finished(query);
}

EntityId firstId(const QJsonObject &row)
{
    return EntityId::parse(row[u"id"].toString()).value_or(EntityId());
}

Result<void> posts(sql::Database &db, const StreamId &stream, const SeqRange &range, Items &out)
{
    static const QString text = selectText(kPostColumns, u"FROM post WHERE stream_id=? AND seq>? AND seq<=?");
    return collect(db, text, stream, range, out, [](const sql::Query &query) {
        const auto row = postAt(query);
        return upsert(EntityType::Post, row.post.id, row.visible().toJson());
    });
}

Result<void> comments(sql::Database &db, const StreamId &stream, const SeqRange &range, Items &out)
{
    static const QString text =
        selectText(kCommentColumns, u"FROM comment WHERE stream_id=? AND seq>? AND seq<=?");
    return collect(db, text, stream, range, out, [](const sql::Query &query) {
        const auto row = commentAt(query);
        return upsert(EntityType::Comment, row.comment.id, row.visible().toJson());
    });
}

Result<void> reactions(sql::Database &db, const StreamId &stream, const SeqRange &range, Items &out)
{
    static const QString text =
        selectText(kReactionColumns, u"FROM reaction WHERE stream_id=? AND seq>? AND seq<=?");
    return collect(db, text, stream, range, out, [](const sql::Query &query) {
        const auto row = reactionAt(query);
        return upsert(EntityType::Reaction, row.reaction.id, row.reaction.toJson());
    });
}

Result<void> media(sql::Database &db, const StreamId &stream, const SeqRange &range, Items &out)
{
    static const QString text =
        selectText(kMediaColumns, u"FROM media WHERE stream_id=? AND seq>? AND seq<=?");
    return collect(db, text, stream, range, out, [](const sql::Query &query) {
        const auto row = mediaAt(query);
        return upsert(EntityType::Media, row.media.id, row.visible().toJson());
    });
}

Result<void> family(sql::Database &db, const StreamId &stream, const SeqRange &range, Items &out)
{
    const auto row = familyRow(db, stream.family(), stream.kind() == StreamId::Kind::Parents);
    if (!row)
        return tl::make_unexpected(row.error());
    const qint64 seq = *row ? (*row)->stamp.seq : 0;
    if (seq > range.after && seq <= range.to)
        out.append(upsert(EntityType::Family, stream.family(), (*row)->toJson()));
    return {};
}

Result<void> members(sql::Database &db, const StreamId &stream, const SeqRange &range, Items &out)
{
    static const QString text =
        selectText(kMemberColumns, u"FROM member WHERE pregnancy_id=? AND seq>? AND seq<=?");
    return collect(db, text, stream.family(), range, out, [](const sql::Query &query) {
        const auto member = memberAt(query);
        return upsert(EntityType::Member, member.user, member.toJson());
    });
}

Result<void> audiences(sql::Database &db, const StreamId &stream, const SeqRange &range, Items &out)
{
    QVector<Audience> rows;
    {
        static const QString text =
            selectText(kAudienceColumns, u"FROM audience WHERE pregnancy_id=? AND seq>? AND seq<=?");
        auto query = db.query(text);
        if (auto done = run(query.bind(stream.family()).bind(range.after).bind(range.to)); !done)
            return done;
        while (query.next())
            rows.append(audienceAt(query));
    }
    for (auto &audience : rows) { // at most limits::kAudiencesPerFamily live ones
        auto list = audienceMembers(db, audience.id);
        if (!list)
            return tl::make_unexpected(list.error());
        audience.members = std::move(*list);
        out.append(upsert(EntityType::Audience, audience.id, audience.toJson()));
    }
    return {};
}

Result<void> reports(sql::Database &db, const StreamId &stream, const SeqRange &range, Items &out)
{
    static const QString text =
        selectText(kReportColumns, u"FROM report WHERE stream_id=? AND seq>? AND seq<=?");
    return collect(db, text, stream, range, out, [](const sql::Query &query) {
        const auto row = reportAt(query);
        return upsert(EntityType::Report, firstId(row), row);
    });
}

Result<void> memberships(sql::Database &db, const StreamId &stream, const SeqRange &range, Items &out)
{
    static const QString text =
        selectText(kMembershipColumns, u"FROM user_membership WHERE user_id=? AND seq>? AND seq<=?");
    return collect(db, text, stream.userId(), range, out, [](const sql::Query &query) {
        const auto membership = membershipAt(query);
        return upsert(EntityType::Membership, membership.family, membership.toJson());
    });
}

Result<void> own(sql::Database &db, const StreamId &stream, const SeqRange &range, EntityType type,
    const QString &text, QJsonObject (*read)(const sql::Query &), Items &out)
{
    return collect(db, text, stream.userId(), range, out, [&](const sql::Query &query) {
        const auto row = read(query);
        return upsert(type, firstId(row), row);
    });
}

Result<void> rowsOf(
    sql::Database &db, const StreamId &stream, const SeqRange &range, EntityType type, Items &out)
{
    static const QString prefs = selectText(kPrefColumns, u"FROM pref WHERE user_id=? AND seq>? AND seq<=?");
    static const QString marks =
        selectText(kReadMarkColumns, u"FROM read_mark WHERE user_id=? AND seq>? AND seq<=?");
    static const QString devices =
        selectText(kDeviceColumns, u"FROM device WHERE user_id=? AND seq>? AND seq<=?");
    switch (type) {
    case EntityType::Family:
        return family(db, stream, range, out);
    case EntityType::Member:
        return members(db, stream, range, out);
    case EntityType::Post:
        return posts(db, stream, range, out);
    case EntityType::Comment:
        return comments(db, stream, range, out);
    case EntityType::Reaction:
        return reactions(db, stream, range, out);
    case EntityType::Media:
        return media(db, stream, range, out);
    case EntityType::Membership:
        return memberships(db, stream, range, out);
    case EntityType::Pref:
        return own(db, stream, range, type, prefs, prefAt, out);
    case EntityType::ReadMark:
        return own(db, stream, range, type, marks, readMarkAt, out);
    case EntityType::Device:
        return own(db, stream, range, type, devices, deviceAt, out);
    case EntityType::Audience:
        return audiences(db, stream, range, out);
    case EntityType::Report:
        return reports(db, stream, range, out);
    case EntityType::Invite:
        return {}; // listed by its own route
    }
    Q_UNREACHABLE();
}

QSet<EntityType> frameTypes(StreamId::Kind kind)
{
    switch (kind) {
    case StreamId::Kind::All:
        return {EntityType::Family, EntityType::Member};
    case StreamId::Kind::Parents:
        return {EntityType::Family, EntityType::Audience, EntityType::Report};
    case StreamId::Kind::User:
        return {EntityType::Membership, EntityType::Pref, EntityType::ReadMark, EntityType::Device};
    case StreamId::Kind::Audience:
        return {};
    }
    Q_UNREACHABLE();
}

} // namespace

Result<QVector<ChangeItem>> rowsInRange(
    sql::Database &db, const StreamId &stream, const SeqRange &range, const QSet<EntityType> &types)
{
    Items items;
    for (const auto type : types) {
        if (auto done = rowsOf(db, stream, range, type, items); !done)
            return tl::make_unexpected(done.error());
    }
    std::sort(items.begin(), items.end(), [](const auto &a, const auto &b) { return a.seq < b.seq; });
    return items;
}

Result<QVector<ChangeItem>> frameItems(sql::Database &db, const StreamId &stream)
{
    return rowsInRange(db, stream, kEverything, frameTypes(stream.kind()));
}

} // namespace preggo::server
