// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/net/qt_executor.h"

#include <QDeadlineTimer>
#include <QTimerEvent>

#include <algorithm>

namespace preggo {

namespace {

qint64 steadyNowMs()
{
    return QDeadlineTimer::current(Qt::PreciseTimer).deadline();
}

} // namespace

QtExecutor::QtExecutor(QObject *parent)
    : QObject(parent)
{ }

void QtExecutor::post(Task task)
{
    QMetaObject::invokeMethod(this, std::move(task), Qt::QueuedConnection);
}

Executor::TimerId QtExecutor::postAfter(qint64 delayMs, Task task)
{
    const TimerId id = ++m_lastId;
    m_timers.insert(id, {steadyNowMs() + std::max<qint64>(0, delayMs), std::move(task)});
    arm(id);
    return id;
}

void QtExecutor::cancel(TimerId timer)
{
    const auto it = m_timers.constFind(timer);
    if (it == m_timers.constEnd())
        return;
    killTimer(it->qtId);
    m_byQtId.remove(it->qtId);
    m_timers.erase(it);
}

void QtExecutor::arm(TimerId id)
{
    // Coarse timers may come up to 5 % early, and Qt's counts milliseconds in an int.
    constexpr qint64 kLongestMs = 24LL * 3600 * 1000;
    Timer &timer = m_timers[id];
    const qint64 wait = std::clamp<qint64>(timer.dueMs - steadyNowMs(), 0, kLongestMs);
    timer.qtId = startTimer(static_cast<int>(wait), Qt::PreciseTimer);
    m_byQtId.insert(timer.qtId, id);
}

void QtExecutor::timerEvent(QTimerEvent *event)
{
    const int qtId = event->timerId();
    killTimer(qtId);
    const TimerId id = m_byQtId.take(qtId);
    const auto it = m_timers.constFind(id);
    if (it == m_timers.constEnd())
        return;
    if (it->dueMs > steadyNowMs())
        return arm(id);
    const Task task = it->task;
    m_timers.erase(it);
    task();
}

} // namespace preggo
