// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/switchable_transport.h"

namespace preggo {

namespace {

constexpr int kNeverOpened = 1006;

HttpAnswer noRoute(NetFailure failure)
{
    HttpAnswer answer;
    answer.failure = failure;
    return answer;
}

} // namespace

SwitchableHttp::SwitchableHttp(HttpTransport &inner, Executor &main)
    : m_inner(inner)
    , m_main(main)
{ }

void SwitchableHttp::setOn(bool on)
{
    m_on = on;
    if (on)
        return;
    const auto running = m_running.keys();
    for (const RequestId request : running) {
        if (const auto inner = m_running.value(request).inner; inner != 0)
            m_inner.cancel(inner);
        end(request, noRoute(NetFailure::Offline));
    }
}

void SwitchableHttp::setTimer(const Clock &clock, std::function<void(std::optional<double> ms)> timed)
{
    m_clock = &clock;
    m_timed = std::move(timed);
}

void SwitchableHttp::time(const Running &running, const HttpAnswer &answer) const
{
    if (!running.sinceMs || !m_timed || answer.failure == NetFailure::Aborted)
        return;
    const auto ms = static_cast<double>(m_clock->steadyMs() - *running.sinceMs);
    m_timed(answer.failure == NetFailure::None ? std::optional(ms) : std::nullopt);
}

HttpTransport::RequestId SwitchableHttp::send(HttpRequest request, Done done, Progress progress)
{
    const RequestId id = ++m_last;
    const bool timed = m_clock && (request.lane == NetLane::Actions || request.lane == NetLane::Reads);
    m_running.insert(id, {0, std::move(done), timed ? std::optional(m_clock->steadyMs()) : std::nullopt});
    const std::weak_ptr<int> alive = m_alive;
    if (!m_on) {
        m_main.post([this, alive, id] {
            if (!alive.expired())
                end(id, noRoute(NetFailure::Offline));
        });
        return id;
    }
    const auto inner = m_inner.send(
        std::move(request),
        [this, alive, id](HttpAnswer answer) {
            if (!alive.expired())
                end(id, std::move(answer));
        },
        std::move(progress));
    m_running[id].inner = inner;
    return id;
}

void SwitchableHttp::cancel(RequestId request)
{
    const auto running = m_running.constFind(request);
    if (running == m_running.cend())
        return;
    if (running->inner != 0)
        return m_inner.cancel(running->inner);
    m_main.post([this, alive = std::weak_ptr(m_alive), request] {
        if (!alive.expired())
            end(request, noRoute(NetFailure::Aborted));
    });
}

void SwitchableHttp::end(RequestId request, HttpAnswer answer)
{
    const Running running = m_running.take(request);
    time(running, answer);
    if (m_trust && (answer.failure == NetFailure::Tls || answer.failure == NetFailure::None))
        m_trust(answer.failure == NetFailure::None);
    if (running.done)
        running.done(std::move(answer));
}

SwitchableWs::SwitchableWs(WsTransport &inner, Executor &main)
    : m_inner(inner)
    , m_main(main)
{ }

void SwitchableWs::setOn(bool on)
{
    m_on = on;
    if (!on)
        m_inner.abort();
}

void SwitchableWs::open(const QString &path, const QByteArray &bearer, Callbacks callbacks)
{
    const auto isLatest = [this, alive = std::weak_ptr(m_alive), generation = ++m_generation] {
        return !alive.expired() && generation == m_generation;
    };
    if (!m_on) {
        m_main.post([isLatest, closed = std::move(callbacks.closed)] {
            if (isLatest() && closed)
                closed(kNeverOpened, 0);
        });
        return;
    }
    // The end of a socket that was cut may come after the next open(), which never reaches the inner one.
    m_inner.open(path, bearer,
        {[isLatest, opened = std::move(callbacks.opened)] {
             if (isLatest() && opened)
                 opened();
         },
            [isLatest, message = std::move(callbacks.message)](const QByteArray &text) {
                if (isLatest() && message)
                    message(text);
            },
            [this, isLatest, closed = std::move(callbacks.closed)](int code, int status) {
                if (!isLatest())
                    return;
                if (m_trust && code == kNotTrusted)
                    m_trust(false);
                if (closed)
                    closed(code, status);
            }});
}

void SwitchableWs::send(const QByteArray &text)
{
    if (m_on)
        m_inner.send(text);
}

void SwitchableWs::abort()
{
    m_inner.abort();
}

} // namespace preggo
