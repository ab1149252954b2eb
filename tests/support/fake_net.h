// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/http_transport.h"
#include "core/seams/ws_transport.h"
#include "tests/support/fake_server.h"
#include "tests/support/virtual_executor.h"

#include <QJsonDocument>

#include <QSet>

#include <functional>

namespace preggo::test {

/// One device's network to a FakeServer, with its faults. Answers come after `delayMs` of virtual time.
class FakeNet final : public HttpTransport
{
public:
    FakeNet(Executor &executor, FakeServer &server, UserId user)
        : m_executor(executor)
        , m_server(server)
        , m_user(user)
    { }

    RequestId send(HttpRequest request, Done done, Progress progress = {}) override
    {
        Q_UNUSED(progress)
        const RequestId id = ++m_lastId;
        ++sent;
        if (!online) {
            answerLater(id, {NetFailure::Offline, 0, {}, {}}, std::move(done));
            return id;
        }
        HttpAnswer answer = before ? before(request).value_or(HttpAnswer()) : HttpAnswer();
        if (answer.status == 0 && answer.failure == NetFailure::None)
            answer = m_server.handle(request, m_user);
        if (loseAnswers > 0) {
            --loseAnswers;
            answer = {NetFailure::Offline, 0, {}, {}};
        }
        paths.append(request.path);
        answerLater(id, std::move(answer), std::move(done));
        return id;
    }
    void cancel(RequestId request) override { m_cancelled.insert(request); }

    bool online = true;
    int loseAnswers = 0; ///< the server acts, and the answer never arrives
    qint64 delayMs = 10;
    int sent = 0;
    QStringList paths;
    /// An answer in the server's place.
    std::function<std::optional<HttpAnswer>(const HttpRequest &)> before;

private:
    void answerLater(RequestId id, HttpAnswer answer, Done done)
    {
        m_executor.postAfter(delayMs, [this, id, answer = std::move(answer), done = std::move(done)] {
            done(m_cancelled.contains(id) ? HttpAnswer{NetFailure::Aborted, 0, {}, {}} : answer);
        });
    }

    Executor &m_executor;
    FakeServer &m_server;
    UserId m_user;
    RequestId m_lastId = 0;
    QSet<RequestId> m_cancelled;
};

/// A socket whose other end is the test.
class FakeWs final : public WsTransport
{
public:
    explicit FakeWs(Executor &executor)
        : m_executor(executor)
    { }
    void open(const QString &path, const QByteArray &bearer, Callbacks callbacks) override
    {
        Q_UNUSED(path)
        ++opens;
        lastBearer = bearer;
        m_callbacks = std::move(callbacks);
        isOpen = true;
        if (refuse)
            m_executor.post([this] { close(1006, refuse); });
        else if (reachable)
            m_executor.post([this] { m_callbacks.opened(); });
        else
            m_executor.post([this] { close(1006); });
    }
    void send(const QByteArray &text) override { sent.append(text); }
    void abort() override
    {
        ++aborts;
        m_executor.post([this] { close(1006); });
    }

    void receive(const QJsonObject &json) { receiveText(QJsonDocument(json).toJson(QJsonDocument::Compact)); }
    void receiveText(const QByteArray &text) { m_callbacks.message(text); }
    void close(int code, int status = 0)
    {
        if (std::exchange(isOpen, false))
            m_callbacks.closed(code, status);
    }

    /// The server's greeting, with the heads that it knows.
    void welcome(const Heads &heads)
    {
        receive({{QStringLiteral("type"), QStringLiteral("welcome")},
            {QStringLiteral("conn"), QStringLiteral("1")}, {QStringLiteral("hb"), 25},
            {QStringLiteral("heads"), headsToJson(heads)}});
    }
    void revoke(const StreamId &stream)
    {
        receive({{QStringLiteral("type"), QStringLiteral("revoked")},
            {QStringLiteral("stream"), stream.toString()}});
    }

    bool reachable = false;
    int refuse = 0; ///< HTTP status of the handshake
    bool isOpen = false;
    int opens = 0;
    int aborts = 0;
    QByteArray lastBearer;
    QVector<QByteArray> sent;

private:
    Executor &m_executor;
    Callbacks m_callbacks;
};

} // namespace preggo::test
