// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/outgoing.h"

#include "protocol/action_upgrade.h"
#include "protocol/payloads.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

ActionDraft draftOf(const ActionRow &row)
{
    ActionDraft draft;
    draft.kind = row.action.kind;
    draft.stream = row.action.stream;
    draft.entity = row.action.entityId;
    Action action = row.action;
    static_cast<void>(upgradePayload(action, payloadUpgrades())); // it goes as one of this version
    draft.payload = action.payload;
    draft.baseVersion = row.action.baseVersion;
    draft.supersedes = row.action.opId;
    return draft;
}

} // namespace

bool Outgoing::canRetry(const ActionRow &row)
{
    // A refused one goes as a new action, and what this version does not know it cannot make anew.
    if (row.action.kind == ActionKind::Unknown && row.cause == ParkCause::Rejected)
        return false;
    return row.state == ActionState::Parked || (row.state == ActionState::Queued && row.attempts > 0);
}

bool Outgoing::canDiscard(const ActionRow &row)
{
    if (row.state != ActionState::Queued && row.state != ActionState::Parked)
        return false;
    const ActionKind kind = row.action.kind;
    return canVanish(row) || isCreate(kind) || kind == ActionKind::ReactionSet;
}

/// Nothing has to be undone on the server, or nothing can be: a closed family takes no more actions.
bool Outgoing::canVanish(const ActionRow &row)
{
    return row.surelyNotApplied() || (row.state == ActionState::Parked && row.cause == ParkCause::NotMember);
}

void Outgoing::retry(OpId op)
{
    auto *entry = m_core.queue.find(op);
    if (!entry)
        return;
    if (entry->row.state == ActionState::Queued) {
        entry->notBeforeMs = 0;
        return m_core.gate.reset(0);
    }
    if (entry->row.state != ActionState::Parked)
        return;
    if (entry->row.cause == ParkCause::Rejected) { // final for its op id (I5)
        submit(draftOf(entry->row), {});
        return;
    }
    // R7: what would be queued for a closed family would wait for ever.
    if (entry->row.cause == ParkCause::NotMember && m_core.streams.epochOf(entry->row.action.stream).isNull())
        return;
    tryParkedAgain(op);
}

void Outgoing::tryParkedAgain(OpId op)
{
    auto *entry = m_core.queue.find(op);
    const ActionQueue::Entry before = *entry;
    static_cast<void>(m_core.queue.apply(op, ActionEvent::Retried));
    entry->row.cause = ParkCause::None;
    entry->row.problem.reset();
    entry->row.crashCount = 0;
    entry->row.createdMs = m_core.clock.wallMs(); // dependencies get their time once more
    entry->notBeforeMs = 0;
    entry->committed = false; // the file says parked; nothing leaves that it does not hold
    OutboxBatch batch;
    batch.advance.append(entry->row);
    for (const auto &id : mediaOf(entry->row.action)) {
        const MediaOut *media = m_core.queue.media(id);
        if (!media || media->state != MediaOutState::Refused)
            continue;
        MediaOut again = *media;
        again.state = MediaOutState::Waiting;
        again.problem.reset();
        batch.media.append(again);
    }
    const auto mediaBefore = takeMedia(batch.media);
    const auto undo = [this, before, mediaBefore] {
        if (m_core.queue.find(before.row.action.opId)) // else she discarded it meanwhile
            m_core.queue.putBack(before);
        mediaBefore();
    };
    const auto finished = [this, op, payload = before.row.action.payload](const Result<void> &result) {
        auto *now = m_core.queue.find(op);
        if (result && now && now->row.action.payload == payload) // else a later write still has to say so
            now->committed = true;
    };
    commit(std::move(batch), {op}, undo, finished);
}

void Outgoing::discard(OpId op, const Done &done)
{
    const auto *entry = m_core.queue.find(op);
    if (!entry || !canDiscard(entry->row))
        return report(done,
            fail(ProblemCode::InProgress, u"It may have arrived already. Wait a moment, then try again."_s));
    if (!canVanish(entry->row))
        return takeBack(entry->row, done);
    QVector<OpId> ops =
        isCreate(entry->row.action.kind) ? m_core.queue.withDependents(op) : QVector<OpId>{op};
    ops.removeIf([this](OpId each) { return !canVanish(m_core.queue.find(each)->row); });
    cancel(ops, done);
}

