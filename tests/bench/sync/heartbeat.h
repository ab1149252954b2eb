// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/bench/probe/samples.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>

namespace preggo::bench {

/// A tick a millisecond on the thread that it is made on: how long its event loop kept others waiting.
/// A stall counts what the machine gave to others too; the work is this thread's own CPU time alone.
class Heartbeat : public QObject
{
    Q_OBJECT

public:
    Heartbeat();
    void start();
    void stop();
    /// "stall_ms_…" and "work_ms_…" of the time between start() and stop().
    void writeTo(QJsonObject &out) const;

private:
    void tick();

    QTimer m_timer;
    qint64 m_lastUs = 0;
    qint64 m_lastCpuUs = 0;
    Samples m_stalls;
    Samples m_work;
};

} // namespace preggo::bench
