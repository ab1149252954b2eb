// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/account_support.h"
#include "server/services/accounts/audience_store.h"
#include "server/services/accounts/family_access.h"
#include "server/services/accounts/route_groups.h"

#include "protocol/text.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

struct AudienceWish
{
    AudienceId id;
    std::optional<QString> name;
    std::optional<QVector<UserId>> members;
};

Result<AudienceWish> readAudienceWish(const Request &request)
{
    const auto object = parseJsonObject(request.body);
    if (!object)
        return tl::make_unexpected(object.error());
    AudienceWish wish;
    JsonReader reader(*object);
    reader.optionalId(u"id", wish.id);
    QString name;
    reader.optionalText(u"name", name, limits::kNameMax);
    if (reader.has(u"members")) {
        QVector<UserId> members;
        reader.optionalIds(u"members", members, limits::kMembersPerFamily);
        wish.members = members;
    }
    if (reader.has(u"name")) {
        wish.name = cleanName(name);
        if (wish.name->isEmpty())
            reader.failField(u"name", u"is empty. Type a name"_s);
    }
    if (auto done = reader.finish(); !done)
        return tl::make_unexpected(done.error());
    return wish;
}

Result<QJsonObject> audienceJson(sql::Database &db, AudienceId id)
{
    const auto row = audienceRow(db, id);
    if (!row)
        return tl::make_unexpected(row.error());
    return *row ? Result<QJsonObject>((*row)->toJson()) : fail(ProblemCode::NotFound);
}

Result<void> checkNew(sql::Database &db, FamilyId family, const AudienceWish &wish)
{
    if (!wish.name)
        return fail(ProblemCode::InvalidField, u"“name” is missing."_s, u"name"_s);
    const auto count = audiencesOf(db, family);
    if (!count)
        return tl::make_unexpected(count.error());
    if (*count >= limits::kAudiencesPerFamily) {
        return fail(ProblemCode::LimitReached,
            u"A family has at most %1 audiences. Delete one first."_s.arg(limits::kAudiencesPerFamily));
    }
    return checkListed(db, family, wish.members.value_or(QVector<UserId>()));
}

Result<QJsonObject> create(const Request &request, Context &context)
{
    const auto parent = requireParent(request, context.db);
    if (!parent)
        return tl::make_unexpected(parent.error());
    auto wish = readAudienceWish(request);
    if (!wish)
        return tl::make_unexpected(wish.error());
    if (wish->id.isNull())
        wish->id = context.rng.mintV7<AudienceId>(context.clock.wallMs());
    const auto place = audienceFamily(context.db, wish->id);
    if (!place)
        return tl::make_unexpected(place.error());
    if (*place && **place == parent->family)
        return audienceJson(context.db, wish->id);
    if (*place)
        return fail(ProblemCode::Conflict, {}, u"id"_s);
    if (auto done = checkNew(context.db, parent->family, *wish); !done)
        return tl::make_unexpected(done.error());
    const auto members = wish->members.value_or(QVector<UserId>());
    if (auto done = insertAudience(context, actorOf(request), parent->family, wish->id, *wish->name, members);
        !done)
        return tl::make_unexpected(done.error());
    return audienceJson(context.db, wish->id);
}

/// The audience of the path, where it is this family's and not deleted, at the version of If-Match.
Result<Audience> target(const Request &request, sql::Database &db, FamilyId family)
{
    const auto id = pathId<AudienceId>(request, "aid");
    if (!id)
        return tl::make_unexpected(id.error());
    const auto place = audienceFamily(db, *id);
    const auto row = audienceRow(db, *id);
    if (!place || !row)
        return tl::make_unexpected(place ? row.error() : place.error());
    if (!*place || **place != family || !*row || (*row)->deleted)
        return fail(ProblemCode::NotFound);
    const auto version = ifMatch(request);
    if (!version)
        return tl::make_unexpected(version.error());
    if (*version != (*row)->stamp.version)
        return fail(ProblemCode::PreconditionFailed);
    return **row;
}

Result<QJsonObject> patch(const Request &request, Context &context)
{
    const auto parent = requireParent(request, context.db);
    if (!parent)
        return tl::make_unexpected(parent.error());
    const auto audience = target(request, context.db, parent->family);
    const auto wish = audience ? readAudienceWish(request) : tl::make_unexpected(audience.error());
    if (!wish)
        return tl::make_unexpected(wish.error());
    const auto members = wish->members.value_or(audience->members);
    if (auto done = checkListed(context.db, parent->family, members); !done)
        return tl::make_unexpected(done.error());
    const QString name = wish->name.value_or(audience->name);
    if (auto done = updateAudience(context, actorOf(request), *audience, name, members); !done)
        return tl::make_unexpected(done.error());
    return audienceJson(context.db, audience->id);
}

Result<void> remove(const Request &request, Context &context)
{
    const auto parent = requireParent(request, context.db);
    if (!parent)
        return tl::make_unexpected(parent.error());
    const auto audience = target(request, context.db, parent->family);
    if (!audience)
        return tl::make_unexpected(audience.error());
    return deleteAudience(context, actorOf(request), parent->family, *audience);
}

} // namespace

QVector<Route> audienceRoutes(const AccountDeps &)
{
    return {
        makeRoute(Method::Post, "/api/v1/families/{id}/audiences", RouteLane::Write,
            [](const Request &request, Context &context) { return answer(201, create(request, context)); }),
        makeRoute(Method::Patch, "/api/v1/families/{id}/audiences/{aid}", RouteLane::Write,
            [](const Request &request, Context &context) { return answer(200, patch(request, context)); }),
        makeRoute(Method::Delete, "/api/v1/families/{id}/audiences/{aid}", RouteLane::Write,
            [](const Request &request, Context &context) { return answerEmpty(remove(request, context)); }),
    };
}

} // namespace preggo::server
