// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/support/test_device.h"

namespace preggo::test {

/// One family of two, the mother's device, and the server.
struct EngineWorld
{
    FakeClock clock;
    VirtualExecutor executor{clock};
    FakeServer server{clock};
    UserId mother = numbered<UserId>(1);
    UserId father = numbered<UserId>(2);
    FamilyId family = server.addFamily({mother, father});
    StreamId stream = StreamId::all(family);
    TestDevice device;

    /// Long enough for whatever has been begun, unless something is broken.
    void settle(qint64 ms = 5'000) { executor.advance(ms); }

    explicit EngineWorld(SimDisk *disk = nullptr)
        : device(clock, executor, server, mother, 1, disk)
    {
        settle();
    }
};

/// Opens the socket, so that nothing is polled for.
inline void goLive(EngineWorld &w)
{
    w.device.ws.reachable = true;
    w.device.engine->refresh();
    w.settle(1'000);
    w.device.ws.welcome(w.server.headsOf(w.mother));
    w.settle(1'000);
}
/// The network goes, and the device has seen it: nothing is tried, so nothing counts as perhaps sent.
inline void goOffline(EngineWorld &w)
{
    w.device.net.online = false;
    w.device.engine->refresh();
    w.settle(100);
}
inline void goOnline(EngineWorld &w)
{
    w.device.net.online = true;
    w.device.engine->refresh();
    w.settle(30'000);
}
/// The first request that fits gets this answer in the server's place.
inline void answerOnce(EngineWorld &w, const QString &part, const HttpAnswer &answer)
{
    w.device.net.before = [part, answer, used = false](
                              const HttpRequest &request) mutable -> std::optional<HttpAnswer> {
        if (used || !request.path.contains(part))
            return std::nullopt;
        used = true;
        return answer;
    };
}
/// What the outbox on the disk holds of an action.
[[nodiscard]] inline std::optional<ActionRow> rowOnDisk(EngineWorld &w, OpId op)
{
    const auto contents = w.device.outbox->load();
    if (!contents)
        return std::nullopt;
    for (const auto &row : contents->actions) {
        if (row.action.opId == op)
            return row;
    }
    return std::nullopt;
}
[[nodiscard]] inline int waitingOf(EngineWorld &w)
{
    return w.device.engine->status().waiting;
}
[[nodiscard]] inline QVector<QJsonObject> postsOnServer(EngineWorld &w)
{
    return w.server.rows(w.stream, EntityType::Post);
}

} // namespace preggo::test
