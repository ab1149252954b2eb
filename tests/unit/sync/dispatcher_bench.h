// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "pending_row.h"

#include "core/sync/dispatcher.h"
#include "protocol/json.h"
#include "protocol/limits.h"
#include "protocol/payloads.h"
#include "tests/support/core_bench.h"

namespace preggo::test {

/// A dispatcher over real databases, and the pushes that it sends.
struct DispatcherBench : CoreBench
{
    DispatcherBench()
    {
        join(stream);
        core.gate.setListener([this] { dispatcher.pump(); });
    }
    ActionRow create(int number)
    {
        const QJsonObject payload =
            PostCreate{PostKind::Update, QStringLiteral("Post %1").arg(number), {}, {}, {}, {}, {}}.toJson();
        return queue(
            pendingRow(number, ActionKind::PostCreate, stream, numbered<EntityId>(100 + number), payload));
    }
    void createMany(int count)
    {
        for (int i = 1; i <= count; ++i)
            create(i);
    }
    void pump()
    {
        dispatcher.pump();
        executor.drain();
    }
    static OpId op(int number) { return numbered<OpId>(number); }
    /// The actions of the oldest push.
    [[nodiscard]] QVector<Action> sent() const
    {
        return PushRequest::fromJson(*parseJsonObject(asked().body, limits::kPushBytes))->actions;
    }
    [[nodiscard]] int sentCount() const { return static_cast<int>(sent().size()); }
    /// All of the oldest push are applied.
    void apply()
    {
        PushReply reply;
        reply.serverTimeMs = clock.wallMs();
        reply.heads.insert(stream, {epoch, 9, 9});
        for (const auto &action : sent()) {
            PushResult result;
            result.opId = action.opId;
            result.status = PushStatus::Applied;
            result.seqs.insert(action.stream, ++seq);
            reply.results.append(result);
        }
        answer(200, reply.toJson());
    }
    /// Lets time pass until something is asked, at most so long.
    bool waitForRequest(qint64 mostMs)
    {
        for (qint64 waited = 0; http.pending.isEmpty() && waited < mostMs; waited += 100)
            executor.advance(100);
        return !http.pending.isEmpty();
    }

    qint64 seq = 0;
    Dispatcher dispatcher{core};
};

} // namespace preggo::test
