// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/batch.h"
#include "core/sync/push_results.h"
#include "core/sync/sync_core.h"

#include <QHash>

namespace preggo {

/// Sends queued actions: at most one push in flight a family, each started by a committed sent_count
/// (docs/sync.md, sections 4 and 5). Main thread.
class Dispatcher
{
public:
    explicit Dispatcher(SyncCore &core);
    ~Dispatcher();

    /// Sends what can leave now and sleeps until something else can. Call it after every change.
    void pump();
    /// Nothing leaves while the person must sign in or update; nothing is parked for it.
    void setPaused(bool paused) { m_paused = paused; }
    /// For good: what is on its way is noted as waiting again, so that the next start counts no crash.
    void stop();
    [[nodiscard]] int inFlight() const { return static_cast<int>(m_flights.size()); }

private:
    using Ops = QVector<OpId>;

    [[nodiscard]] bool launch(FamilyId family);
    void commitSent(FamilyId family);
    void push(FamilyId family);
    void answered(FamilyId family, const HttpAnswer &answer);
    void delivered(FamilyId family, const QByteArray &body);
    void failed(FamilyId family, const Outcome &outcome);
    void suspect(OpId op, const Outcome &outcome);
    void rebaseStreamsOf(const Ops &ops);
    void countRebases(const Ops &ops);
    [[nodiscard]] bool rebasedInVain(const Ops &ops) const;
    void backOff(const Ops &ops, const Outcome &outcome);
    void callOff(FamilyId family, bool noted);
    void finish(FamilyId family, PushResults &results);
    void write(const OutboxBatch &batch);
    void wakeAt(std::optional<qint64> steadyMs);
    [[nodiscard]] BatchLimits limitsOf(FamilyId family) const;

    SyncCore &m_core;
    QHash<FamilyId, Ops> m_flights;
    /// Shrinks while pushes of a family fail as a whole, so that the one action at fault is found.
    QHash<FamilyId, int> m_batchSize;
    bool m_paused = false;
    qint64 m_deliveries = 0;
    std::optional<qint64> m_wakeAtMs;
    std::optional<Executor::TimerId> m_timer;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace preggo
