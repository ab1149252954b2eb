// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/account_store.h"
#include "server/services/accounts/account_support.h"
#include "server/services/accounts/devices.h"
#include "server/services/accounts/route_groups.h"
#include "server/services/accounts/sessions.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Registration
{
    QString name;
    QString address;
    QString password;
    DeviceInput device;
};

Result<Registration> readRegistration(const Request &request)
{
    Registration wish;
    const auto device = readSignIn(request, [&](JsonReader &reader) {
        reader.text(u"name", wish.name, limits::kNameMax);
        reader.text(u"address", wish.address, limits::kAddressMax);
        reader.text(u"password", wish.password, limits::kPasswordMax);
    });
    if (!device)
        return tl::make_unexpected(device.error());
    const auto name = requiredName(wish.name, u"name"_s);
    const auto address = name ? normalAddress(wish.address) : tl::make_unexpected(name.error());
    if (!address)
        return tl::make_unexpected(address.error());
    if (auto done = checkPassword(wish.password, *name, *address, u"password"_s); !done)
        return tl::make_unexpected(done.error());
    return Registration{*name, *address, wish.password, *device};
}

Result<void> checkFree(sql::Database &db, const Registration &wish)
{
    const auto taken = accountByAddress(db, wish.address);
    if (!taken)
        return tl::make_unexpected(taken.error());
    if (*taken)
        return fail(ProblemCode::AddressTaken, {}, u"address"_s);
    return checkDevice(db, UserId(), wish.device.id);
}

Result<QJsonObject> createAccount(
    Context &context, const AccountDeps &deps, const Registration &wish, const QString &hash)
{
    // Asked again: another may have taken the address while the password was hashed.
    if (auto done = checkFree(context.db, wish); !done)
        return tl::make_unexpected(done.error());
    const auto user = context.rng.mintV7<UserId>(context.clock.wallMs());
    if (auto done = insertAccount(context, {user, wish.name, wish.address, hash}); !done)
        return tl::make_unexpected(done.error());
    const auto codes = makeRecoveryCodes(context, deps.secret, user);
    if (!codes)
        return tl::make_unexpected(codes.error());
    auto signedIn = startSession(context, deps.tokens, user, wish.name, wish.device);
    if (signedIn)
        signedIn->insert(u"recovery_codes"_s, QJsonArray::fromStringList(*codes));
    return signedIn;
}

Result<QJsonObject> signUp(const AccountDeps &deps, const Request &request, Writer &writer)
{
    const auto wish = readRegistration(request);
    if (!wish)
        return tl::make_unexpected(wish.error());
    const auto allowed = inWriter<void>(writer, [&](Context &context) -> Result<void> {
        if (auto done =
                takeToken(context, deps.secret, "register", request.remote, deps.rates.registerPerPeer);
            !done)
            return done;
        return checkFree(context.db, *wish);
    });
    if (!allowed)
        return tl::make_unexpected(allowed.error());
    const auto hash = deps.passwords.hash(wish->password);
    if (!hash)
        return tl::make_unexpected(hash.error());
    return inWriter<QJsonObject>(
        writer, [&](Context &context) { return createAccount(context, deps, *wish, *hash); });
}

} // namespace

QVector<Route> registerRoutes(const AccountDeps &deps)
{
    return {makeOpenPasswordRoute(
        "/api/v1/auth/register", [deps](const Request &request, Context &, Writer &writer) {
            return answer(201, signUp(deps, request, writer));
        })};
}

} // namespace preggo::server
