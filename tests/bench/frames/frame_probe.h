// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/bench/probe/samples.h"

#include <QObject>
#include <QPointF>
#include <QQuickWindow>

#include <functional>
#include <optional>

namespace preggo::bench {

/// Times the frames of a window as they are handed to the screen. GUI thread; the window must live
/// longer. Works with every render loop, and is exact with QSG_RENDER_LOOP=basic.
class FrameProbe : public QObject
{
    Q_OBJECT

public:
    explicit FrameProbe(QQuickWindow *window);

    /// Does `change`, then runs the event loop until a frame was swapped that was synchronised when
    /// `shown` held. Milliseconds from before the change to that swap; nothing after `timeoutMs`.
    std::optional<double> timeToFrame(
        const std::function<void()> &change, const std::function<bool()> &shown = [] { return true; },
        int timeoutMs = 5'000);
    /// Runs the event loop until `done` or the time is over; whether it was done.
    static bool waitFor(const std::function<bool()> &done, int timeoutMs);
    /// Press and release at a point of the window, through the same door as the system's events.
    void tap(QPointF point);
    /// Moves a Flickable by `step` units a frame, as a flick does, and times each frame. `between` runs
    /// after each, outside of what is timed.
    Samples scroll(
        QQuickItem *flickable, double step, int frames,
        const std::function<void(int frame)> &between = [](int) {});

    /// Swap of the first frame by the monotonic clock, in microseconds; 0 before it.
    [[nodiscard]] qint64 firstSwapUs() const { return m_firstSwapUs; }
    [[nodiscard]] qint64 lastSwapUs() const { return m_lastSwapUs; }

private:
    QQuickWindow *m_window = nullptr;
    std::function<bool()> m_shown;
    bool m_synchronised = false;
    bool m_swapped = false;
    qint64 m_firstSwapUs = 0;
    qint64 m_lastSwapUs = 0;
};

} // namespace preggo::bench
