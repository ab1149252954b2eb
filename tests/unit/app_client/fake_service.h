// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/appearance.h"
#include "core/seams/http_transport.h"
#include "core/seams/net_status.h"
#include "tests/support/fake_net.h"
#include "tests/support/fake_server.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace preggo::test {

/// A FakeServer with its front door: signs people in by their address, knows them by their token.
/// Answers come through `main`.
class FakeService final : public HttpTransport
{
public:
    FakeService(Executor &main, FakeServer &server)
        : m_main(main)
        , m_server(server)
    { }

    /// From now on this person can sign in.
    void addPerson(UserId user, const QString &name) { m_people.insert(name, user); }
    [[nodiscard]] static QString addressOf(const QString &name)
    {
        return name.toLower() + QStringLiteral("@example.org");
    }

    RequestId send(HttpRequest request, Done done, Progress progress = {}) override
    {
        Q_UNUSED(progress)
        const RequestId id = ++m_last;
        paths.append(request.path);
        HttpAnswer answer = online ? answerTo(request) : HttpAnswer{NetFailure::Offline, 0, {}, {}};
        m_main.post([this, id, answer = std::move(answer), done = std::move(done)] {
            done(m_cancelled.contains(id) ? HttpAnswer{NetFailure::Aborted, 0, {}, {}} : answer);
        });
        return id;
    }
    void cancel(RequestId request) override { m_cancelled.insert(request); }

    [[nodiscard]] int count(const QString &path) const { return static_cast<int>(paths.count(path)); }

    bool online = true;
    bool endSessions = false; ///< every refresh is answered with 401
    QStringList paths; ///< of all requests, also of those that failed
    QVector<UserId> askedAs; ///< whose token came with each request that had one

private:
    HttpAnswer answerTo(const HttpRequest &request)
    {
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        if (request.path == QStringLiteral("/api/v1/auth/login"))
            return signIn(body[QStringLiteral("address")].toString());
        if (request.path == QStringLiteral("/api/v1/auth/refresh"))
            return refresh(body[QStringLiteral("refresh_token")].toString().section(u'-', 1));
        if (request.path == QStringLiteral("/api/v1/auth/logout"))
            return jsonAnswer(200, {});
        for (const auto &[name, value] : request.headers) {
            const auto user = UserId::parse(QString::fromLatin1(value).section(u'-', 1));
            if (name.compare("authorization", Qt::CaseInsensitive) == 0 && user) {
                askedAs.append(*user);
                return m_server.handle(request, *user);
            }
        }
        return problemAnswer(makeProblem(ProblemCode::Unauthorized));
    }
    HttpAnswer signIn(const QString &address)
    {
        for (auto person = m_people.cbegin(); person != m_people.cend(); ++person) {
            if (addressOf(person.key()) == address)
                return tokens(person.value(), person.key());
        }
        return problemAnswer(makeProblem(ProblemCode::BadCredentials));
    }
    HttpAnswer refresh(const QString &user)
    {
        const auto id = UserId::parse(user);
        return endSessions || !id ? problemAnswer(makeProblem(ProblemCode::Unauthorized)) : tokens(*id, {});
    }
    static HttpAnswer tokens(UserId user, const QString &name)
    {
        const QString id = user.toString();
        return jsonAnswer(200,
            {{QStringLiteral("user_id"), id}, {QStringLiteral("name"), name},
                {QStringLiteral("access_token"), QStringLiteral("access-") + id},
                {QStringLiteral("refresh_token"), QStringLiteral("refresh-") + id},
                {QStringLiteral("expires_in"), 600}});
    }

    Executor &m_main;
    FakeServer &m_server;
    QHash<QString, UserId> m_people;
    QSet<RequestId> m_cancelled;
    RequestId m_last = 0;
};

class FakeNetStatus final : public NetStatus
{
public:
    [[nodiscard]] bool isOnline() const override { return online; }
    [[nodiscard]] bool isMetered() const override { return false; }
    void setListener(std::function<void()> changed) override { listener = std::move(changed); }

    bool online = true;
    std::function<void()> listener;
};

class PlainAppearance final : public Appearance
{
public:
    [[nodiscard]] Scheme scheme() const override { return Scheme::Light; }
    [[nodiscard]] bool reducedMotion() const override { return true; }
    [[nodiscard]] bool highContrast() const override { return false; }
    void setListener(std::function<void()>) override { }
};

} // namespace preggo::test
