// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/sync_core.h"

#include <QVector>

#include <optional>

namespace preggo {

/// Reads one stream: pages of changes, frames, and snapshots where there is no base or the history
/// changed (docs/sync.md, sections 9, 11 and 12). One thing at a time: a request or a write.
///
///   no epoch ──▶ first join: newest page, cursor = as_of ──▶ changes ──▶ older pages in the background
///   409 epoch or cursor, 410 ──▶ snapshot into staging ──▶ swap ──▶ changes
///   frame: prev == cursor applies, seq <= cursor is dropped, prev > cursor asks for changes
///
/// Main thread.
class StreamSync
{
public:
    StreamSync(SyncCore &core, const StreamId &stream);
    ~StreamSync();

    /// Something may be new.
    void pull();
    /// Its changes were asked for, and the answer is not applied yet.
    [[nodiscard]] bool isReading() const { return m_reading; }
    /// The history may be another one: no push until changes or a new snapshot are in.
    void rebase();
    void takeFrame(const StreamFrame &frame);
    /// `atOnce` false gives frames two seconds to come by themselves.
    void takeHead(const Head &head, bool atOnce);
    /// Goes on with whatever is wanted; call it when the gate opens.
    void resume();

    [[nodiscard]] bool isCurrent() const;
    /// The server does not show it to her; only her own stream can bring it back.
    [[nodiscard]] bool isGone() const { return m_gone; }

private:
    enum class Want { Nothing, Resync, Join, Frames, Changes, Backfill };

    /// Nothing goes to the family until its streams were asked what became of them.
    void holdHistory();
    [[nodiscard]] Want wanted() const;
    void request(Want want);
    void answered(Want want, const HttpAnswer &answer);
    void refused(const Outcome &outcome);
    void takeChanges(const QByteArray &body);
    void takeSnapshot(const QByteArray &body, bool first);
    void stagePage(const QByteArray &body);
    void staged(const Result<SnapshotPage> &page, const sql::Outcome<ApplyReport> &report);
    void applyFrames();
    void applied(const sql::Outcome<ApplyReport> &report);
    void unreadable(const Problem &problem);
    void storageFailed(const sql::Error &error);
    void gotOn() { m_fruitless = 0; }
    void gotNowhere();
    [[nodiscard]] HttpRequest requestFor(Want want) const;
    [[nodiscard]] StreamState state() const { return m_core.streams.of(m_stream); }

    SyncCore &m_core;
    const StreamId m_stream;
    std::optional<ServerGate::Probe> m_probe;
    bool m_busy = false;
    bool m_reading = false; ///< busy with a page of changes
    bool m_newHead = false; ///< told meanwhile, and to be caught up with at once
    bool m_wantChanges = false;
    bool m_wantResync = false;
    bool m_gone = false; ///< 404: wait for the person's own stream to say why
    QString m_resyncPage; ///< token of the next staged page; empty before the first
    EpochId m_resyncEpoch;
    qint64 m_resyncAsOf = 0;
    QVector<StreamFrame> m_frames; ///< at most limits::kPullBuffer
    qint64 m_headSeen = 0;
    int m_fruitless = 0; ///< answers in a row after which as much was wanted as before
    std::optional<Executor::TimerId> m_pauseTimer; ///< while it runs, nothing is asked
    std::optional<Executor::TimerId> m_lateTimer;
    std::optional<Executor::TimerId> m_diskTimer;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace preggo
