// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/push_results.h"

#include "core/sync/outgoing.h"
#include "core/sync/pictures_out.h"
#include "protocol/limits.h"

#include <QSet>

namespace preggo {

bool parkClosed(ActionQueue &queue, ActionQueue::Entry &entry)
{
    if (!entry.closed || !queue.apply(entry.row.action.opId, ActionEvent::ParkedHere))
        return false;
    entry.closed = false;
    entry.row.cause = ParkCause::NotMember;
    entry.row.problem = Outgoing::familyClosed();
    return true;
}

void PushResults::take(const PushReply &reply)
{
    QSet<OpId> open(m_ops.cbegin(), m_ops.cend());
    for (const auto &result : reply.results) {
        if (open.remove(result.opId))
            takeOne(reply, result);
    }
    const Outcome silent{Verdict::Retry, {}, {}}; // an action that the answer leaves out
    for (const auto &op : std::as_const(open)) {
        if (auto *entry = m_core.queue.find(op))
            wait(*entry, silent, false);
    }
}

void PushResults::takeOne(const PushReply &reply, const PushResult &result)
{
    auto *entry = m_core.queue.find(result.opId);
    if (!entry)
        return;
    const Outcome outcome = classify(result);
    entry->row.crashCount = 0;
    switch (outcome.verdict) {
    case Verdict::Delivered:
        return acknowledge(*entry, reply, result);
    case Verdict::Refused:
        return refuse(*entry, outcome.problem);
    case Verdict::KeyReused:
        m_reused.append(result.opId);
        return;
    case Verdict::Rebase:
        m_rebase.insert(entry->row.action.stream);
        return wait(*entry, outcome, ++entry->rebases <= kRebasesAtOnce);
    case Verdict::RateLimited:
    case Verdict::TooOld:
    case Verdict::Maintenance:
    case Verdict::SignIn:
        m_accountWide = outcome;
        return wait(*entry, outcome, true);
    case Verdict::Retry:
    case Verdict::ServerFails:
    case Verdict::WaitForOther:
    case Verdict::Insecure:
    case Verdict::Gone:
        return wait(*entry, outcome, result.status == PushStatus::Skipped);
    }
}

void PushResults::acknowledge(ActionQueue::Entry &entry, const PushReply &reply, const PushResult &result)
{
    ActionRow &row = entry.row;
    const StreamId stream = row.action.stream;
    const EpochId known = m_core.streams.epochOf(stream);
    const auto head = reply.heads.constFind(stream);
    const EpochId epoch = head != reply.heads.constEnd() ? head->epoch : known;
    // The history changed while it was under way. Whether the answer is of the lost one or of the next, only
    // a new look tells; to send it once more does no harm.
    if (!known.isNull() && epoch != known) {
        m_rebase.insert(stream);
        return wait(entry, {Verdict::Rebase, {}, {}}, ++entry.rebases <= kRebasesAtOnce);
    }
    if (!m_core.queue.apply(row.action.opId, ActionEvent::Acknowledged))
        return;
    row.ackSeq = result.seqs.value(stream);
    row.ackEpoch = epoch;
    row.ackedMs = reply.serverTimeMs;
    row.attempts = 0;
    row.nextAtMs = 0;
    row.problem.reset();
    entry.serverErrors = entry.rebases = 0;
    entry.closed = false;
    note(entry);
}

void PushResults::refuse(ActionQueue::Entry &entry, const std::optional<Problem> &problem)
{
    if (!m_core.queue.apply(entry.row.action.opId, ActionEvent::Refused))
        return;
    entry.closed = false;
    entry.row.cause = ParkCause::Rejected;
    entry.row.problem = problem ? *problem : makeProblem(ProblemCode::Rejected);
    note(entry);
    m_refused.append(entry.row.action.opId);
    if (isCreate(entry.row.action.kind))
        cancelWithLaterDelete(entry);
}

// What was refused need not be deleted any more: the two cancel each other.
void PushResults::cancelWithLaterDelete(const ActionQueue::Entry &create)
{
    const auto order = m_core.queue.ofEntity(create.row.action.entityId);
    for (const qint64 localSeq : order) {
        const auto &other = m_core.queue.at(localSeq);
        if (!isDelete(other.row.action.kind) || other.row.state != ActionState::Queued
            || other.row.sentCount > 0)
            continue;
        const auto ops = m_core.queue.withDependents(create.row.action.opId);
        m_batch.discard += ops;
        for (const auto &picture : m_core.queue.mediaNoOtherNames(m_core.queue.mediaOfAll(ops), ops)) {
            m_batch.dropMedia.append(picture.mediaId);
            m_dropped.append(picture);
        }
        m_refused.removeAll(create.row.action.opId);
        return;
    }
}

void PushResults::wait(ActionQueue::Entry &entry, const Outcome &outcome, bool skipped)
{
    const OpId op = entry.row.action.opId;
    if (!m_core.queue.apply(op, ActionEvent::Interrupted))
        return;
    if (parkClosed(entry))
        return note(entry);
    qint64 delay = 0;
    if (!skipped)
        delay = m_core.retry.delay(entry.row.attempts++, outcome.retryAfterMs);
    entry.notBeforeMs = m_core.clock.steadyMs() + delay;
    entry.row.nextAtMs = m_core.clock.wallMs() + delay;
    entry.row.problem = outcome.problem;
    if (!skipped && outcome.problem && outcome.problem->code == ProblemCode::DependencyMissing)
        waitForDependency(entry);
    note(entry);
}

bool PushResults::parkClosed(ActionQueue::Entry &entry)
{
    if (!preggo::parkClosed(m_core.queue, entry))
        return false;
    m_refused.append(entry.row.action.opId);
    return true;
}

void PushResults::waitForDependency(ActionQueue::Entry &entry)
{
    ActionRow &row = entry.row;
    if (m_core.clock.wallMs() - row.createdMs < limits::kDependencyWaitMs)
        return sendPicturesAgain(row.action);
    if (!m_core.queue.apply(row.action.opId, ActionEvent::ParkedHere))
        return;
    row.cause = ParkCause::DependencyLost;
    m_refused.append(row.action.opId);
}

// The server forgets uploads that no post claimed for two weeks; this device still has them.
void PushResults::sendPicturesAgain(const Action &action)
{
    for (const auto &id : mediaOf(action)) {
        const MediaOut *row = m_core.queue.media(id);
        if (!row || row->state != MediaOutState::Stored)
            continue;
        MediaOut again = *row;
        again.state = MediaOutState::Waiting;
        m_core.queue.setMedia(again);
        m_batch.media.append(again);
        m_again.append(again);
    }
}

void PushResults::takeBack()
{
    for (const auto &op : m_ops) {
        auto *entry = m_core.queue.find(op);
        if (!entry || !m_core.queue.apply(op, ActionEvent::Interrupted))
            continue;
        if (!entry->closed) // else R7's note has told the file of this try too
            --entry->row.sentCount;
        entry->notBeforeMs = m_core.clock.steadyMs() + SyncCore::kDiskRetryMs;
        if (parkClosed(*entry))
            note(*entry);
        else
            m_changed.append(entry->row.action);
    }
}

void PushResults::holdBack()
{
    for (const auto &op : m_ops) {
        auto *entry = m_core.queue.find(op);
        if (!entry || !m_core.queue.apply(op, ActionEvent::Interrupted))
            continue;
        static_cast<void>(parkClosed(*entry));
        note(*entry);
    }
}

void PushResults::interruptAll(const Outcome &outcome)
{
    for (const auto &op : m_ops) {
        auto *entry = m_core.queue.find(op);
        if (!entry || !m_core.queue.apply(op, ActionEvent::Interrupted))
            continue;
        if (parkClosed(*entry)) {
            note(*entry);
            continue;
        }
        // The gate decides when; the count only says that it was tried.
        entry->row.attempts = qMin(entry->row.attempts + 1, 1'000);
        entry->row.problem = outcome.problem;
        note(*entry);
    }
}

void PushResults::refuseAlone(const Outcome &outcome)
{
    if (auto *entry = m_core.queue.find(m_ops.constFirst()))
        refuse(*entry, outcome.problem ? outcome.problem : makeProblem(ProblemCode::BadRequest));
}

void PushResults::note(const ActionQueue::Entry &entry)
{
    m_batch.standing = true;
    m_batch.advance.append(entry.row);
    m_changed.append(entry.row.action);
}

void PushResults::tell()
{
    for (const auto &media : std::as_const(m_again)) {
        if (m_core.uploads)
            m_core.uploads->enqueue(media);
    }
    if (m_accountWide)
        m_core.reportFailure(*m_accountWide);
    for (const auto &stream : m_rebase)
        m_core.events.rebase(stream);
    for (const auto &op : std::as_const(m_batch.discard)) {
        static_cast<void>(m_core.queue.apply(op, ActionEvent::Discarded));
    }
    m_core.events.actionsChanged(m_changed);
    for (const auto &op : std::as_const(m_batch.discard))
        m_core.queue.erase(op);
    stopSending(m_core, m_dropped);
    for (const auto &op : std::as_const(m_refused))
        m_core.events.actionRefused(op);
    for (const auto &op : std::as_const(m_reused))
        m_core.events.keyReused(op);
}

} // namespace preggo
