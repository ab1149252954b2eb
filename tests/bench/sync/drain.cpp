// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/probe/process.h"
#include "tests/bench/probe/samples.h"
#include "tests/bench/sync/runs.h"

#include <cstdio>

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kStartMs = 60'000;
constexpr int kDrainMs = 300'000;
constexpr int kSettleMs = 60'000;

double msSince(qint64 us)
{
    return static_cast<double>(monotonicUs() - us) / 1000.0;
}

/// Posts and comments that came back from the server, each text once; and how many there are in all.
void writeArrived(Device &device, QJsonObject &out)
{
    int arrived = 0;
    int distinct = 0;
    for (const auto &table : {u"post"_s, u"comment"_s}) {
        const QString from = u" FROM "_s + table + u" WHERE row LIKE '%Queued %'"_s;
        arrived += device.count(u"SELECT COUNT(*)"_s + from);
        distinct += device.count(u"SELECT COUNT(DISTINCT row ->> '$.text')"_s + from);
    }
    out[u"arrived"_s] = arrived;
    out[u"arrived_once"_s] = distinct;
}

} // namespace

std::optional<QJsonObject> drainQueue(Device &device, int actions, qint64 startedUs)
{
    Client &client = device.client();
    QJsonObject out;
    client.showLast();
    const auto shown = [&] {
        return client.account() != nullptr && client.app().feed()->rowCount() > 0
            && client.app().outbox()->waiting() >= actions;
    };
    if (!Device::waitFor(shown, kStartMs)) {
        std::fprintf(stderr, "bench-sync: %d actions wait\n", client.app().outbox()->waiting());
        return std::nullopt;
    }
    out[u"start_ms"_s] = msSince(startedUs);
    device.heartbeat().start();
    client.goOnline();
    const auto sent = [&] { return device.engine().status().waiting == 0; };
    if (!Device::waitFor(sent, kDrainMs)) {
        std::fprintf(stderr, "bench-sync: %d actions were not sent\n", device.engine().status().waiting);
        return std::nullopt;
    }
    const auto pushes = device.http().exchanges(u"/api/v1/sync/push"_s);
    const double drainMs = msSince(pushes.constFirst().sentUs);
    out[u"drain_ms"_s] = drainMs;
    out[u"rate"_s] = actions * 1000.0 / drainMs;
    out[u"pushes"_s] = static_cast<double>(pushes.size());
    Samples answers;
    for (const Exchange &push : pushes)
        answers.add(static_cast<double>(push.answeredUs - push.sentUs) / 1000.0);
    answers.writeTo(out, u"push_ms"_s);
    out[u"refused"_s] = device.engine().status().parked;
    const bool current = device.waitUntilCurrent(kSettleMs);
    device.heartbeat().stop();
    device.heartbeat().writeTo(out);
    out[u"settled_ms"_s] = msSince(pushes.constFirst().sentUs);
    writeArrived(device, out);
    return current ? std::optional(out) : std::nullopt;
}

} // namespace preggo::bench
