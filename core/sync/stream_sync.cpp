// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/stream_sync.h"

#include "protocol/limits.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kLateHeadMs = 2'000;
constexpr int kFruitlessMax = 3; ///< a restore in the middle of a read takes two

} // namespace

StreamSync::StreamSync(SyncCore &core, const StreamId &stream)
    : m_core(core)
    , m_stream(stream)
{ }

StreamSync::~StreamSync()
{
    for (const auto &timer : {m_lateTimer, m_pauseTimer, m_diskTimer}) {
        if (timer)
            m_core.main.cancel(*timer);
    }
}

void StreamSync::pull()
{
    m_gone = false;
    m_wantChanges = true;
    resume();
}

void StreamSync::rebase()
{
    holdHistory();
    pull();
}

void StreamSync::holdHistory()
{
    m_core.streams.hold(m_stream);
    m_core.events.historyLost(m_stream);
}

bool StreamSync::isCurrent() const
{
    const StreamState now = state();
    return !now.epoch.isNull() && now.cursor >= m_headSeen && !m_wantResync;
}

void StreamSync::takeFrame(const StreamFrame &frame)
{
    if (frame.epoch == state().epoch)
        m_headSeen = qMax(m_headSeen, frame.seq);
    if (m_frames.size() < limits::kPullBuffer) {
        m_frames.append(frame);
    } else {
        m_frames.clear(); // a pull brings them all
        m_wantChanges = true;
    }
    resume();
}

void StreamSync::takeHead(const Head &head, bool atOnce)
{
    const StreamState now = state();
    if (now.epoch.isNull())
        return pull();
    if (head.epoch != now.epoch) {
        m_headSeen = 0;
        return rebase();
    }
    m_headSeen = qMax(m_headSeen, head.head);
    if (head.head <= now.cursor)
        return;
    if (atOnce && m_reading) { // what is being read may bring it
        m_newHead = true;
        return;
    }
    if (atOnce)
        return pull();
    if (m_lateTimer)
        return;
    m_lateTimer = m_core.main.postAfter(kLateHeadMs, [this] {
        m_lateTimer.reset();
        if (!isCurrent())
            pull();
    });
}

StreamSync::Want StreamSync::wanted() const
{
    const StreamState now = state();
    if (m_gone)
        return Want::Nothing;
    if (m_wantResync)
        return Want::Resync;
    if (now.epoch.isNull())
        return Want::Join;
    if (!m_frames.isEmpty())
        return Want::Frames;
    if (m_wantChanges)
        return Want::Changes;
    return now.backfill.isEmpty() ? Want::Nothing : Want::Backfill;
}

void StreamSync::resume()
{
    if (m_busy)
        return;
    const Want want = wanted();
    if (want == Want::Nothing)
        return;
    if (want == Want::Frames)
        return applyFrames();
    if (m_pauseTimer || !m_core.gate.tryPass())
        return;
    m_probe.emplace(m_core.gate);
    request(want);
}

HttpRequest StreamSync::requestFor(Want want) const
{
    const StreamState now = state();
    const QString base = u"/api/v1/streams/"_s + m_stream.toString();
    HttpRequest http;
    http.headers = {{"accept", "application/json"}};
    if (want == Want::Changes) {
        http.path = base
            + u"/changes?after=%1&epoch=%2&limit=%3"_s.arg(now.cursor)
                  .arg(now.epoch.toString())
                  .arg(limits::kChangesPage);
        return http;
    }
    const QString page = want == Want::Backfill ? now.backfill
        : want == Want::Resync                  ? m_resyncPage
                                                : QString();
    http.path = base + u"/snapshot"_s + (page.isEmpty() ? QString() : u"?page="_s + page);
    return http;
}

/// The server answers, but what it says leads nowhere: it may be broken, and is not to be asked without end.
void StreamSync::gotNowhere()
{
    if (++m_fruitless < kFruitlessMax || m_pauseTimer)
        return;
    m_pauseTimer = m_core.main.postAfter(m_core.retry.delay(m_fruitless - kFruitlessMax), [this] {
        m_pauseTimer.reset();
        resume();
    });
}

void StreamSync::request(Want want)
{
    m_busy = true;
    m_reading = want == Want::Changes;
    if (m_reading)
        m_wantChanges = m_newHead = false;
    std::weak_ptr<int> alive = m_alive;
    m_core.http.send(requestFor(want), [this, alive, want](const HttpAnswer &answer) {
        if (!alive.expired())
            answered(want, answer);
    });
}

void StreamSync::answered(Want want, const HttpAnswer &answer)
{
    const Outcome outcome = classify(answer);
    if (outcome.verdict != Verdict::Delivered) {
        m_busy = m_reading = false;
        m_wantChanges = m_wantChanges || want == Want::Changes;
        return refused(outcome);
    }
    if (want == Want::Changes)
        return takeChanges(answer.body);
    if (want == Want::Resync)
        return stagePage(answer.body);
    takeSnapshot(answer.body, want == Want::Join);
}

void StreamSync::refused(const Outcome &outcome)
{
    if (outcome.verdict == Verdict::Rebase) {
        m_core.gate.succeeded();
        holdHistory();
        m_wantResync = true;
        m_resyncPage.clear();
        gotNowhere();
        return resume();
    }
    if (outcome.verdict == Verdict::Gone || outcome.verdict == Verdict::Refused) {
        m_core.gate.succeeded();
        m_gone = true;
        if (outcome.verdict == Verdict::Gone)
            m_core.streams.release(m_stream); // nobody reads it any more
        return m_core.events.streamNotFound(m_stream);
    }
    m_core.reportFailure(outcome);
}

} // namespace preggo
