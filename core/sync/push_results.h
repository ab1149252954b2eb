// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/sync_core.h"

#include <set>

namespace preggo {

/// So often in a row a push that met another history goes again at once; then it backs off.
inline constexpr int kRebasesAtOnce = 2;

/// Parks what waits again though R7 came while it was under way: there is no stream any more on which it
/// could go. False where that is not so.
bool parkClosed(ActionQueue &queue, ActionQueue::Entry &entry);

/// What the answers to one push mean for the queue. Changes entries in memory, collects the rows that
/// have to be written, and tells the engine what it must do beside. One instance an answer; main thread.
class PushResults
{
public:
    PushResults(SyncCore &core, const QVector<OpId> &ops)
        : m_core(core)
        , m_ops(ops)
    { }

    /// The push was answered action by action.
    void take(const PushReply &reply);
    /// The push never left, and the disk does not say that it may have.
    void takeBack();
    /// The push never left, though the disk says that it may have: it counts as sent, here too.
    void holdBack();
    /// The push as a whole came to nothing: every action waits again.
    void interruptAll(const Outcome &outcome);
    /// The server refused the push that held this one action alone.
    void refuseAlone(const Outcome &outcome);

    [[nodiscard]] const OutboxBatch &toWrite() const { return m_batch; }
    /// Calls the engine for what take() found; after the queue and the cache agree.
    void tell();

private:
    void takeOne(const PushReply &reply, const PushResult &result);
    void acknowledge(ActionQueue::Entry &entry, const PushReply &reply, const PushResult &result);
    void refuse(ActionQueue::Entry &entry, const std::optional<Problem> &problem);
    void wait(ActionQueue::Entry &entry, const Outcome &outcome, bool skipped);
    void waitForDependency(ActionQueue::Entry &entry);
    void sendPicturesAgain(const Action &action);
    bool parkClosed(ActionQueue::Entry &entry);
    void cancelWithLaterDelete(const ActionQueue::Entry &create);
    void note(const ActionQueue::Entry &entry);

    SyncCore &m_core;
    const QVector<OpId> m_ops;
    OutboxBatch m_batch;
    QVector<Action> m_changed; ///< whole: what is delivered may leave the queue before it is told
    QVector<OpId> m_refused;
    QVector<OpId> m_reused;
    std::set<StreamId> m_rebase;
    std::optional<Outcome> m_accountWide;
    QVector<MediaOut> m_again;
    QVector<MediaOut> m_dropped; ///< pictures of cancelled posts
};

} // namespace preggo
