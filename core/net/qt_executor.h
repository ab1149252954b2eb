// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/executor.h"

#include <QHash>
#include <QObject>

namespace preggo {

/// An executor on the event loop of the thread in which it was made. Timers keep to steady time.
class QtExecutor final : public QObject, public Executor
{
public:
    explicit QtExecutor(QObject *parent = nullptr);

    void post(Task task) override;
    TimerId postAfter(qint64 delayMs, Task task) override;
    void cancel(TimerId timer) override;

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    struct Timer
    {
        qint64 dueMs = 0;
        Task task;
        int qtId = 0;
    };
    void arm(TimerId id);

    QHash<TimerId, Timer> m_timers;
    QHash<int, TimerId> m_byQtId;
    TimerId m_lastId = 0;
};

} // namespace preggo
