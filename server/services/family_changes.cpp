// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/family_changes.h"

#include "server/services/access.h"
#include "server/services/sql_result.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<void> publishFamilyIn(Context &context, const Actor &actor, FamilyId id, bool parents)
{
    const StreamId stream = parents ? StreamId::parents(id) : StreamId::all(id);
    const auto seq = lift(
        appendChange(context, stream, EntityType::Family, idCast<EntityId>(id), ChangeOp::Upsert, actor));
    if (!seq)
        return tl::make_unexpected(seq.error());
    // The parents' row is raised last and so has the higher version: it wins where both are held.
    auto update = parents
        ? context.db.query(u"UPDATE pregnancy SET parents_seq=?, parents_version=version+1 WHERE id=?"_s)
        : context.db.query(u"UPDATE pregnancy SET seq=?, version=parents_version+1 WHERE id=?"_s);
    if (auto done = run(update.bind(*seq).bind(id)); !done)
        return done;
    const auto family = familyRow(context.db, id, parents);
    if (!family)
        return tl::make_unexpected(family.error());
    if (!*family)
        return fail(ProblemCode::Internal);
    return lift(publish(context, stream,
        {*seq, EntityType::Family, idCast<EntityId>(id), ChangeOp::Upsert, (*family)->toJson()}));
}

Result<void> storeMembership(Context &context, const Member &member, const MemberAccess &access, qint64 seq)
{
    QJsonArray streams;
    if (!member.removed) {
        for (const auto &stream : readableStreams(access))
            streams.append(stream.toString());
    }
    auto query = context.db.query(
        u"INSERT INTO user_membership(user_id, pregnancy_id, role, abilities, streams, removed, seq, version,"
        " published_ms) VALUES(?,?,?,?,?,?,?,1,?) ON CONFLICT(user_id, pregnancy_id) DO UPDATE SET "
        "role=excluded.role,"
        " abilities=excluded.abilities, streams=excluded.streams, removed=excluded.removed, seq=excluded.seq,"
        " version=version+1, published_ms=excluded.published_ms"_s);
    query.bind(member.user).bind(access.family).bind(toWire(member.role)).bind(qint64(member.abilities.bits));
    query.bind(QString::fromUtf8(QJsonDocument(streams).toJson(QJsonDocument::Compact))).bind(member.removed);
    return run(query.bind(seq).bind(context.clock.wallMs()));
}

/// The same fact in the person's own stream.
Result<void> publishMembership(Context &context, const Actor &actor, FamilyId family, const Member &member)
{
    const auto current = memberAccess(context.db, family, member.user);
    if (!current)
        return tl::make_unexpected(current.error());
    const auto access =
        current->value_or(MemberAccess{family, member.user, member.role, member.abilities, {}});
    const StreamId stream = StreamId::user(member.user);
    const auto id = idCast<EntityId>(family);
    const auto seq = lift(appendChange(context, stream, EntityType::Membership, id, ChangeOp::Upsert, actor));
    if (!seq)
        return tl::make_unexpected(seq.error());
    if (auto done = storeMembership(context, member, access, *seq); !done)
        return done;
    const auto membership = membershipRow(context.db, family, member.user);
    if (!membership)
        return tl::make_unexpected(membership.error());
    context.effects.membersChanged.append({family, member.user});
    return lift(publish(
        context, stream, {*seq, EntityType::Membership, id, ChangeOp::Upsert, (*membership)->toJson()}));
}

} // namespace

Result<void> createFamilyStreams(Context &context, FamilyId family)
{
    return lift(createStream(context, StreamId::all(family))).and_then([&] {
        return lift(createStream(context, StreamId::parents(family)));
    });
}

Result<void> createAudienceStream(Context &context, FamilyId family, AudienceId audience)
{
    return lift(createStream(context, StreamId::audience(family, audience)));
}

Result<void> createUserStream(Context &context, UserId user)
{
    return lift(createStream(context, StreamId::user(user)));
}

Result<void> publishFamily(Context &context, const Actor &actor, FamilyId family)
{
    if (auto done = publishFamilyIn(context, actor, family, false); !done)
        return done;
    return publishFamilyIn(context, actor, family, true);
}

Result<void> publishMember(Context &context, const Actor &actor, FamilyId family, UserId user)
{
    const StreamId stream = StreamId::all(family);
    const auto id = idCast<EntityId>(user);
    const auto seq = lift(appendChange(context, stream, EntityType::Member, id, ChangeOp::Upsert, actor));
    if (!seq)
        return tl::make_unexpected(seq.error());
    auto update =
        context.db.query(u"UPDATE member SET seq=?, version=version+1 WHERE pregnancy_id=? AND user_id=?"_s);
    if (auto done = run(update.bind(*seq).bind(family).bind(user)); !done)
        return done;
    const auto member = memberRow(context.db, family, user);
    if (!member)
        return tl::make_unexpected(member.error());
    if (!*member)
        return fail(ProblemCode::Internal);
    const ChangeItem item{*seq, EntityType::Member, id, ChangeOp::Upsert, (*member)->toJson()};
    if (auto done = lift(publish(context, stream, item)); !done)
        return done;
    return publishMembership(context, actor, family, **member);
}

Result<void> publishAudience(
    Context &context, const Actor &actor, AudienceId audience, const QVector<UserId> &touched)
{
    FamilyId family;
    {
        auto query = context.db.query(u"SELECT pregnancy_id FROM audience WHERE id=?"_s);
        const auto found = first(query.bind(audience));
        if (!found)
            return tl::make_unexpected(found.error());
        family = query.id<FamilyId>(0);
    }
    const StreamId stream = StreamId::parents(family);
    const auto id = idCast<EntityId>(audience);
    const auto seq = lift(appendChange(context, stream, EntityType::Audience, id, ChangeOp::Upsert, actor));
    if (!seq)
        return tl::make_unexpected(seq.error());
    auto update = context.db.query(u"UPDATE audience SET seq=?, version=version+1 WHERE id=?"_s);
    if (auto done = run(update.bind(*seq).bind(audience)); !done)
        return done;
    const auto row = audienceRow(context.db, audience);
    if (!row)
        return tl::make_unexpected(row.error());
    const ChangeItem item{*seq, EntityType::Audience, id, ChangeOp::Upsert, (*row)->toJson()};
    if (auto done = lift(publish(context, stream, item)); !done)
        return done;
    for (const auto &user : touched) {
        const auto member = memberRow(context.db, family, user);
        if (!member)
            return tl::make_unexpected(member.error());
        if (!*member)
            continue;
        if (auto published = publishMembership(context, actor, family, **member); !published)
            return published;
    }
    return {};
}

} // namespace preggo::server
