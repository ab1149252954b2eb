// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/session/session.h"

#include <QObject>

#include <vector>

namespace preggo {

/// The session's tokens for those who may ask before the key store has answered: they wait for it.
/// Main thread.
class PatientTokens final : public QObject, public TokenSource
{
public:
    explicit PatientTokens(Session &session)
        : m_session(session)
    {
        connect(&session, &Session::stateChanged, this, [this] {
            if (m_session.state() == Session::State::Starting)
                return;
            for (auto &waiter : std::exchange(m_waiters, {}))
                m_session.accessToken(std::move(waiter));
        });
    }

    void accessToken(std::function<void(Result<QByteArray>)> done) override
    {
        if (m_session.state() == Session::State::Starting)
            m_waiters.push_back(std::move(done));
        else
            m_session.accessToken(std::move(done));
    }
    void rejected(const QByteArray &token) override { m_session.rejected(token); }

private:
    Session &m_session;
    std::vector<std::function<void(Result<QByteArray>)>> m_waiters;
};

} // namespace preggo