// The server may have it: what follows undoes it there, and hides it here at once.
void Outgoing::takeBack(const ActionRow &row, const Done &done)
{
    const Action action = row.action;
    if (row.state == ActionState::Parked)
        retry(action.opId);
    if (action.kind == ActionKind::PostCreate) {
        submit(draft::deletePost(action.stream, idCast<PostId>(action.entityId)), done);
    } else if (action.kind == ActionKind::CommentCreate) {
        submit(draft::deleteComment(action.stream, idCast<CommentId>(action.entityId), postOf(action)), done);
    } else {
        submit(draft::setReaction(action.stream, postOf(action), m_core.self, {}), done);
    }
}

void Outgoing::park(OpId op, ParkCause cause, const Problem &why, OutboxBatch &batch)
{
    auto *entry = m_core.queue.find(op);
    static_cast<void>(m_core.queue.apply(op, ActionEvent::ParkedHere));
    entry->row.cause = cause;
    entry->row.problem = why;
    batch.advance.append(entry->row);
}

void Outgoing::pictureStored(MediaId media)
{
    const MediaOut *row = m_core.queue.media(media);
    if (!row || row->state == MediaOutState::Stored)
        return;
    MediaOut stored = *row;
    stored.state = MediaOutState::Stored;
    stored.problem.reset();
    m_core.queue.setMedia(stored);
    OutboxBatch batch;
    batch.media.append(stored);
    commit(std::move(batch), {}, [] {}, {});
}

void Outgoing::pictureRefused(MediaId media, const Problem &why)
{
    const MediaOut *row = m_core.queue.media(media);
    if (!row)
        return;
    MediaOut refused = *row;
    refused.state = MediaOutState::Refused;
    refused.problem = why;
    m_core.queue.setMedia(refused);
    OutboxBatch batch;
    batch.standing = true;
    batch.media.append(refused);
    QVector<OpId> ops;
    for (const qint64 localSeq : m_core.queue.queuedOf(refused.family)) {
        const Action &action = m_core.queue.at(localSeq).row.action;
        if (mediaOf(action).contains(media))
            ops.append(action.opId);
    }
    for (const auto &op : std::as_const(ops))
        park(op, ParkCause::MediaRefused, why, batch);
    commit(std::move(batch), ops, [] {}, {});
    for (const auto &op : std::as_const(ops))
        m_core.events.actionRefused(op);
}

void Outgoing::parkAllOf(const StreamId &stream)
{
    QVector<OpId> ops;
    OutboxBatch batch;
    batch.standing = true;
    for (const auto &[localSeq, entry] : m_core.queue.entries()) {
        if (entry.row.action.stream != stream)
            continue;
        if (entry.row.state == ActionState::Queued)
            ops.append(entry.row.action.opId);
        else if (entry.row.state == ActionState::Sending)
            batch.advance.append(closeUnderWay(entry.row.action.opId));
    }
    if (ops.isEmpty() && batch.advance.isEmpty())
        return;
    for (const auto &op : std::as_const(ops))
        park(op, ParkCause::NotMember, familyClosed(), batch);
    commit(std::move(batch), ops, [] {}, {});
    for (const auto &op : std::as_const(ops))
        m_core.events.actionRefused(op);
}

/// Its answer decides. Where none comes, or the app ends before, it is parked: so says the file already.
ActionRow Outgoing::closeUnderWay(OpId op)
{
    auto *entry = m_core.queue.find(op);
    entry->closed = true;
    ActionRow parked = entry->row;
    parked.state = *after(*after(parked.state, ActionEvent::Interrupted), ActionEvent::ParkedHere);
    parked.cause = ParkCause::NotMember;
    parked.problem = familyClosed();
    return parked;
}

Problem Outgoing::familyClosed()
{
    return makeProblem(ProblemCode::NotFound,
        u"You are no longer a member of this family. Your text is kept: copy it, or discard it."_s);
}

} // namespace preggo
