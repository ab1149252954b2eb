// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/clock.h"
#include "protocol/rng.h"
#include "server/media/media_service.h"
#include "server/services/accounts/account_routes.h"
#include "server/services/accounts/password_hasher.h"
#include "server/services/accounts/server_keys.h"
#include "server/services/accounts/tokens.h"
#include "server/services/service.h"
#include "storage/sql/process_lock.h"

#include <QJsonObject>

#include <memory>

namespace preggo::demo {

/// A clock that stands until it is set, so that history can be written as history.
class SetClock final : public Clock
{
public:
    void set(qint64 wallMs) { m_wallMs = wallMs; }
    [[nodiscard]] qint64 steadyMs() const override { return m_wallMs; }
    [[nodiscard]] qint64 wallMs() const override { return m_wallMs; }

private:
    qint64 m_wallMs = 0;
};

/// The server's services over one data directory, without a network and on one thread. It writes the
/// files that preggo-server serves later, and holds the directory's lock while it lives.
class HomeServer final : public server::Writer
{
public:
    /// Makes the directory where it is missing; or a sentence that says what is wrong.
    [[nodiscard]] static tl::expected<std::unique_ptr<HomeServer>, QString> open(const QString &directory);

    /// Calls a route by its template. The answer's JSON, or its problem's sentence.
    [[nodiscard]] tl::expected<QJsonObject, QString> call(server::Method method, const QByteArray &route,
        const QJsonObject &body, std::optional<server::Principal> who = {},
        const QHash<QByteArray, QString> &params = {});

    [[nodiscard]] server::Response write(const Job &job) override;
    /// `done` is called before it returns.
    void submit(Job job, Done done) override { done(write(job)); }

    [[nodiscard]] sql::Database &db() { return *m_db; }
    [[nodiscard]] SetClock &clock() { return m_clock; }
    [[nodiscard]] server::MediaService &media() { return *m_media; }

private:
    explicit HomeServer(const server::ServerKeys &keys);

    std::unique_ptr<sql::ProcessLock> m_lock;
    std::unique_ptr<sql::Database> m_db;
    SetClock m_clock;
    SystemRng m_rng; // secrets are made here: never from a seed
    server::TokenIssuer m_tokens;
    server::PasswordHasher m_passwords;
    std::unique_ptr<server::MediaService> m_media;
    QVector<server::Route> m_routes;
};

} // namespace preggo::demo
