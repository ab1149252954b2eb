// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/account_store.h"
#include "server/services/accounts/account_support.h"
#include "server/services/accounts/family_access.h"
#include "server/services/accounts/route_groups.h"

#include "protocol/payloads.h"
#include "protocol/text.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kZoneMax = 64;

struct FamilyWish
{
    FamilyId id;
    QString name;
    QDate dueDate;
    bool shareDueDate = true;
    QString zone;
    QString relation;
};

Result<FamilyWish> readFamilyWish(const Request &request)
{
    const auto object = parseJsonObject(request.body);
    if (!object)
        return tl::make_unexpected(object.error());
    FamilyWish wish;
    JsonReader reader(*object);
    reader.optionalId(u"id", wish.id);
    reader.text(u"name", wish.name, limits::kNameMax);
    reader.optionalDate(u"due_date", wish.dueDate);
    reader.optionalBoolean(u"share_due_date", wish.shareDueDate);
    reader.text(u"zone", wish.zone, kZoneMax);
    reader.optionalText(u"relation", wish.relation, limits::kRelationMax);
    if (!isTimeZone(wish.zone))
        reader.failField(u"zone", u"is not a time zone we know, such as Europe/Berlin"_s);
    if (auto done = reader.finish(); !done)
        return tl::make_unexpected(done.error());
    const auto name = requiredName(wish.name, u"name"_s);
    if (!name)
        return tl::make_unexpected(name.error());
    wish.name = *name;
    wish.relation = cleanName(wish.relation);
    return wish;
}

Result<QJsonObject> familyAnswer(sql::Database &db, FamilyId family, UserId user)
{
    const auto row = familyRow(db, family, true);
    const auto membership = membershipRow(db, family, user);
    if (!row || !membership)
        return tl::make_unexpected(row ? membership.error() : row.error());
    if (!*row || !*membership)
        return fail(ProblemCode::NotFound);
    QJsonObject object = (*row)->toJson();
    object[u"membership"_s] = (*membership)->toJson();
    return object;
}

/// Nothing where the id is free; the family itself where this person made it (her first answer was lost).
Result<std::optional<QJsonObject>> existing(sql::Database &db, FamilyId family, UserId user)
{
    const auto row = familyRow(db, family, true);
    if (!row)
        return tl::make_unexpected(row.error());
    if (!*row)
        return std::optional<QJsonObject>();
    const auto member = memberAccess(db, family, user);
    if (!member)
        return tl::make_unexpected(member.error());
    if (!*member || (*member)->role != Role::Owner)
        return fail(ProblemCode::Conflict, {}, u"id"_s);
    const auto object = familyAnswer(db, family, user);
    if (!object)
        return tl::make_unexpected(object.error());
    return *object;
}

Result<void> insertFamily(Context &context, const Actor &actor, const FamilyWish &wish)
{
    auto query =
        context.db.query(u"INSERT INTO pregnancy(id, name, due_date, share_due_date, zone, created_ms)"
                         " VALUES(?, ?, ?, ?, ?, ?)"_s);
    query.bind(wish.id).bind(wish.name).bind(wish.dueDate).bind(wish.shareDueDate).bind(wish.zone);
    if (auto done = run(query.bind(context.clock.wallMs())); !done)
        return done;
    if (auto done = createFamilyStreams(context, wish.id); !done)
        return done;
    return publishFamily(context, actor, wish.id);
}

Result<QJsonObject> createFamily(const Request &request, Context &context)
{
    auto wish = readFamilyWish(request);
    if (!wish)
        return tl::make_unexpected(wish.error());
    const Actor actor = actorOf(request);
    if (wish->id.isNull())
        wish->id = context.rng.mintV7<FamilyId>(context.clock.wallMs());
    const auto known = existing(context.db, wish->id, actor.user);
    if (!known)
        return tl::make_unexpected(known.error());
    if (*known)
        return **known;
    const auto count = familiesOf(context.db, actor.user);
    const auto account = accountById(context.db, actor.user);
    if (!count || !account)
        return tl::make_unexpected(count ? account.error() : count.error());
    if (!*account)
        return fail(ProblemCode::NotFound);
    if (*count >= limits::kFamiliesPerUser)
        return fail(ProblemCode::LimitReached,
            u"You are in %1 families, which is the limit. Leave one first."_s.arg(*count));
    if (auto done = insertFamily(context, actor, *wish); !done)
        return tl::make_unexpected(done.error());
    const NewMember owner{wish->id, actor.user, (*account)->name, wish->relation, Role::Owner};
    if (auto done = addMember(context, owner); !done)
        return tl::make_unexpected(done.error());
    return familyAnswer(context.db, wish->id, actor.user);
}

Result<QJsonObject> listFamilies(const Request &request, Context &context)
{
    const UserId user = request.principal->user;
    QVector<QPair<FamilyId, QString>> found;
    auto query =
        context.db.query(u"SELECT p.id, p.name FROM member m JOIN pregnancy p ON p.id = m.pregnancy_id"
                         " WHERE m.user_id = ? AND m.until_ms IS NULL ORDER BY m.since_ms, p.id"_s);
    if (auto done = run(query.bind(user)); !done)
        return tl::make_unexpected(done.error());
    while (query.next())
        found.append({query.id<FamilyId>(0), query.text(1)});
    if (auto done = finished(query); !done)
        return tl::make_unexpected(done.error());
    QJsonArray families;
    for (const auto &[family, name] : found) {
        const auto membership = membershipRow(context.db, family, user);
        if (!membership)
            return tl::make_unexpected(membership.error());
        if (!*membership)
            continue;
        QJsonObject entry = (*membership)->toJson();
        entry[u"name"_s] = name;
        families.append(entry);
    }
    return QJsonObject{{u"families"_s, families}};
}

} // namespace

QVector<Route> familyRoutes(const AccountDeps &)
{
    return {
        makeRoute(Method::Post, "/api/v1/families", RouteLane::Write,
            [](const Request &request, Context &context) {
                return answer(201, createFamily(request, context));
            }),
        makeRoute(Method::Get, "/api/v1/families", RouteLane::Read,
            [](const Request &request, Context &context) {
                return answer(200, listFamilies(request, context));
            }),
    };
}

} // namespace preggo::server
