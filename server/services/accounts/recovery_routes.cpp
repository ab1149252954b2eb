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

constexpr int kCodeMax = 40;

struct Recovery
{
    QString address;
    QString code;
    QString password;
    DeviceInput device;
};

tl::unexpected<Problem> refusedCode()
{
    return fail(ProblemCode::BadCredentials,
        u"The address or the recovery code is wrong, or the code was used. Check both, or use another code."_s);
}

Result<Recovery> readRecovery(const Request &request)
{
    Recovery wish;
    const auto device = readSignIn(request, [&](JsonReader &reader) {
        reader.text(u"address", wish.address, limits::kAddressMax);
        reader.text(u"code", wish.code, kCodeMax);
        reader.text(u"new_password", wish.password, limits::kPasswordMax);
    });
    if (!device)
        return tl::make_unexpected(device.error());
    wish.device = *device;
    wish.address = normalAddress(wish.address).value_or(QString());
    // Before the code is spent, so that a refused password does not cost one.
    if (auto done = checkPassword(wish.password, {}, wish.address, u"new_password"_s); !done)
        return tl::make_unexpected(done.error());
    return wish;
}

Result<AccountRow> accountWithCode(
    Context &context, const AccountDeps &deps, const Request &request, const Recovery &wish)
{
    if (auto done = countTry(context, deps, request, wish.address); !done)
        return tl::make_unexpected(done.error());
    const auto account = accountByAddress(context.db, wish.address);
    if (!account)
        return tl::make_unexpected(account.error());
    const UserId user = *account ? (*account)->user : UserId();
    const auto fits = hasRecoveryCode(context.db, deps.secret, user, wish.code);
    if (!fits)
        return tl::make_unexpected(fits.error());
    if (!*account || !*fits)
        return refusedCode();
    if (auto done = checkDevice(context.db, user, wish.device.id); !done)
        return tl::make_unexpected(done.error());
    return **account;
}

Result<QJsonObject> changePassword(Context &context, const AccountDeps &deps, const Request &request,
    const Recovery &wish, const AccountRow &account, const QString &hash)
{
    const auto used = useRecoveryCode(context, deps.secret, account.user, wish.code);
    if (!used)
        return tl::make_unexpected(used.error());
    if (!*used)
        return refusedCode();
    if (auto done = setPassword(context, account.user, hash); !done)
        return tl::make_unexpected(done.error());
    // Whoever knew the old password is out, on every device.
    if (auto done = endSessionsOfUser(context, account.user); !done)
        return tl::make_unexpected(done.error());
    forgetTries(context, deps, request, wish.address);
    return startSession(context, deps.tokens, account.user, account.name, wish.device);
}

Result<QJsonObject> recover(const AccountDeps &deps, const Request &request, Writer &writer)
{
    const auto wish = readRecovery(request);
    if (!wish)
        return tl::make_unexpected(wish.error());
    const auto account = inWriter<AccountRow>(
        writer, [&](Context &context) { return accountWithCode(context, deps, request, *wish); });
    if (!account)
        return tl::make_unexpected(account.error());
    const auto hash = deps.passwords.hash(wish->password);
    if (!hash)
        return tl::make_unexpected(hash.error());
    return inWriter<QJsonObject>(writer,
        [&](Context &context) { return changePassword(context, deps, request, *wish, *account, *hash); });
}

} // namespace

QVector<Route> recoveryRoutes(const AccountDeps &deps)
{
    return {makeOpenPasswordRoute(
        "/api/v1/auth/recover", [deps](const Request &request, Context &, Writer &writer) {
            return answer(200, recover(deps, request, writer));
        })};
}

} // namespace preggo::server
