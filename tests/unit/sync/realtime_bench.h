// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/realtime_client.h"
#include "protocol/json.h"
#include "tests/support/core_bench.h"

namespace preggo::test {

/// The socket without the engine.
struct RealtimeBench : CoreBench
{
    RealtimeBench()
    {
        join(stream, 4);
        states = {core.streams.of(stream)};
        ws.reachable = true;
    }
    void goLive()
    {
        client.start();
        executor.drain();
        ws.welcome({});
    }
    /// Milliseconds until the socket is opened again, -1 where it is not for a day.
    qint64 awayMs()
    {
        const int opens = ws.opens;
        const qint64 from = clock.steadyMs();
        while (ws.opens == opens && clock.steadyMs() - from < 24LL * 3600 * 1000) {
            if (executor.nextTimerMs() < 0)
                return -1;
            executor.advance(executor.nextTimerMs());
        }
        return ws.opens == opens ? -1 : clock.steadyMs() - from;
    }
    [[nodiscard]] QJsonObject said(qsizetype index) const { return *parseJsonObject(ws.sent.at(index)); }
    [[nodiscard]] QString lastType() const
    {
        return said(ws.sent.size() - 1)[QStringLiteral("type")].toString();
    }

    QVector<StreamState> states;
    RealtimeClient client{core, ws, tokens, [this] { return states; }};
};

} // namespace preggo::test
