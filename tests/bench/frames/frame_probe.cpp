// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/frames/frame_probe.h"

#include "tests/bench/probe/process.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QMouseEvent>
#include <QQuickItem>
#include <QTimer>

namespace preggo::bench {

namespace {

/// As a turn of the program's own loop, which also frees what is to be deleted later.
void turn(QEventLoop::ProcessEventsFlags flags)
{
    QCoreApplication::processEvents(flags);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

} // namespace

FrameProbe::FrameProbe(QQuickWindow *window)
    : m_window(window)
{
    // While a frame is synchronised the GUI thread stands still, so these are safe from any loop.
    connect(
        window, &QQuickWindow::beforeSynchronizing, this,
        [this] { m_synchronised = m_synchronised || (m_shown && m_shown()); }, Qt::DirectConnection);
    connect(
        window, &QQuickWindow::frameSwapped, this,
        [this] {
            m_lastSwapUs = monotonicUs();
            if (m_firstSwapUs == 0)
                m_firstSwapUs = m_lastSwapUs;
            m_swapped = m_swapped || m_synchronised;
        },
        Qt::DirectConnection);
}

std::optional<double> FrameProbe::timeToFrame(
    const std::function<void()> &change, const std::function<bool()> &shown, int timeoutMs)
{
    m_synchronised = false;
    m_swapped = false;
    m_shown = shown;
    const qint64 begin = monotonicUs();
    change();
    m_window->update();
    const bool seen = waitFor([this] { return m_swapped; }, timeoutMs);
    m_shown = {};
    if (!seen)
        return std::nullopt;
    return static_cast<double>(m_lastSwapUs - begin) / 1000.0;
}

bool FrameProbe::waitFor(const std::function<bool()> &done, int timeoutMs)
{
    QElapsedTimer timer;
    timer.start();
    QTimer wake; // so that waiting for events ends when nothing happens
    wake.start(20);
    while (!done()) {
        if (timer.elapsed() > timeoutMs)
            return false;
        turn(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    return true;
}

void FrameProbe::tap(QPointF point)
{
    const QPointF global = m_window->mapToGlobal(point.toPoint());
    QMouseEvent press(
        QEvent::MouseButtonPress, point, global, Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window, &press);
    QMouseEvent release(
        QEvent::MouseButtonRelease, point, global, Qt::LeftButton, Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window, &release);
}

Samples FrameProbe::scroll(
    QQuickItem *flickable, double step, int frames, const std::function<void(int frame)> &between)
{
    Samples samples;
    for (int i = 0; i < frames; ++i) {
        const double at = flickable->property("contentY").toDouble();
        const auto ms = timeToFrame([&] { flickable->setProperty("contentY", at + step); });
        if (ms)
            samples.add(*ms);
        between(i);
        // A real flick leaves the rest of the 16 ms to loading and decoding.
        const double rest = 16.0 - ms.value_or(16.0);
        QElapsedTimer timer;
        timer.start();
        while (static_cast<double>(timer.elapsed()) < rest)
            turn(QEventLoop::AllEvents);
    }
    return samples;
}

} // namespace preggo::bench
