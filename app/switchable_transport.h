// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/executor.h"
#include "core/seams/http_transport.h"
#include "core/seams/ws_transport.h"
#include "protocol/clock.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <memory>
#include <optional>

namespace preggo {

/// Told of every answer: whether the server proved who it is. Never from within a call.
using TrustListener = std::function<void(bool trusted)>;

/// A network that can be switched off: requests under way break, new ones fail as without a route.
/// For the option --offline, the scripted session and tests. All that the client sends passes here, so it
/// also hears wherever a server is not to be trusted. Both parts share one thread.
class SwitchableHttp final : public HttpTransport
{
public:
    /// Both outlive the transport.
    SwitchableHttp(HttpTransport &inner, Executor &main);

    void setOn(bool on);
    [[nodiscard]] bool isOn() const { return m_on; }
    void setTrustListener(TrustListener listener) { m_trust = std::move(listener); }
    /// Hears how many milliseconds each answer took, or that none came; pictures have a measure of their own.
    /// `clock` outlives the transport.
    void setTimer(const Clock &clock, std::function<void(std::optional<double> ms)> timed);

    RequestId send(HttpRequest request, Done done, Progress progress = {}) override;
    void cancel(RequestId request) override;

private:
    struct Running
    {
        RequestId inner = 0; ///< 0 where it never left
        Done done;
        std::optional<qint64> sinceMs; ///< where it is timed
    };
    void time(const Running &running, const HttpAnswer &answer) const;
    void end(RequestId request, HttpAnswer answer);

    HttpTransport &m_inner;
    Executor &m_main;
    TrustListener m_trust;
    const Clock *m_clock = nullptr;
    std::function<void(std::optional<double>)> m_timed;
    bool m_on = true;
    RequestId m_last = 0;
    QHash<RequestId, Running> m_running;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

class SwitchableWs final : public WsTransport
{
public:
    SwitchableWs(WsTransport &inner, Executor &main);

    void setOn(bool on);
    void setTrustListener(TrustListener listener) { m_trust = std::move(listener); }

    void open(const QString &path, const QByteArray &bearer, Callbacks callbacks) override;
    void send(const QByteArray &text) override;
    void abort() override;

private:
    WsTransport &m_inner;
    Executor &m_main;
    TrustListener m_trust;
    bool m_on = true;
    quint64 m_generation = 0; ///< a newer open() drops the callbacks of the one before
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace preggo
