// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/http_transport.h"
#include "core/seams/net_status.h"
#include "core/seams/ws_transport.h"
#include "tests/sim/knobs.h"
#include "tests/sim/scheduler.h"
#include "tests/sim/sim_server.h"

#include <QHash>

#include <deque>
#include <functional>
#include <memory>

namespace preggo::sim {

/// A device's way to the server, as bad as the knobs say until it is healed. What is on its way is lost
/// where the link is down when it arrives.
class SimLink
{
public:
    SimLink(Scheduler &scheduler, SimServer &server, const Knobs &knobs);

    [[nodiscard]] bool isUp() const { return m_up; }
    void setUp(bool up);
    /// From now on nothing is lost and nothing is late.
    void heal();
    [[nodiscard]] bool healed() const { return m_healed; }
    /// True in `percent` of the calls while the world is bad.
    [[nodiscard]] bool strikes(int percent);
    /// Likewise, for what is no trouble to a client that keeps to the rules.
    [[nodiscard]] bool losesFrame(int percent);
    /// When something went wrong last.
    [[nodiscard]] qint64 troubledMs() const { return m_troubledMs; }
    void trouble() { m_troubledMs = scheduler.now(); }
    [[nodiscard]] qint64 latency();
    void setListener(std::function<void()> listener) { m_listener = std::move(listener); }

    Scheduler &scheduler;
    SimServer &server;
    const Knobs &knobs;
    QString name;

private:
    bool m_up = true;
    bool m_healed = false;
    qint64 m_troubledMs = 0;
    std::function<void()> m_listener;
};

/// What the device's system says of its network: the truth.
class SimNetStatus final : public NetStatus
{
public:
    explicit SimNetStatus(SimLink &link)
        : m_link(link)
    { }
    [[nodiscard]] bool isOnline() const override { return m_link.isUp(); }
    [[nodiscard]] bool isMetered() const override { return false; }
    void setListener(std::function<void()> changed) override { m_link.setListener(std::move(changed)); }

private:
    SimLink &m_link;
};

/// HTTP over a SimLink. Goes with the process; requests that are on their way arrive nevertheless.
class SimHttp final : public HttpTransport
{
public:
    /// Told of every request as it leaves, and of what the process hears of it.
    class Witness
    {
    public:
        virtual ~Witness() = default;
        virtual void sent(const HttpRequest &request) = 0;
        virtual void answered(const QString &path, const HttpAnswer &answer) = 0;
    };

    SimHttp(SimLink &link, Witness &witness);
    ~SimHttp() override;

    RequestId send(HttpRequest request, Done done, Progress progress = {}) override;
    void cancel(RequestId request) override;

private:
    using Request = std::shared_ptr<const HttpRequest>;
    using Reply = std::function<void(HttpAnswer)>;
    static constexpr qint64 kTimeoutMs = 30'000;

    void deliver(const Request &request, qint64 delayMs, const Reply &reply);
    void answer(RequestId id, HttpAnswer answer);

    struct Waiting
    {
        QString path;
        Done done;
    };

    SimLink &m_link;
    Witness &m_witness;
    RequestId m_last = 0;
    QHash<RequestId, Waiting> m_waiting;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

/// One WebSocket over a SimLink.
class SimWs final : public WsTransport
{
public:
    explicit SimWs(SimLink &link);
    ~SimWs() override;

    void open(const QString &path, const QByteArray &bearer, Callbacks callbacks) override;
    void send(const QByteArray &text) override;
    void abort() override;

    /// The connection breaks. Where the client is not told it has to find out by the silence.
    void cut(bool tellClient);

private:
    struct Connection;
    static void frameCame(const std::shared_ptr<Connection> &connection, QByteArray text);
    static void close(const std::shared_ptr<Connection> &connection, int code, int status);

    SimLink &m_link;
    std::shared_ptr<Connection> m_connection;
};

} // namespace preggo::sim
