// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/audience_store.h"

#include "server/services/accounts/family_access.h"
#include "server/services/sql_result.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<void> writeList(Context &context, AudienceId audience, const QVector<UserId> &members)
{
    auto clear = context.db.query(u"DELETE FROM audience_member WHERE audience_id = ?"_s);
    if (auto done = run(clear.bind(audience)); !done)
        return done;
    for (const UserId user : members) {
        auto insert =
            context.db.query(u"INSERT OR IGNORE INTO audience_member(audience_id, user_id) VALUES(?, ?)"_s);
        if (auto done = run(insert.bind(audience).bind(user)); !done)
            return done;
    }
    return {};
}

/// Those on one list and not on the other.
QVector<UserId> difference(const QVector<UserId> &a, const QVector<UserId> &b)
{
    QVector<UserId> differing;
    for (const UserId user : a) {
        if (!b.contains(user))
            differing.append(user);
    }
    for (const UserId user : b) {
        if (!a.contains(user))
            differing.append(user);
    }
    return differing;
}

QVector<UserId> together(QVector<UserId> a, const QVector<UserId> &b)
{
    for (const UserId user : b) {
        if (!a.contains(user))
            a.append(user);
    }
    return a;
}

} // namespace

Result<int> audiencesOf(sql::Database &db, FamilyId family)
{
    auto query = db.query(u"SELECT COUNT(*) FROM audience WHERE pregnancy_id = ? AND deleted_ms IS NULL"_s);
    const auto found = first(query.bind(family));
    if (!found)
        return tl::make_unexpected(found.error());
    return query.integer(0);
}

Result<std::optional<FamilyId>> audienceFamily(sql::Database &db, AudienceId audience)
{
    auto query = db.query(u"SELECT pregnancy_id FROM audience WHERE id = ?"_s);
    const auto found = first(query.bind(audience));
    if (!found)
        return tl::make_unexpected(found.error());
    return *found ? std::optional(query.id<FamilyId>(0)) : std::nullopt;
}

Result<void> checkListed(sql::Database &db, FamilyId family, const QVector<UserId> &members)
{
    for (const UserId user : members) {
        auto query =
            db.query(u"SELECT 1 FROM member WHERE pregnancy_id = ? AND user_id = ? AND until_ms IS NULL"_s);
        const auto found = first(query.bind(family).bind(user));
        if (!found)
            return tl::make_unexpected(found.error());
        if (!*found) {
            return fail(ProblemCode::InvalidField,
                u"Somebody on this list is not in the family. Choose members only."_s, u"members"_s);
        }
    }
    return {};
}

Result<void> insertAudience(Context &context, const Actor &actor, FamilyId family, AudienceId id,
    const QString &name, const QVector<UserId> &members)
{
    const auto parents = parentsOf(context.db, family);
    if (!parents)
        return tl::make_unexpected(parents.error());
    auto query =
        context.db.query(u"INSERT INTO audience(id, pregnancy_id, name, created_ms) VALUES(?, ?, ?, ?)"_s);
    if (auto done = run(query.bind(id).bind(family).bind(name).bind(context.clock.wallMs())); !done)
        return done;
    if (auto done = writeList(context, id, members); !done)
        return done;
    if (auto done = createAudienceStream(context, family, id); !done)
        return done;
    return publishAudience(context, actor, id, together(*parents, members));
}

Result<void> updateAudience(Context &context, const Actor &actor, const Audience &before, const QString &name,
    const QVector<UserId> &members)
{
    auto query = context.db.query(u"UPDATE audience SET name = ? WHERE id = ?"_s);
    if (auto done = run(query.bind(name).bind(before.id)); !done)
        return done;
    if (auto done = writeList(context, before.id, members); !done)
        return done;
    return publishAudience(context, actor, before.id, difference(before.members, members));
}

Result<void> deleteAudience(Context &context, const Actor &actor, FamilyId family, const Audience &audience)
{
    auto posts = context.db.query(u"SELECT 1 FROM post WHERE stream_id = ? AND deleted_ms IS NULL LIMIT 1"_s);
    const auto used = first(posts.bind(StreamId::audience(family, audience.id)));
    const auto parents = parentsOf(context.db, family);
    if (!used || !parents)
        return tl::make_unexpected(used ? parents.error() : used.error());
    if (*used) {
        return fail(ProblemCode::Conflict,
            u"This audience still has posts. Move them to another audience or delete them first."_s);
    }
    auto query = context.db.query(u"UPDATE audience SET deleted_ms = ? WHERE id = ?"_s);
    if (auto done = run(query.bind(context.clock.wallMs()).bind(audience.id)); !done)
        return done;
    return publishAudience(context, actor, audience.id, together(*parents, audience.members));
}

} // namespace preggo::server
