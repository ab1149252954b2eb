// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/account_support.h"
#include "server/services/accounts/family_access.h"
#include "server/services/accounts/invite_rules.h"
#include "server/services/accounts/route_groups.h"
#include "server/services/accounts/secrets.h"

#include "protocol/text.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

struct InviteWish
{
    InviteId id;
    Role role = Role::Viewer;
    QString relation;
    QString name;
};

Result<InviteWish> readInviteWish(const Request &request)
{
    const auto object = parseJsonObject(request.body);
    if (!object)
        return tl::make_unexpected(object.error());
    InviteWish wish;
    JsonReader reader(*object);
    reader.optionalId(u"id", wish.id);
    reader.wireEnum(u"role", wish.role);
    reader.optionalText(u"relation", wish.relation, limits::kRelationMax);
    reader.optionalText(u"name", wish.name, limits::kNameMax);
    if (auto done = reader.finish(); !done)
        return tl::make_unexpected(done.error());
    wish.relation = cleanName(wish.relation);
    wish.name = cleanName(wish.name);
    return wish;
}

Result<MemberAccess> requireInviter(const Request &request, sql::Database &db)
{
    auto member = requireMember(request, db);
    if (member && !mayInvite(*member))
        return fail(ProblemCode::Rejected);
    return member;
}

Result<void> checkRoom(sql::Database &db, FamilyId family, qint64 nowMs)
{
    const auto open = openInvites(db, family, UserId(), nowMs);
    if (!open)
        return tl::make_unexpected(open.error());
    if (open->size() < limits::kOpenInvitesPerFamily)
        return {};
    return fail(ProblemCode::LimitReached,
        u"This family has %1 open invites, which is the limit. Take one back first."_s.arg(open->size()));
}

Result<QJsonObject> create(const AccountDeps &deps, const Request &request, Context &context)
{
    const auto member = requireInviter(request, context.db);
    const auto wish = member ? readInviteWish(request) : tl::make_unexpected(member.error());
    if (!wish)
        return tl::make_unexpected(wish.error());
    if (!mayInviteAs(*member, wish->role))
        return fail(
            ProblemCode::Rejected, u"You cannot invite somebody to this role. Choose a smaller one."_s);
    const qint64 now = context.clock.wallMs();
    if (auto done = checkRoom(context.db, member->family, now); !done)
        return tl::make_unexpected(done.error());
    InviteRow invite{wish->id, member->family, wish->role, wish->relation, wish->name, member->user, now,
        now + limits::kInviteMs, false, UserId()};
    if (invite.id.isNull())
        invite.id = context.rng.mintV7<InviteId>(now);
    const auto known = inviteById(context.db, invite.id);
    const auto code = freshInviteCode(context, deps.secret);
    if (!known || !code)
        return tl::make_unexpected(known ? code.error() : known.error());
    if (*known)
        return fail(ProblemCode::Conflict, {}, u"id"_s);
    const QString token = makeLinkToken(context.rng);
    if (auto done = insertInvite(context, deps.secret, invite, {token, *code}); !done)
        return tl::make_unexpected(done.error());
    QJsonObject object = invite.toJson();
    object[u"token"_s] = token;
    object[u"link"_s] = deps.linkBase + u"join#"_s + token;
    object[u"code"_s] = groupedCode(*code);
    return object;
}

/// Parents see all; who may invite by ability, her own.
UserId shownOf(const MemberAccess &member)
{
    return isParent(member.role) ? UserId() : member.user;
}

Result<QJsonObject> list(const Request &request, Context &context)
{
    const auto member = requireInviter(request, context.db);
    if (!member)
        return tl::make_unexpected(member.error());
    const auto invites = openInvites(context.db, member->family, shownOf(*member), context.clock.wallMs());
    if (!invites)
        return tl::make_unexpected(invites.error());
    QJsonArray items;
    for (const auto &invite : *invites)
        items.append(invite.toJson());
    return QJsonObject{{u"invites"_s, items}};
}

Result<void> revoke(const Request &request, Context &context)
{
    const auto member = requireInviter(request, context.db);
    if (!member)
        return tl::make_unexpected(member.error());
    const auto id = pathId<InviteId>(request, "invite");
    const auto invite = id ? inviteById(context.db, *id) : tl::make_unexpected(id.error());
    if (!invite)
        return tl::make_unexpected(invite.error());
    const UserId shown = shownOf(*member);
    if (!*invite || (*invite)->family != member->family || (!shown.isNull() && (*invite)->inviter != shown))
        return fail(ProblemCode::NotFound);
    return revokeInvite(context, *id);
}

} // namespace

QVector<Route> inviteRoutes(const AccountDeps &deps)
{
    return {
        makeRoute(Method::Post, "/api/v1/families/{id}/invites", RouteLane::Write,
            [deps](const Request &request, Context &context) {
                return answer(201, create(deps, request, context));
            }),
        makeRoute(Method::Get, "/api/v1/families/{id}/invites", RouteLane::Read,
            [](const Request &request, Context &context) { return answer(200, list(request, context)); }),
        makeRoute(Method::Delete, "/api/v1/families/{id}/invites/{invite}", RouteLane::Write,
            [](const Request &request, Context &context) { return answerEmpty(revoke(request, context)); }),
    };
}

} // namespace preggo::server
