// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/json.h"
#include "server/data/server_database.h"
#include "server/media/media_service.h"
#include "server/services/accounts/account_routes.h"
#include "server/services/accounts/server_keys.h"
#include "server/services/family_changes.h"
#include "tests/support/fake_clock.h"

#include <QJsonObject>
#include <QTemporaryDir>

#include <functional>

namespace preggo::test {

/// A person as a client knows herself: her tokens and her device.
struct Someone
{
    QString address;
    QString password;
    DeviceId device;
    UserId user;
    QString access;
    QString refresh;
    QStringList recoveryCodes;
};

/// A server without a shell: the account and media routes over a database in memory, with Argon2id at
/// its cheapest. Writes run in a transaction that is rolled back from 500 on, like the shell's.
class House final : public server::Writer
{
public:
    explicit House(const server::RateLimits &rates = server::RateLimits::none());

    /// What a request comes with beside its method and path.
    struct With
    {
        QJsonObject json;
        QByteArray body; ///< instead of json
        QHash<QByteArray, QByteArray> headers;
        QByteArray remote = "192.0.2.7";
    };
    server::Response call(
        server::Method method, const QByteArray &path, const With &with, const QString &access = {});
    server::Response post(const QByteArray &path, const QJsonObject &json, const QString &access = {});
    server::Response get(const QByteArray &path, const QString &access);
    server::Response write(const Job &job) override;
    void submit(Job job, Done done) override { done(write(job)); }

    /// Signs up; the test fails where that is refused.
    [[nodiscard]] Someone signUp(const QString &name);
    [[nodiscard]] FamilyId family(const Someone &owner);
    /// Invites and accepts.
    void join(FamilyId family, const Someone &owner, const Someone &guest, const QString &role);
    [[nodiscard]] qint64 number(const QString &sql);

    FakeClock clock;
    SeededRng rng{7};
    QTemporaryDir directory;
    std::unique_ptr<sql::Database> db;
    server::ServerKeys keys;
    server::TokenIssuer issuer;
    server::TokenVerifier verifier;
    server::PasswordHasher passwords{server::PasswordCost::minimal()};
    server::MediaService media;
    server::Effects effects; ///< of the last write
    std::function<void(const server::Effects &)> effectsOf; ///< hears of each write that was committed
    int failWrites = 0; ///< so many next writes answer 503, as after a failed COMMIT

private:
    QVector<server::Route> m_routes;
};

[[nodiscard]] QJsonObject bodyOf(const server::Response &response);
[[nodiscard]] ProblemCode codeOf(const server::Response &response);
[[nodiscard]] QByteArray headerOf(const server::Response &response, const QByteArray &name);
[[nodiscard]] QByteArray rawBody(const server::Response &response);
[[nodiscard]] QJsonObject deviceJson(DeviceId id, const QString &name = QStringLiteral("Telephone"));

} // namespace preggo::test
