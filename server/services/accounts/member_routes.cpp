// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/account_support.h"
#include "server/services/accounts/family_access.h"
#include "server/services/accounts/member_change.h"
#include "server/services/accounts/member_removal.h"
#include "server/services/accounts/route_groups.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<QJsonObject> listMembers(const Request &request, Context &context)
{
    const auto member = requireMember(request, context.db);
    if (!member)
        return tl::make_unexpected(member.error());
    QVector<UserId> users;
    auto query = context.db.query(u"SELECT user_id FROM member WHERE pregnancy_id = ? AND until_ms IS NULL"
                                  " ORDER BY since_ms, user_id"_s);
    if (auto done = run(query.bind(member->family)); !done)
        return tl::make_unexpected(done.error());
    while (query.next())
        users.append(query.id<UserId>(0));
    if (auto done = finished(query); !done)
        return tl::make_unexpected(done.error());
    QJsonArray members;
    for (const UserId user : users) {
        const auto row = memberRow(context.db, member->family, user);
        if (!row)
            return tl::make_unexpected(row.error());
        if (*row)
            members.append((*row)->toJson());
    }
    return QJsonObject{{u"members"_s, members}};
}

/// The two of a request on a member: who asks, and whom it is about.
Result<MemberPair> pairOf(const Request &request, Context &context)
{
    const auto asker = requireMember(request, context.db);
    if (!asker)
        return tl::make_unexpected(asker.error());
    const auto user = pathId<UserId>(request, "user");
    if (!user)
        return tl::make_unexpected(user.error());
    const auto access = memberAccess(context.db, asker->family, *user);
    const auto row = memberRow(context.db, asker->family, *user);
    if (!access || !row)
        return tl::make_unexpected(access ? row.error() : access.error());
    if (!*access || !*row)
        return fail(ProblemCode::NotFound);
    return MemberPair{*asker, **row};
}

Result<QJsonObject> patchMember(const Request &request, Context &context)
{
    const auto pair = pairOf(request, context);
    if (!pair)
        return tl::make_unexpected(pair.error());
    const auto version = ifMatch(request);
    if (!version)
        return tl::make_unexpected(version.error());
    const auto object = parseJsonObject(request.body);
    if (!object)
        return tl::make_unexpected(object.error());
    const auto wish = MemberWish::fromJson(*object);
    if (!wish)
        return tl::make_unexpected(wish.error());
    if (auto done = mayChangeMember(context.db, *pair, *wish); !done)
        return tl::make_unexpected(done.error());
    if (*version != pair->target.stamp.version)
        return fail(ProblemCode::PreconditionFailed);
    if (auto done = changeMember(context, actorOf(request), *pair, *wish); !done)
        return tl::make_unexpected(done.error());
    const auto row = memberRow(context.db, pair->asker.family, pair->target.user);
    if (!row)
        return tl::make_unexpected(row.error());
    return (*row)->toJson();
}

Result<void> deleteMember(const Request &request, Context &context)
{
    const auto pair = pairOf(request, context);
    if (!pair)
        return tl::make_unexpected(pair.error());
    if (auto done = mayRemoveMember(context.db, *pair); !done)
        return done;
    if (!request.header("if-match").isEmpty()) {
        const auto version = ifMatch(request);
        if (!version)
            return tl::make_unexpected(version.error());
        if (*version != pair->target.stamp.version)
            return fail(ProblemCode::PreconditionFailed);
    }
    return removeMember(context, actorOf(request), *pair);
}

} // namespace

QVector<Route> memberRoutes(const AccountDeps &)
{
    return {
        makeRoute(Method::Get, "/api/v1/families/{id}/members", RouteLane::Read,
            [](const Request &request, Context &context) {
                return answer(200, listMembers(request, context));
            }),
        makeRoute(Method::Patch, "/api/v1/families/{id}/members/{user}", RouteLane::Write,
            [](const Request &request, Context &context) {
                return answer(200, patchMember(request, context));
            }),
        makeRoute(Method::Delete, "/api/v1/families/{id}/members/{user}", RouteLane::Write,
            [](const Request &request, Context &context) {
                return answerEmpty(deleteMember(request, context));
            }),
    };
}

} // namespace preggo::server
