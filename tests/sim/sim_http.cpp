// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/sim_link.h"

namespace preggo::sim {

SimLink::SimLink(Scheduler &simScheduler, SimServer &simServer, const Knobs &simKnobs)
    : scheduler(simScheduler)
    , server(simServer)
    , knobs(simKnobs)
{ }

void SimLink::setUp(bool up)
{
    if (std::exchange(m_up, up) == up)
        return;
    trouble();
    scheduler.after(100, "net status", [this] {
        if (m_listener)
            m_listener();
    });
}

void SimLink::heal()
{
    m_healed = true;
    setUp(true);
}

bool SimLink::losesFrame(int percent)
{
    return !m_healed && percent > 0 && scheduler.chance().below(100) < quint64(percent);
}

bool SimLink::strikes(int percent)
{
    const bool struck = losesFrame(percent);
    if (struck)
        trouble();
    return struck;
}

qint64 SimLink::latency()
{
    return 1 + qint64(scheduler.chance().below(quint64(knobs.latencyMs)));
}

SimHttp::SimHttp(SimLink &link, Witness &witness)
    : m_link(link)
    , m_witness(witness)
{ }

SimHttp::~SimHttp() = default;

HttpTransport::RequestId SimHttp::send(HttpRequest request, Done done, Progress)
{
    const RequestId id = ++m_last;
    m_waiting.insert(id, {request.path, std::move(done)});
    m_witness.sent(request);
    m_link.scheduler.note(
        QStringLiteral("  %1 -> %2 %3").arg(m_link.name, QString::fromLatin1(request.method), request.path));
    const auto shared = std::make_shared<const HttpRequest>(std::move(request));
    std::weak_ptr<int> alive = m_alive;
    const Reply reply = [this, alive, id](HttpAnswer answered) {
        if (!alive.expired())
            answer(id, std::move(answered));
    };
    auto &scheduler = m_link.scheduler;
    scheduler.after(kTimeoutMs, "http timeout", [reply] { reply({NetFailure::Timeout, 0, {}, {}}); });
    if (!m_link.isUp()) {
        scheduler.after(m_link.latency(), "http offline", [reply] {
            reply({NetFailure::Offline, 0, {}, {}});
        });
        return id;
    }
    const auto &knobs = m_link.knobs;
    if (m_link.strikes(knobs.loseBefore)) {
        if (scheduler.chance().below(2) == 0)
            scheduler.after(m_link.latency(), "http reset", [reply] {
                reply({NetFailure::Offline, 0, {}, {}});
            });
        return id;
    }
    const bool late = m_link.strikes(knobs.late);
    deliver(
        shared, late ? kTimeoutMs + qint64(scheduler.chance().below(7'200'000)) : m_link.latency(), reply);
    if (m_link.strikes(knobs.duplicate))
        deliver(shared,
            m_link.latency()
                + qint64(scheduler.chance().below(scheduler.chance().below(2) ? 500 : 3'600'000)),
            [](const HttpAnswer &) {});
    return id;
}

void SimHttp::cancel(RequestId request)
{
    std::weak_ptr<int> alive = m_alive;
    m_link.scheduler.after(0, "http cancel", [this, alive, request] {
        if (!alive.expired())
            answer(request, {NetFailure::Aborted, 0, {}, {}});
    });
}

void SimHttp::deliver(const Request &request, qint64 delayMs, const Reply &reply)
{
    // What is on its way does not know whether the process that sent it still lives.
    m_link.scheduler.after(delayMs, "http arrives", [&link = m_link, request, reply] {
        if (!link.isUp())
            return;
        const auto comeBack = [&link, reply](HttpAnswer answered) {
            const auto &knobs = link.knobs;
            if (link.strikes(knobs.loseAfter)) {
                if (link.scheduler.chance().below(2) == 0)
                    return;
                answered = {NetFailure::Offline, 0, {}, {}};
            } else if (link.strikes(knobs.garbled)) {
                answered = link.scheduler.chance().below(2) == 0 ? HttpAnswer{NetFailure::None, 200,
                               {{"content-type", "text/html"}}, "<html>Welcome to our Wi-Fi</html>"}
                                                                 : HttpAnswer{NetFailure::Offline, 0, {}, {}};
            }
            link.scheduler.after(link.latency(), "http answered", [&link, reply, answered] {
                if (link.isUp())
                    reply(answered);
            });
        };
        if (!link.server.isUp()) {
            link.trouble();
            return comeBack({NetFailure::Offline, 0, {}, {}});
        }
        if (link.strikes(link.knobs.serverError)) {
            static constexpr int kStatuses[] = {500, 502, 503, 503, 429, 408};
            HttpAnswer error;
            error.status = kStatuses[link.scheduler.chance().below(std::size(kStatuses))];
            if (error.status == 503 || error.status == 429)
                error.headers.append(
                    {"retry-after", QByteArray::number(1 + qint64(link.scheduler.chance().below(20)))});
            return comeBack(error);
        }
        link.server.handle(*request, comeBack);
    });
}

void SimHttp::answer(RequestId id, HttpAnswer answered)
{
    if (const auto waiting = m_waiting.take(id); waiting.done) {
        m_link.scheduler.note(QStringLiteral("  %1 <- %2 failure %3 %4")
                                  .arg(m_link.name)
                                  .arg(answered.status)
                                  .arg(int(answered.failure))
                                  .arg(QString::fromUtf8(answered.body.left(3000))));
        m_witness.answered(waiting.path, answered);
        waiting.done(std::move(answered));
    }
}

} // namespace preggo::sim
