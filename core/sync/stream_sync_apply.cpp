// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/stream_sync.h"

#include "protocol/json.h"
#include "protocol/limits.h"

namespace preggo {

namespace {

constexpr qint64 kPageBytes = 16LL * 1024 * 1024;

template <typename Page> Result<Page> parsePage(const QByteArray &body)
{
    return parseJsonObject(body, kPageBytes).and_then([](const QJsonObject &json) {
        return Page::fromJson(json);
    });
}

/// What the storage thread made of a page: it parses too, so that the main thread never reads large JSON.
template <typename Page> struct Landed
{
    Result<Page> page;
    sql::Outcome<ApplyReport> report;
};

/// Whether less is left to ask for than before the page.
bool isProgress(const ChangesPage &page, const ApplyReport &report, qint64 cursorBefore)
{
    const bool fits = report.fit == ApplyReport::Fit::Applied || report.fit == ApplyReport::Fit::Old;
    return fits && (!page.more || report.state.cursor > cursorBefore);
}

} // namespace

void StreamSync::takeChanges(const QByteArray &body)
{
    using Changes = Landed<ChangesPage>;
    std::weak_ptr<int> alive = m_alive;
    const qint64 nowMs = m_core.clock.wallMs();
    m_core.storage.run(
        [body, stream = m_stream, nowMs](Outbox &, Cache &cache) -> Changes {
            auto page = parsePage<ChangesPage>(body);
            if (!page)
                return {page, ApplyReport()};
            return {page, cache.applyChanges(stream, *page, nowMs)};
        },
        [this, alive](const Changes &landed) {
            if (alive.expired())
                return;
            m_busy = m_reading = false;
            if (!landed.page) {
                m_wantChanges = true;
                return unreadable(landed.page.error());
            }
            m_core.gate.succeeded();
            m_headSeen = qMax(m_headSeen, landed.page->head);
            const bool isShort = m_newHead && landed.report && landed.report->state.cursor < m_headSeen;
            m_wantChanges = m_wantChanges || landed.page->more || isShort;
            if (!m_wantChanges && landed.report && landed.report->fit != ApplyReport::Fit::WrongEpoch)
                m_core.streams.release(m_stream);
            if (landed.report && isProgress(*landed.page, *landed.report, state().cursor))
                gotOn();
            else
                gotNowhere();
            applied(landed.report);
        });
}

void StreamSync::takeSnapshot(const QByteArray &body, bool first)
{
    using Snapshot = Landed<SnapshotPage>;
    std::weak_ptr<int> alive = m_alive;
    const qint64 nowMs = m_core.clock.wallMs();
    m_core.storage.run(
        [body, stream = m_stream, first, nowMs](Outbox &, Cache &cache) -> Snapshot {
            auto page = parsePage<SnapshotPage>(body);
            if (!page)
                return {page, ApplyReport()};
            return {page, cache.applySnapshot(stream, *page, first, nowMs)};
        },
        [this, alive, first](const Snapshot &landed) {
            if (alive.expired())
                return;
            m_busy = false;
            if (!landed.page)
                return unreadable(landed.page.error());
            m_core.gate.succeeded();
            m_wantChanges = m_wantChanges || first;
            if (!first && landed.report && landed.report->rows.isEmpty() && !landed.page->next.isEmpty())
                gotNowhere();
            applied(landed.report);
        });
}

void StreamSync::stagePage(const QByteArray &body)
{
    using Snapshot = Landed<SnapshotPage>;
    std::weak_ptr<int> alive = m_alive;
    const bool first = m_resyncPage.isEmpty();
    const qint64 asOf = m_resyncAsOf;
    const qint64 nowMs = m_core.clock.wallMs();
    m_core.storage.run(
        [body, stream = m_stream, first, asOf, nowMs](Outbox &, Cache &cache) -> Snapshot {
            auto page = parsePage<SnapshotPage>(body);
            if (!page)
                return {page, ApplyReport()};
            if (auto done = cache.stageSnapshot(stream, *page, first); !done)
                return {page, tl::make_unexpected(done.error())};
            if (!page->next.isEmpty())
                return {page, ApplyReport()};
            return {page, cache.swapSnapshot(stream, page->epoch, first ? page->asOf : asOf, nowMs)};
        },
        [this, alive](const Snapshot &landed) {
            if (alive.expired())
                return;
            m_busy = false;
            if (!landed.page)
                return unreadable(landed.page.error());
            m_core.gate.succeeded();
            staged(landed.page, landed.report);
        });
}

void StreamSync::staged(const Result<SnapshotPage> &page, const sql::Outcome<ApplyReport> &report)
{
    if (!report)
        return storageFailed(report.error());
    const bool first = m_resyncPage.isEmpty();
    if (!first && page->epoch != m_resyncEpoch) { // restored once more in between: from the start
        m_resyncPage.clear();
        gotNowhere();
        return resume();
    }
    if (page->items.isEmpty() && !page->next.isEmpty())
        gotNowhere();
    if (first) {
        m_resyncEpoch = page->epoch;
        m_resyncAsOf = page->asOf;
    }
    m_resyncPage = page->next;
    if (!m_resyncPage.isEmpty())
        return resume();
    m_wantResync = false;
    m_wantChanges = true;
    m_headSeen = report->state.cursor;
    m_frames.clear();
    m_core.streams.release(m_stream);
    applied(report);
}

void StreamSync::applyFrames()
{
    m_busy = true;
    std::weak_ptr<int> alive = m_alive;
    const qint64 nowMs = m_core.clock.wallMs();
    m_core.storage.run([frames = std::exchange(m_frames, {}), stream = m_stream, nowMs](
                           Outbox &, Cache &cache) { return cache.applyFrames(stream, frames, nowMs); },
        [this, alive](const sql::Outcome<ApplyReport> &report) {
            if (alive.expired())
                return;
            m_busy = false;
            applied(report);
        });
}

void StreamSync::applied(const sql::Outcome<ApplyReport> &report)
{
    if (!report)
        return storageFailed(report.error());
    if (!report->state.stream.isNull())
        m_core.streams.set(report->state);
    switch (report->fit) {
    case ApplyReport::Fit::Applied:
    case ApplyReport::Fit::Old:
        break;
    case ApplyReport::Fit::Gap:
        m_wantChanges = true;
        break;
    case ApplyReport::Fit::WrongEpoch:
        holdHistory();
        m_wantResync = true;
        m_resyncPage.clear();
        break;
    case ApplyReport::Fit::UnknownStream:
        break;
    }
    m_core.events.applied(*report);
    resume();
}

void StreamSync::unreadable(const Problem &problem)
{
    m_core.reportFailure({Verdict::Retry, problem, {}});
}

// The disk refuses: the cursor stands where it stood. Nobody else asks for a stream that has no base yet or
// is being read anew, so this asks again by itself.
void StreamSync::storageFailed(const sql::Error &error)
{
    m_core.events.storageFailed(error);
    m_resyncPage.clear();
    if (m_diskTimer)
        return;
    m_diskTimer = m_core.main.postAfter(SyncCore::kDiskRetryMs, [this] {
        m_diskTimer.reset();
        m_wantChanges = true;
        resume();
    });
}

} // namespace preggo
