// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/account_store.h"
#include "server/services/accounts/account_support.h"
#include "server/services/accounts/family_access.h"
#include "server/services/accounts/invite_rules.h"
#include "server/services/accounts/route_groups.h"

#include "protocol/text.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTokenMax = 64;
constexpr int kCodeMax = 20;

struct Acceptance
{
    InviteSecret opens;
    QString name;
    QString relation;
};

Result<Acceptance> readAcceptance(const Request &request, bool withPerson)
{
    const auto object = parseJsonObject(request.body);
    if (!object)
        return tl::make_unexpected(object.error());
    Acceptance wish;
    JsonReader reader(*object);
    reader.optionalText(u"token", wish.opens.token, kTokenMax);
    reader.optionalText(u"code", wish.opens.code, kCodeMax);
    if (withPerson) {
        reader.optionalText(u"name", wish.name, limits::kNameMax);
        reader.optionalText(u"relation", wish.relation, limits::kRelationMax);
    }
    if (wish.opens.token.isEmpty() == wish.opens.code.isEmpty())
        reader.failField(u"code", u"or “token” must be there, and not both"_s);
    if (auto done = reader.finish(); !done)
        return tl::make_unexpected(done.error());
    wish.name = cleanName(wish.name);
    wish.relation = cleanName(wish.relation);
    return wish;
}

/// Codes are short: guesses are counted by person and by peer before anything is looked up.
Result<void> countGuess(Context &context, const AccountDeps &deps, const Request &request)
{
    auto done = takeToken(
        context, deps.secret, "invite user", request.principal->user.toBytes(), deps.rates.invitePerUser);
    if (done)
        done = takeToken(context, deps.secret, "invite peer", request.remote, deps.rates.invitePerPeer);
    return done;
}

/// Whether an invitation that nobody used yet opens something.
Result<bool> isOpen(Context &context, const InviteRow &invite)
{
    if (context.clock.wallMs() >= invite.expiresMs)
        return false;
    return makerMayStill(context.db, invite);
}

/// The invitation, used or open; InviteInvalid for one that never was, expired, was taken back or has
/// outlived its maker's right to make it.
Result<InviteRow> find(
    Context &context, const AccountDeps &deps, const Request &request, const InviteSecret &opens)
{
    if (auto done = countGuess(context, deps, request); !done)
        return tl::make_unexpected(done.error());
    const auto invite = inviteBySecret(context.db, deps.secret, opens);
    if (!invite)
        return tl::make_unexpected(invite.error());
    if (!*invite || (*invite)->revoked)
        return fail(ProblemCode::InviteInvalid);
    const auto standing = (*invite)->usedBy.isNull() ? isOpen(context, **invite) : true;
    if (!standing)
        return tl::make_unexpected(standing.error());
    if (!*standing)
        return fail(ProblemCode::InviteInvalid);
    refillBucket(context, deps.secret, "invite user", request.principal->user.toBytes());
    return **invite;
}

Result<QJsonObject> preview(const AccountDeps &deps, const Request &request, Context &context)
{
    const auto wish = readAcceptance(request, false);
    const auto invite = wish ? find(context, deps, request, wish->opens) : tl::make_unexpected(wish.error());
    if (!invite)
        return tl::make_unexpected(invite.error());
    if (!invite->usedBy.isNull())
        return fail(ProblemCode::InviteUsed);
    const auto family = familyRow(context.db, invite->family, false);
    const auto inviter = memberRow(context.db, invite->family, invite->inviter);
    if (!family || !inviter)
        return tl::make_unexpected(family ? inviter.error() : family.error());
    if (!*family)
        return fail(ProblemCode::InviteInvalid);
    return QJsonObject{{u"family_name"_s, (*family)->name}, {u"role"_s, toWire(invite->role)},
        {u"relation"_s, invite->relation}, {u"name"_s, invite->name},
        {u"inviter"_s, *inviter ? (*inviter)->name : QString()}};
}

Result<QJsonObject> membershipJson(sql::Database &db, FamilyId family, UserId user)
{
    const auto row = membershipRow(db, family, user);
    if (!row)
        return tl::make_unexpected(row.error());
    return *row ? Result<QJsonObject>((*row)->toJson()) : fail(ProblemCode::NotFound);
}

Result<void> checkRoom(sql::Database &db, FamilyId family, UserId user)
{
    const auto members = activeMembers(db, family);
    const auto families = familiesOf(db, user);
    if (!members || !families)
        return tl::make_unexpected(members ? families.error() : members.error());
    if (*members >= limits::kMembersPerFamily)
        return fail(
            ProblemCode::LimitReached, u"This family has %1 members, which is the limit."_s.arg(*members));
    if (*families >= limits::kFamiliesPerUser) {
        return fail(ProblemCode::LimitReached,
            u"You are in %1 families, which is the limit. Leave one first."_s.arg(*families));
    }
    return {};
}

Result<QJsonObject> join(Context &context, const InviteRow &invite, const Acceptance &wish, UserId user)
{
    if (auto done = checkRoom(context.db, invite.family, user); !done)
        return tl::make_unexpected(done.error());
    const auto account = accountById(context.db, user);
    if (!account)
        return tl::make_unexpected(account.error());
    if (!*account)
        return fail(ProblemCode::NotFound);
    const QString name = !wish.name.isEmpty() ? wish.name : (*account)->name;
    const QString relation = !wish.relation.isEmpty() ? wish.relation : invite.relation;
    if (auto done = useInvite(context, invite.id, user); !done)
        return tl::make_unexpected(done.error());
    if (auto done = addMember(context, {invite.family, user, name, relation, invite.role}); !done)
        return tl::make_unexpected(done.error());
    return membershipJson(context.db, invite.family, user);
}

Result<QJsonObject> accept(const AccountDeps &deps, const Request &request, Context &context)
{
    const UserId user = request.principal->user;
    const auto wish = readAcceptance(request, true);
    const auto invite = wish ? find(context, deps, request, wish->opens) : tl::make_unexpected(wish.error());
    if (!invite)
        return tl::make_unexpected(invite.error());
    const auto member = memberAccess(context.db, invite->family, user);
    if (!member)
        return tl::make_unexpected(member.error());
    // She used it and the answer was lost: the same answer again.
    if (*member && invite->usedBy == user)
        return membershipJson(context.db, invite->family, user);
    if (!invite->usedBy.isNull())
        return fail(ProblemCode::InviteUsed);
    if (*member)
        return fail(ProblemCode::AlreadyMember);
    return join(context, *invite, *wish, user);
}

} // namespace

QVector<Route> inviteAcceptRoutes(const AccountDeps &deps)
{
    return {
        makeRoute(Method::Post, "/api/v1/invites/preview", RouteLane::Write,
            [deps](const Request &request, Context &context) {
                return answer(200, preview(deps, request, context));
            }),
        makeRoute(Method::Post, "/api/v1/invites/accept", RouteLane::Write,
            [deps](const Request &request, Context &context) {
                return answer(200, accept(deps, request, context));
            }),
    };
}

} // namespace preggo::server
