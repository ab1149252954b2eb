// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/action_draft.h"
#include "core/sync/coalesce.h"
#include "core/sync/sync_core.h"

#include <functional>

namespace preggo {

/// Takes actions from the person into the queue and out of it again. The queue changes at once, the file
/// follows in one transaction; where that fails, the queue is put back. It lives as long as the core. Main
/// thread.
class Outgoing
{
public:
    using Done = std::function<void(Result<void>)>;

    /// `pump` sends what has become ready.
    Outgoing(SyncCore &core, std::function<void()> pump);

    OpId submit(const ActionDraft &draft, const Done &committed);
    void retry(OpId op);
    void discard(OpId op, const Done &done);
    /// Nothing is taken before the outbox is loaded.
    void setReady() { m_ready = true; }

    void pictureStored(MediaId media);
    void pictureRefused(MediaId media, const Problem &why);
    /// R7: what was meant for a stream that is closed now.
    void parkAllOf(const StreamId &stream);

    /// Why it says so of what is parked for a closed family.
    [[nodiscard]] static Problem familyClosed();

    /// What a person may do with a pending action.
    [[nodiscard]] static bool canRetry(const ActionRow &row);
    [[nodiscard]] static bool canDiscard(const ActionRow &row);

private:
    /// What supersede() took out of the queue, for the case that the disk refuses.
    struct Superseded
    {
        std::optional<ActionQueue::Entry> entry;
        QVector<ActionQueue::Entry> dependents; ///< as they stood
        QVector<MediaOut> pictures; ///< that only the old action named
    };

    [[nodiscard]] static bool canVanish(const ActionRow &row);
    [[nodiscard]] Result<void> check(const ActionDraft &draft) const;
    [[nodiscard]] Action build(const ActionDraft &draft) const;
    [[nodiscard]] QVector<OpId> needsOf(const ActionDraft &draft) const;

    OpId append(const ActionDraft &draft, Action action, const Done &committed);
    OpId replace(const ActionDraft &draft, const Coalescing &change, const Done &committed);
    OpId cancel(const QVector<OpId> &ops, const Done &committed);
    [[nodiscard]] std::function<void()> takeMedia(const QVector<MediaOut> &rows);
    [[nodiscard]] Superseded supersede(OpId old, OpId fresh, OutboxBatch &batch);
    void putBack(const Superseded &gone, OpId fresh);
    [[nodiscard]] QVector<ActionQueue::Entry> entriesBehind(OpId op) const;
    ActionRow moveBehind(ActionQueue::Entry entry, OpId old, OpId fresh);
    ActionRow needInstead(OpId op, OpId old, OpId fresh);
    void tryParkedAgain(OpId op);
    [[nodiscard]] ActionRow closeUnderWay(OpId op);
    void takeBack(const ActionRow &row, const Done &done);
    void commit(OutboxBatch batch, QVector<OpId> changed, std::function<void()> undo, const Done &done);
    /// Of an action that is QUEUED.
    void park(OpId op, ParkCause cause, const Problem &why, OutboxBatch &batch);
    void report(const Done &done, Result<void> result);

    SyncCore &m_core;
    std::function<void()> m_pump;
    bool m_ready = false;
};

} // namespace preggo
