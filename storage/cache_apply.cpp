// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/cache.h"
#include "storage/row_applier.h"
#include "storage/sql/transaction.h"
#include "storage/stream_table.h"

namespace preggo {

using sql::Outcome;
using Fit = ApplyReport::Fit;

namespace {

Outcome<void> applyItems(RowApplier &applier, const StreamId &stream, const QVector<ChangeItem> &items)
{
    for (const auto &item : items) {
        if (auto done = applier.apply(stream, item); !done)
            return done;
    }
    return {};
}

/// Whether a stretch (from, to] of this epoch may be laid on the stream as it stands.
Fit fitOf(const StreamState &state, EpochId epoch, qint64 from, qint64 to)
{
    if (state.epoch != epoch)
        return Fit::WrongEpoch;
    if (from > state.cursor)
        return Fit::Gap;
    return to <= state.cursor ? Fit::Old : Fit::Applied;
}

/// Ends a transaction of applied rows: counts, the stream's state, commit.
Outcome<ApplyReport> conclude(
    sql::Database &database, sql::Transaction &transaction, RowApplier &applier, ApplyReport report)
{
    if (auto done = applier.finish(); !done)
        return tl::make_unexpected(done.error());
    if (!report.state.stream.isNull()) {
        if (auto done = StreamTable(database).put(report.state); !done)
            return tl::make_unexpected(done.error());
    }
    if (auto done = transaction.commit(); !done)
        return tl::make_unexpected(done.error());
    return report;
}

} // namespace

Outcome<ApplyReport> Cache::applyChanges(const StreamId &stream, const ChangesPage &page, qint64 nowMs)
{
    sql::Transaction transaction(*m_database);
    if (!transaction.begun())
        return tl::make_unexpected(transaction.begun().error());
    const auto state = StreamTable(*m_database).find(stream);
    if (!state)
        return tl::make_unexpected(state.error());
    ApplyReport report;
    if (!*state) {
        report.fit = Fit::UnknownStream;
        return report;
    }
    report.state = **state;
    report.fit = fitOf(report.state, page.epoch, page.from, page.to);
    if (report.fit == Fit::WrongEpoch || report.fit == Fit::Gap)
        return report;
    RowApplier applier(*m_database, report);
    if (auto done = applyItems(applier, stream, page.items); !done)
        return tl::make_unexpected(done.error());
    report.state.cursor = std::max(report.state.cursor, page.to);
    report.state.syncedWallMs = nowMs;
    return conclude(*m_database, transaction, applier, report);
}

Outcome<ApplyReport> Cache::applyFrames(
    const StreamId &stream, const QVector<StreamFrame> &frames, qint64 nowMs)
{
    sql::Transaction transaction(*m_database);
    if (!transaction.begun())
        return tl::make_unexpected(transaction.begun().error());
    const auto state = StreamTable(*m_database).find(stream);
    if (!state)
        return tl::make_unexpected(state.error());
    ApplyReport report;
    if (!*state) {
        report.fit = Fit::UnknownStream;
        return report;
    }
    report.state = **state;
    report.fit = Fit::Old;
    RowApplier applier(*m_database, report);
    for (const auto &frame : frames) {
        const Fit fit = fitOf(report.state, frame.epoch, frame.prev, frame.seq);
        if (fit == Fit::Old)
            continue;
        report.fit = fit;
        if (fit != Fit::Applied)
            break;
        if (auto done = applyItems(applier, stream, frame.items); !done)
            return tl::make_unexpected(done.error());
        report.state.cursor = frame.seq;
        report.state.syncedWallMs = nowMs;
    }
    return conclude(*m_database, transaction, applier, report);
}

Outcome<ApplyReport> Cache::applyRows(const QVector<StreamChange> &rows, const Heads &heads)
{
    sql::Transaction transaction(*m_database);
    if (!transaction.begun())
        return tl::make_unexpected(transaction.begun().error());
    ApplyReport report;
    RowApplier applier(*m_database, report);
    for (const auto &row : rows) {
        const auto state = StreamTable(*m_database).find(row.stream);
        if (!state)
            return tl::make_unexpected(state.error());
        // Seqs of two histories cannot be compared: one of the new history would guard its place against
        // the rows of the old, and the other way round. The rows come with the page that tells the epoch.
        if (!*state || (*state)->epoch.isNull() || heads.value(row.stream).epoch != (*state)->epoch)
            continue;
        if (auto done = applier.apply(row.stream, row.item); !done)
            return tl::make_unexpected(done.error());
    }
    return conclude(*m_database, transaction, applier, report);
}

Outcome<ApplyReport> Cache::applySnapshot(
    const StreamId &stream, const SnapshotPage &page, bool first, qint64 nowMs)
{
    sql::Transaction transaction(*m_database);
    if (!transaction.begun())
        return tl::make_unexpected(transaction.begun().error());
    const auto state = StreamTable(*m_database).find(stream);
    if (!state)
        return tl::make_unexpected(state.error());
    ApplyReport report;
    report.state = state->value_or(StreamState{});
    report.state.stream = stream;
    if (!first && report.state.epoch != page.epoch) {
        report.fit = Fit::WrongEpoch;
        return report;
    }
    RowApplier applier(*m_database, report);
    if (auto done = applyItems(applier, stream, page.items); !done)
        return tl::make_unexpected(done.error());
    if (first) {
        report.state.epoch = page.epoch;
        report.state.cursor = page.asOf;
        report.state.syncedWallMs = nowMs;
        report.reset = true;
    }
    report.state.backfill = page.next;
    return conclude(*m_database, transaction, applier, report);
}

} // namespace preggo
