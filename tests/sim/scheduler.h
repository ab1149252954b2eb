// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/executor.h"
#include "protocol/clock.h"
#include "protocol/rng.h"

#include <QCryptographicHash>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <unordered_map>

namespace preggo::sim {

/// The only source of order in a simulated world: tasks run one at a time, by virtual time, and those of
/// one moment in an order drawn from the seed. Everything that happens is a task, so one seed is one
/// history. One thread.
class Scheduler
{
public:
    using Task = std::function<void()>;
    using Ticket = quint64;

    explicit Scheduler(quint64 seed);

    [[nodiscard]] qint64 now() const { return m_now; }
    /// `label` goes into the trace.
    Ticket after(qint64 delayMs, const char *label, Task task);
    void cancel(Ticket ticket);
    /// Runs tasks until none is due at or before `until`, or until `stop` says so. Time ends at `until`.
    void runUntil(qint64 until, const std::function<bool()> &stop);
    /// Called after every task.
    void setAfterEach(Task hook) { m_afterEach = std::move(hook); }
    [[nodiscard]] quint64 tasksRun() const { return m_tasksRun; }

    /// Chance for those who decide what happens to whom.
    [[nodiscard]] SeededRng &chance() { return m_chance; }
    /// Adds to what tells one history from another.
    void trace(QByteArrayView what);
    [[nodiscard]] QByteArray traceHash() const { return m_trace.result().toHex().left(16); }
    /// A line for a reader, where `loud`.
    void note(const QString &line) const;
    /// Prints each task as it runs.
    bool loud = false;

private:
    struct Key
    {
        qint64 at;
        quint64 draw;
        Ticket ticket;
        auto operator<=>(const Key &) const = default;
    };
    struct Due
    {
        const char *label;
        Task task;
    };
    qint64 m_now = 0;
    Ticket m_last = 0;
    quint64 m_tasksRun = 0;
    SeededRng m_order;
    SeededRng m_chance;
    std::map<Key, Due> m_due;
    std::unordered_map<Ticket, Key> m_keys;
    Task m_afterEach;
    QCryptographicHash m_trace{QCryptographicHash::Sha256};
};

/// The clocks of one machine: the steady one runs with the world's, the wall clock is as wrong as it is set.
class MachineClock final : public Clock
{
public:
    MachineClock(const Scheduler &scheduler, qint64 skewMs)
        : skew(skewMs)
        , m_scheduler(scheduler)
    { }
    [[nodiscard]] qint64 steadyMs() const override { return m_scheduler.now(); }
    [[nodiscard]] qint64 wallMs() const override { return kEpochMs + m_scheduler.now() + skew; }

    static constexpr qint64 kEpochMs = 1'790'000'000'000; ///< a day in autumn 2026
    qint64 skew = 0;

private:
    const Scheduler &m_scheduler;
};

/// One thread of one process. What is posted runs in order; once the process is dead nothing does.
class SimExecutor final : public Executor
{
public:
    /// A task starts up to `jitterMs` after it could.
    SimExecutor(Scheduler &scheduler, const char *label, qint64 jitterMs);
    ~SimExecutor() override;

    void post(Task task) override;
    TimerId postAfter(qint64 delayMs, Task task) override;
    void cancel(TimerId timer) override;
    /// Runs what was posted, and what that posts, at once.
    void drain();
    /// How many posted tasks have run.
    [[nodiscard]] quint64 turns() const { return m_turns; }

private:
    void runFront();

    Scheduler &m_scheduler;
    const char *m_label;
    qint64 m_jitterMs;
    std::deque<Task> m_queue;
    quint64 m_turns = 0;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace preggo::sim
