// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/account_store.h"
#include "server/services/accounts/account_support.h"
#include "server/services/accounts/devices.h"
#include "server/services/accounts/family_access.h"
#include "server/services/accounts/route_groups.h"
#include "server/services/accounts/secrets.h"
#include "server/services/accounts/sessions.h"
#include "server/services/accounts/sign_in_link_store.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTokenMax = 64;
constexpr QByteArrayView kPeerPurpose = "sign-in link peer";

/// The member whom a link is for. The parent who makes it could use it herself, and a session is one of
/// the whole account: so it opens no family, and no role, that is not hers as well.
Result<MemberAccess> memberFor(const Request &request, sql::Database &db, const MemberAccess &parent)
{
    const auto user = pathId<UserId>(request, "user");
    if (!user)
        return tl::make_unexpected(user.error());
    const auto member = memberAccess(db, parent.family, *user);
    if (!member)
        return tl::make_unexpected(member.error());
    if (!*member)
        return fail(ProblemCode::NotFound);
    if ((*member)->role == Role::Owner && parent.role != Role::Owner)
        return fail(ProblemCode::Rejected, u"Only an owner makes a sign-in link for an owner."_s);
    const auto opensNothingNew = isParentInAllOf(db, parent.user, *user);
    if (!opensNothingNew)
        return tl::make_unexpected(opensNothingNew.error());
    if (!*opensNothingNew) {
        return fail(ProblemCode::Rejected,
            u"A link from you would also open a family of hers that is not yours to open. She can sign in with one of her recovery codes."_s);
    }
    return **member;
}

Result<QJsonObject> issue(const AccountDeps &deps, const Request &request, Context &context)
{
    const auto parent = requireParent(request, context.db);
    const auto member =
        parent ? memberFor(request, context.db, *parent) : tl::make_unexpected(parent.error());
    if (!member)
        return tl::make_unexpected(member.error());
    const auto issuer = memberRow(context.db, parent->family, parent->user);
    if (!issuer)
        return tl::make_unexpected(issuer.error());
    const qint64 now = context.clock.wallMs();
    const SignInLinkRow link{context.rng.mintV4<DeviceId>(), member->user, parent->family, parent->user,
        now + limits::kSignInLinkMs};
    const QString token = makeLinkToken(context.rng);
    if (auto done = insertSignInLink(context, deps.secret, link, token); !done)
        return tl::make_unexpected(done.error());
    const QString name = u"Sign-in link from %1"_s.arg(*issuer ? (*issuer)->name : QString());
    if (auto done = announceSignInLink(context, link.user, link.id, name, link.expiresMs, parent->user);
        !done)
        return tl::make_unexpected(done.error());
    return QJsonObject{{u"token"_s, token}, {u"link"_s, deps.linkBase + u"sign-in#"_s + token},
        {u"expires_at"_s, link.expiresMs}};
}

struct LinkLogin
{
    QString token;
    DeviceInput device;
};

Result<LinkLogin> readLogin(const Request &request)
{
    LinkLogin login;
    const auto device =
        readSignIn(request, [&](JsonReader &reader) { reader.text(u"token", login.token, kTokenMax); });
    if (!device)
        return tl::make_unexpected(device.error());
    login.device = *device;
    return login;
}

Result<QJsonObject> signIn(const AccountDeps &deps, const Request &request, Context &context)
{
    const auto login = readLogin(request);
    if (!login)
        return tl::make_unexpected(login.error());
    const Rate &rate = deps.rates.loginPerAccountAndPeer;
    if (auto done = takeToken(context, deps.secret, kPeerPurpose, request.remote, rate); !done)
        return tl::make_unexpected(done.error());
    const auto link = openSignInLink(context.db, deps.secret, login->token, context.clock.wallMs());
    if (!link)
        return tl::make_unexpected(link.error());
    // Since it was made the member may have joined another family, or the parent may have lost her role.
    const auto isGood = *link ? isParentInAllOf(context.db, (*link)->issuedBy, (*link)->user) : false;
    if (!isGood)
        return tl::make_unexpected(isGood.error());
    const auto account = *isGood ? accountById(context.db, (*link)->user) : std::optional<AccountRow>();
    if (!account)
        return tl::make_unexpected(account.error());
    if (!*account) {
        return fail(ProblemCode::BadCredentials,
            u"This sign-in link is not valid, was used or has expired. Ask a parent of the family for a new one."_s);
    }
    const UserId user = (*account)->user;
    if (auto done = checkDevice(context.db, user, login->device.id); !done)
        return tl::make_unexpected(done.error());
    if (auto done = useSignInLink(context, (*link)->id); !done)
        return tl::make_unexpected(done.error());
    if (auto done = removeDevice(context, user, (*link)->id); !done)
        return tl::make_unexpected(done.error());
    refillBucket(context, deps.secret, kPeerPurpose, request.remote);
    return startSession(context, deps.tokens, user, (*account)->name, login->device);
}

} // namespace

QVector<Route> signInLinkRoutes(const AccountDeps &deps)
{
    Route login = makeRoute(Method::Post, "/api/v1/auth/link", RouteLane::Write,
        [deps](const Request &request, Context &context) {
            return answer(200, signIn(deps, request, context));
        });
    login.auth = RouteAuth::None;
    return {
        login,
        makeRoute(Method::Post, "/api/v1/families/{id}/members/{user}/sign-in-link", RouteLane::Write,
            [deps](const Request &request, Context &context) {
                return answer(201, issue(deps, request, context));
            }),
    };
}

} // namespace preggo::server
