// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/access.h"

#include "server/services/sql_result.h"

#include <algorithm>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A parent reads every audience of the family, anybody else those that list her.
Result<QVector<AudienceId>> audiencesOf(sql::Database &db, const MemberAccess &member)
{
    auto query = isParent(member.role)
        ? db.query(u"SELECT id FROM audience WHERE pregnancy_id=? AND deleted_ms IS NULL ORDER BY id"_s)
        : db.query(u"SELECT a.id FROM audience a JOIN audience_member m ON m.audience_id=a.id"
                   " WHERE a.pregnancy_id=? AND a.deleted_ms IS NULL AND m.user_id=? ORDER BY a.id"_s);
    query.bind(member.family);
    if (!isParent(member.role))
        query.bind(member.user);
    if (auto done = run(query); !done)
        return tl::make_unexpected(done.error());
    QVector<AudienceId> audiences;
    while (query.next())
        audiences.append(query.id<AudienceId>(0));
    return finished(query).map([&] { return audiences; });
}

} // namespace

Result<std::optional<MemberAccess>> memberAccess(sql::Database &db, FamilyId family, UserId user)
{
    MemberAccess member{family, user, Role::Viewer, {}, {}};
    {
        auto query = db.query(
            u"SELECT role, abilities FROM member WHERE pregnancy_id=? AND user_id=? AND until_ms IS NULL"_s);
        const auto found = first(query.bind(family).bind(user));
        if (!found)
            return tl::make_unexpected(found.error());
        if (!*found)
            return std::nullopt;
        if (!fromWire(query.text(0), member.role))
            return fail(ProblemCode::Internal);
        member.abilities.bits = static_cast<unsigned>(query.integer(1));
    }
    auto audiences = audiencesOf(db, member);
    if (!audiences)
        return tl::make_unexpected(audiences.error());
    member.audiences = std::move(*audiences);
    return member;
}

bool mayRead(const MemberAccess &member, const StreamId &stream)
{
    if (stream.isNull() || stream.family() != member.family)
        return false;
    switch (stream.kind()) {
    case StreamId::Kind::All:
        return true;
    case StreamId::Kind::Audience:
        return member.audiences.contains(stream.audienceId());
    case StreamId::Kind::Parents:
        return isParent(member.role);
    case StreamId::Kind::User:
        return false;
    }
    Q_UNREACHABLE();
}

Result<bool> mayRead(sql::Database &db, const StreamId &stream, UserId user)
{
    if (stream.isNull())
        return false;
    if (stream.kind() == StreamId::Kind::User)
        return stream.userId() == user;
    const auto member = memberAccess(db, stream.family(), user);
    if (!member)
        return tl::make_unexpected(member.error());
    return member->has_value() && mayRead(**member, stream);
}

QVector<StreamId> readableStreams(const MemberAccess &member)
{
    QVector<StreamId> streams{StreamId::all(member.family)};
    for (const auto &audience : member.audiences)
        streams.append(StreamId::audience(member.family, audience));
    if (isParent(member.role))
        streams.append(StreamId::parents(member.family));
    return streams;
}

QVector<StreamId> readableStreams(sql::Database &, const MemberAccess &member)
{
    return readableStreams(member);
}

QVector<StreamId> streamsOf(sql::Database &db, UserId user)
{
    QVector<FamilyId> families;
    {
        auto query = db.query(u"SELECT pregnancy_id FROM member WHERE user_id=? AND until_ms IS NULL"_s);
        if (auto done = run(query.bind(user)); !done)
            return {};
        while (query.next())
            families.append(query.id<FamilyId>(0));
    }
    QVector<StreamId> streams{StreamId::user(user)};
    for (const auto &family : families) {
        if (const auto member = memberAccess(db, family, user); member && *member)
            streams.append(readableStreams(**member));
    }
    return streams;
}

} // namespace preggo::server
