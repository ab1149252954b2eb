// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/account_store.h"
#include "server/services/accounts/account_support.h"
#include "server/services/accounts/devices.h"
#include "server/services/accounts/login_guard.h"
#include "server/services/accounts/route_groups.h"
#include "server/services/accounts/sessions.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Login
{
    QString address;
    QString password;
    DeviceInput device;
};

Result<Login> readLogin(const Request &request)
{
    Login login;
    const auto device = readSignIn(request, [&](JsonReader &reader) {
        reader.text(u"address", login.address, limits::kAddressMax);
        reader.text(u"password", login.password, limits::kPasswordMax);
    });
    if (!device)
        return tl::make_unexpected(device.error());
    login.device = *device;
    // What cannot be an address is nobody's: it gets the same answer, in the same time.
    login.address = normalAddress(login.address).value_or(QString());
    return login;
}

Result<QJsonObject> openSession(Context &context, const AccountDeps &deps, const Request &request,
    const Login &login, const AccountRow &account, const QString &newHash)
{
    const auto now = accountById(context.db, account.user);
    if (!now)
        return tl::make_unexpected(now.error());
    // The password may have been changed while this one was checked.
    if (!*now || (*now)->passwordHash != account.passwordHash)
        return fail(ProblemCode::BadCredentials);
    if (!newHash.isEmpty()) {
        if (auto done = setPassword(context, account.user, newHash); !done)
            return tl::make_unexpected(done.error());
    }
    forgetTries(context, deps, request, login.address);
    return startSession(context, deps.tokens, account.user, account.name, login.device);
}

Result<QJsonObject> signIn(const AccountDeps &deps, const Request &request, Writer &writer)
{
    const auto login = readLogin(request);
    if (!login)
        return tl::make_unexpected(login.error());
    using Found = std::optional<AccountRow>;
    const auto account = inWriter<Found>(writer, [&](Context &context) -> Result<Found> {
        if (auto done = countTry(context, deps, request, login->address); !done)
            return tl::make_unexpected(done.error());
        return accountByAddress(context.db, login->address);
    });
    if (!account)
        return tl::make_unexpected(account.error());
    const QString known = *account ? (*account)->passwordHash : QString();
    if (!deps.passwords.verify(known, login->password))
        return fail(ProblemCode::BadCredentials);
    const QString newHash = deps.passwords.needsRehash(known)
        ? deps.passwords.hash(login->password).value_or(QString())
        : QString();
    return inWriter<QJsonObject>(writer,
        [&](Context &context) { return openSession(context, deps, request, *login, **account, newHash); });
}

} // namespace

QVector<Route> loginRoutes(const AccountDeps &deps)
{
    return {makeOpenPasswordRoute(
        "/api/v1/auth/login", [deps](const Request &request, Context &, Writer &writer) {
            return answer(200, signIn(deps, request, writer));
        })};
}

} // namespace preggo::server
