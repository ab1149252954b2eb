// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/token_source.h"
#include "server/http/authenticator.h"
#include "tests/sim/scheduler.h"

#include <QHash>

namespace preggo::sim {

/// Makes and checks access tokens of the simulated world: who, from which device, until when. A stand-in
/// for signatures, which take time and hide nothing here.
class TokenDesk final : public server::Authenticator
{
public:
    explicit TokenDesk(const Clock &clock)
        : m_clock(clock)
    { }
    [[nodiscard]] QByteArray issue(UserId user, DeviceId device) const;
    /// Those issued until now are refused from now on, as after a change of keys.
    void refuseOld() { m_validFromMs = m_clock.wallMs() + 1; }

    [[nodiscard]] std::optional<server::Verified> remembered(QByteArrayView token) override;
    [[nodiscard]] Result<server::Verified> verify(QByteArrayView token, sql::Database &db) override;

private:
    const Clock &m_clock;
    qint64 m_validFromMs = 0;
};

/// A device's tokens: kept while they are good, fetched over the same bad network where they are not.
class SimTokens final : public TokenSource
{
public:
    struct Deps
    {
        Scheduler &scheduler;
        const TokenDesk &desk;
        std::function<bool()> reachable;
        UserId user;
        DeviceId device;
    };
    explicit SimTokens(Deps deps)
        : m_deps(std::move(deps))
    { }
    void accessToken(std::function<void(Result<QByteArray>)> done) override;
    void rejected(const QByteArray &token) override;

private:
    const Deps m_deps;
    QByteArray m_token;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace preggo::sim
