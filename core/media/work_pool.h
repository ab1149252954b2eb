// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/executor.h"

#include <QSet>
#include <QVector>

#include <deque>
#include <functional>
#include <memory>

namespace preggo {

/// Hands tasks to a few workers, one each at a time, so that what is cancelled in time is never begun.
/// All calls on `main`'s thread. Workers outlive the pool or are stopped before it goes.
class WorkPool
{
public:
    using Id = quint64;
    using Then = std::function<void()>;
    /// Runs on a worker and returns what is to run on `main` afterwards.
    using Work = std::function<Then()>;

    WorkPool(Executor &main, QVector<Executor *> workers);

    Id run(Work work);
    /// Neither its work (if not begun) nor what follows will run. 0 and finished ids are ignored.
    void cancel(Id id);

private:
    struct Task
    {
        Id id = 0;
        Work work;
    };
    void dispatch();
    void finished(int worker, Id id, const Then &then);

    Executor &m_main;
    QVector<Executor *> m_workers;
    QVector<Id> m_busy; ///< by worker, 0 where idle
    std::deque<Task> m_waiting;
    QSet<Id> m_alive; ///< begun or waiting, and not cancelled
    Id m_lastId = 0;
    std::shared_ptr<int> m_self = std::make_shared<int>(0);
};

} // namespace preggo
