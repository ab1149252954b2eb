// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/http/net.hpp"
#include "server/http/shell.h"
#include "server/realtime/session.h"

#include <memory>

namespace preggo::server {

/// What sessions ask, answered from memory or by the reader pool, on the session's own thread.
class SessionBackendOverPools final : public SessionBackend
{
public:
    SessionBackendOverPools(const Shell &shell, net::any_io_executor executor);

    void verify(const QByteArray &token, std::function<void(Result<Verified>)> done) override;
    void grant(UserId user, const QVector<StreamId> &wanted,
        std::function<void(Result<QVector<StreamId>>)> done) override;
    void grantFamily(
        FamilyId family, UserId user, std::function<void(Result<QVector<StreamId>>)> done) override;
    [[nodiscard]] Heads heads(const QVector<StreamId> &streams) const override;

private:
    const Shell &m_shell;
    const net::any_io_executor m_executor;
};

} // namespace preggo::server
