// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/sign_in_link_store.h"

#include "server/services/accounts/secrets.h"
#include "server/services/sql_result.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QByteArrayView kPurpose = "sign-in link";

} // namespace

Result<void> insertSignInLink(
    Context &context, const QByteArray &secret, const SignInLinkRow &link, const QString &token)
{
    const qint64 now = context.clock.wallMs();
    auto earlier = context.db.query(
        u"UPDATE sign_in_link SET used_ms = ? WHERE user_id = ? AND pregnancy_id = ? AND used_ms IS NULL"_s);
    if (auto done = run(earlier.bind(now).bind(link.user).bind(link.family)); !done)
        return done;
    auto query =
        context.db.query(u"INSERT INTO sign_in_link(id, token_hash, user_id, pregnancy_id, issued_by,"
                         " created_ms, expires_ms) VALUES(?, ?, ?, ?, ?, ?, ?)"_s);
    query.bind(link.id).bind(keyedHash(secret, kPurpose, token.toUtf8())).bind(link.user).bind(link.family);
    return run(query.bind(link.issuedBy).bind(now).bind(link.expiresMs));
}

Result<std::optional<SignInLinkRow>> openSignInLink(
    sql::Database &db, const QByteArray &secret, const QString &token, qint64 nowMs)
{
    auto query = db.query(
        u"SELECT l.id, l.user_id, l.pregnancy_id, l.issued_by, l.expires_ms FROM sign_in_link l"
        " JOIN member m ON m.pregnancy_id = l.pregnancy_id AND m.user_id = l.user_id"
        " WHERE l.token_hash = ? AND l.used_ms IS NULL AND l.expires_ms > ? AND m.until_ms IS NULL"_s);
    const auto found = first(query.bind(keyedHash(secret, kPurpose, token.toUtf8())).bind(nowMs));
    if (!found)
        return tl::make_unexpected(found.error());
    if (!*found)
        return std::optional<SignInLinkRow>();
    return SignInLinkRow{query.id<DeviceId>(0), query.id<UserId>(1), query.id<FamilyId>(2),
        query.id<UserId>(3), query.int64(4)};
}

Result<void> useSignInLink(Context &context, DeviceId link)
{
    auto query = context.db.query(u"UPDATE sign_in_link SET used_ms = ? WHERE id = ?"_s);
    return run(query.bind(context.clock.wallMs()).bind(link));
}

} // namespace preggo::server
