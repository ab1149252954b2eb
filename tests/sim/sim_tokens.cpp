// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/sim_tokens.h"

#include "protocol/limits.h"

namespace preggo::sim {

QByteArray TokenDesk::issue(UserId user, DeviceId device) const
{
    const qint64 now = m_clock.wallMs();
    return user.toString().toLatin1() + '.' + device.toString().toLatin1() + '.' + QByteArray::number(now)
        + '.' + QByteArray::number(now + limits::kAccessTokenMs);
}

std::optional<server::Verified> TokenDesk::remembered(QByteArrayView token)
{
    const auto parts = token.toByteArray().split('.');
    if (parts.size() != 4)
        return std::nullopt;
    const auto user = UserId::parse(QString::fromLatin1(parts[0]));
    const auto device = DeviceId::parse(QString::fromLatin1(parts[1]));
    const qint64 expiresMs = parts[3].toLongLong();
    if (!user || !device || parts[2].toLongLong() < m_validFromMs || expiresMs <= m_clock.wallMs())
        return std::nullopt;
    server::Verified verified;
    verified.principal = {*user, idCast<SessionId>(*device), *device};
    verified.expiresMs = expiresMs;
    return verified;
}

Result<server::Verified> TokenDesk::verify(QByteArrayView token, sql::Database &)
{
    if (const auto known = remembered(token))
        return *known;
    return fail(ProblemCode::TokenExpired);
}

void SimTokens::accessToken(std::function<void(Result<QByteArray>)> done)
{
    if (!m_token.isEmpty())
        return done(m_token);
    std::weak_ptr<int> alive = m_alive;
    m_deps.scheduler.after(30, "token", [this, alive, done = std::move(done)] {
        if (alive.expired())
            return;
        if (m_token.isEmpty()) {
            if (!m_deps.reachable())
                return done(fail(ProblemCode::Unavailable));
            m_token = m_deps.desk.issue(m_deps.user, m_deps.device);
        }
        done(m_token);
    });
}

void SimTokens::rejected(const QByteArray &token)
{
    if (token == m_token)
        m_token.clear();
}

} // namespace preggo::sim
