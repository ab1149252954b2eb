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
    TestDevice device{clock, executor, server, mother};

    /// Long enough for whatever has been begun, unless something is broken.
    void settle(qint64 ms = 5'000) { executor.advance(ms); }

    EngineWorld() { settle(); }
};

[[nodiscard]] inline int waitingOf(EngineWorld &w)
{
    return w.device.engine->status().waiting;
}
[[nodiscard]] inline QVector<QJsonObject> postsOnServer(EngineWorld &w)
{
    return w.server.rows(w.stream, EntityType::Post);
}

} // namespace preggo::test
