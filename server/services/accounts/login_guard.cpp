// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/login_guard.h"

namespace preggo::server {

namespace {

constexpr QByteArrayView kPairPurpose = "login account peer";
constexpr QByteArrayView kAccountPurpose = "login account";
constexpr QByteArrayView kPeerPurpose = "login peer";

QByteArray pairOf(const QByteArray &peer, const QByteArray &address)
{
    return peer + '\n' + address;
}

} // namespace

Result<void> countTry(
    Context &context, const AccountDeps &deps, const Request &request, const QString &address)
{
    const QByteArray account = address.toUtf8();
    const QByteArray pair = pairOf(request.remote, account);
    auto done = takeToken(context, deps.secret, kPairPurpose, pair, deps.rates.loginPerAccountAndPeer);
    if (done)
        done = takeToken(context, deps.secret, kPeerPurpose, request.remote, deps.rates.loginPerPeer);
    if (done)
        done = takeToken(context, deps.secret, kAccountPurpose, account, deps.rates.loginPerAccount);
    return done;
}

void forgetTries(Context &context, const AccountDeps &deps, const Request &request, const QString &address)
{
    const QByteArray account = address.toUtf8();
    refillBucket(context, deps.secret, kPairPurpose, pairOf(request.remote, account));
    refillBucket(context, deps.secret, kAccountPurpose, account);
}

} // namespace preggo::server
