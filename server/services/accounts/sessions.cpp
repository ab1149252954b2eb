// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/sessions.h"

#include "server/services/accounts/account_routes.h"
#include "server/services/accounts/account_store.h"
#include "server/services/sql_result.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

struct SessionRow
{
    Principal principal;
    qint64 generation = 0;
    qint64 rotatedMs = 0;
    qint64 expiresMs = 0;
    bool ended = false;
};

tl::unexpected<Problem> signInAgain()
{
    return fail(ProblemCode::Unauthorized, u"This sign-in has ended. Sign in again."_s);
}

Result<std::optional<SessionRow>> sessionRow(sql::Database &db, SessionId session)
{
    auto query = db.query(u"SELECT user_id, device_id, generation, rotated_ms, expires_ms, ended_ms"
                          " FROM session WHERE id = ?"_s);
    const auto found = first(query.bind(session));
    if (!found)
        return tl::make_unexpected(found.error());
    if (!*found)
        return std::optional<SessionRow>();
    return SessionRow{{query.id<UserId>(0), session, query.id<DeviceId>(1)}, query.int64(2), query.int64(3),
        query.int64(4), !query.isNull(5)};
}

QJsonObject pair(
    const TokenIssuer &tokens, const Principal &principal, qint64 generation, qint64 issuedMs, qint64 nowMs)
{
    const qint64 left = limits::kAccessTokenMs - (nowMs - issuedMs);
    return {{u"user_id"_s, principal.user.toString()},
        {u"access_token"_s, QString::fromLatin1(tokens.accessToken(principal, issuedMs))},
        {u"refresh_token"_s, QString::fromLatin1(tokens.refreshToken(principal.session, generation))},
        {u"expires_in"_s, left / 1000}};
}

Result<QJsonObject> nextGeneration(
    Context &context, const TokenIssuer &tokens, const SessionRow &row, qint64 generation)
{
    const qint64 now = context.clock.wallMs();
    auto query =
        context.db.query(u"UPDATE session SET generation = ?, rotated_ms = ?, expires_ms = ? WHERE id = ?"_s);
    query.bind(generation + 1).bind(now).bind(now + limits::kRefreshTokenMs).bind(row.principal.session);
    if (auto done = run(query); !done)
        return tl::make_unexpected(done.error());
    auto seen = context.db.query(u"UPDATE device SET seen_ms = ? WHERE id = ?"_s);
    if (auto done = run(seen.bind(now).bind(row.principal.device)); !done)
        return tl::make_unexpected(done.error());
    return pair(tokens, row.principal, generation + 1, now, now);
}

Result<void> endWhere(Context &context, sql::Query &&which)
{
    QVector<SessionId> sessions;
    if (auto done = run(which); !done)
        return done;
    while (which.next())
        sessions.append(which.id<SessionId>(0));
    if (auto done = finished(which); !done)
        return done;
    for (const SessionId session : sessions) {
        if (auto done = endSession(context, session); !done)
            return done;
    }
    return {};
}

} // namespace

Result<QJsonObject> startSession(
    Context &context, const TokenIssuer &tokens, UserId user, const QString &name, const DeviceInput &device)
{
    if (auto done = seeDevice(context, user, device); !done)
        return tl::make_unexpected(done.error());
    if (auto done = endSessionsOfDevice(context, user, device.id); !done)
        return tl::make_unexpected(done.error());
    const qint64 now = context.clock.wallMs();
    const Principal principal{user, context.rng.mintV4<SessionId>(), device.id};
    auto query =
        context.db.query(u"INSERT INTO session(id, user_id, device_id, generation, created_ms, rotated_ms,"
                         " expires_ms) VALUES(?, ?, ?, 1, ?, ?, ?)"_s);
    query.bind(principal.session)
        .bind(user)
        .bind(device.id)
        .bind(now)
        .bind(now)
        .bind(now + limits::kRefreshTokenMs);
    if (auto done = run(query); !done)
        return tl::make_unexpected(done.error());
    QJsonObject signedIn = pair(tokens, principal, 1, now, now);
    signedIn[u"name"_s] = name;
    return signedIn;
}

Result<QJsonObject> rotateSession(Context &context, const TokenIssuer &tokens, QByteArrayView refreshToken)
{
    const auto claim = tokens.readRefreshToken(refreshToken);
    if (!claim)
        return tl::make_unexpected(claim.error());
    const auto row = sessionRow(context.db, claim->session);
    if (!row)
        return tl::make_unexpected(row.error());
    const qint64 now = context.clock.wallMs();
    if (!*row || (*row)->ended || now >= (*row)->expiresMs)
        return signInAgain();
    const SessionRow &session = **row;
    // A higher generation is one of ours that a restored backup forgot: the newest there is.
    if (claim->generation >= session.generation)
        return nextGeneration(context, tokens, session, claim->generation);
    const bool isLostAnswer =
        claim->generation == session.generation - 1 && now - session.rotatedMs <= limits::kRefreshGraceMs;
    if (!isLostAnswer) {
        if (auto done = endSession(context, claim->session); !done)
            return tl::make_unexpected(done.error());
        return signInAgain();
    }
    // The same bytes as in the lost answer, unless the access token in it has grown old.
    const bool isFresh = now >= session.rotatedMs && now - session.rotatedMs < limits::kAccessTokenMs / 2;
    return pair(tokens, session.principal, session.generation, isFresh ? session.rotatedMs : now, now);
}

Result<void> endSession(Context &context, SessionId session)
{
    auto query = context.db.query(u"UPDATE session SET ended_ms = ? WHERE id = ? AND ended_ms IS NULL"_s);
    if (auto done = run(query.bind(context.clock.wallMs()).bind(session)); !done)
        return done;
    if (query.rowsAffected() > 0)
        context.effects.sessionsEnded.append(session);
    return {};
}

Result<void> endSessionsOfDevice(Context &context, UserId user, DeviceId device)
{
    auto query = context.db.query(
        u"SELECT id FROM session WHERE user_id = ? AND device_id = ? AND ended_ms IS NULL"_s);
    query.bind(user).bind(device);
    return endWhere(context, std::move(query));
}

Result<void> endSessionsOfUser(Context &context, UserId user)
{
    auto query = context.db.query(u"SELECT id FROM session WHERE user_id = ? AND ended_ms IS NULL"_s);
    query.bind(user);
    return endWhere(context, std::move(query));
}

Result<bool> sessionAlive(sql::Database &db, SessionId session, qint64 nowMs)
{
    const auto row = sessionRow(db, session);
    if (!row)
        return tl::make_unexpected(row.error());
    return *row && !(*row)->ended && nowMs < (*row)->expiresMs;
}

} // namespace preggo::server
