// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/outgoing.h"

#include "core/sync/pictures_out.h"
#include "core/sync/storage_problem.h"
#include "protocol/limits.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;

Outgoing::Outgoing(SyncCore &core, std::function<void()> pump)
    : m_core(core)
    , m_pump(std::move(pump))
{ }

Result<void> Outgoing::check(const ActionDraft &draft) const
{
    if (!m_ready)
        return fail(ProblemCode::Unavailable, u"The app is still starting. Try again in a moment."_s);
    if (draft.stream.isNull() || draft.entity.isNull())
        return fail(ProblemCode::InvalidField, {}, u"stream"_s);
    if (m_core.queue.size() >= limits::kOutboxActions)
        return fail(
            ProblemCode::LimitReached, u"Too much waits to be sent. Connect to the internet first."_s);
    return validatePayload(draft.kind, infoOf(draft.kind).version, draft.payload);
}

QVector<OpId> Outgoing::needsOf(const ActionDraft &draft) const
{
    QVector<OpId> needs;
    const auto needCreateOf = [&](EntityId entity) {
        const auto *create = m_core.queue.createOf(entity);
        if (create && !needs.contains(create->row.action.opId))
            needs.append(create->row.action.opId);
    };
    if (!isCreate(draft.kind))
        needCreateOf(draft.entity);
    for (const auto key : {u"post", u"parent"}) {
        if (const auto id = EntityId::parse(draft.payload[QStringView(key)].toString()))
            needCreateOf(*id);
    }
    return needs;
}

Action Outgoing::build(const ActionDraft &draft) const
{
    Action action;
    action.opId = m_core.rng.mintV7<OpId>(m_core.clock.wallMs());
    action.kind = draft.kind;
    action.v = infoOf(draft.kind).version;
    action.stream = draft.stream;
    action.entityId = draft.entity;
    action.payload = draft.payload;
    action.orderKey = orderKeyFor(draft.kind, draft.stream, draft.entity, draft.payload);
    action.baseVersion = draft.baseVersion;
    action.occurredAtMs = m_core.clock.wallMs();
    action.needs = needsOf(draft);
    return action;
}

OpId Outgoing::submit(const ActionDraft &draft, const Done &committed)
{
    if (auto valid = check(draft); !valid) {
        report(committed, valid);
        return {};
    }
    Action action = build(draft);
    const Coalescing change = draft.supersedes.isNull() ? coalesce(m_core.queue, action) : Coalescing();
    switch (change.kind) {
    case Coalescing::Kind::Append:
        return append(draft, std::move(action), committed);
    case Coalescing::Kind::Replace:
        return replace(draft, change, committed);
    case Coalescing::Kind::Cancel:
        return cancel(change.cancelled, committed);
    }
    Q_UNREACHABLE();
}

OpId Outgoing::append(const ActionDraft &draft, Action action, const Done &committed)
{
    constexpr qint64 kBatchedMs = 30'000;
    ActionRow row;
    const OpId op = action.opId;
    row.createdMs = action.occurredAtMs;
    row.action = std::move(action);
    row.localSeq = m_core.queue.takeLocalSeq();
    row.supersedes = draft.supersedes;
    auto &entry = m_core.queue.insert(row, false);
    if (infoOf(draft.kind).lane != Lane::Human)
        entry.notBeforeMs = m_core.clock.steadyMs() + kBatchedMs;
    OutboxBatch batch;
    batch.put.append(row);
    batch.media = draft.media;
    batch.releaseDraft = draft.releases;
    const auto mediaBefore = takeMedia(draft.media);
    Superseded superseded;
    if (!draft.supersedes.isNull())
        superseded = supersede(draft.supersedes, op, batch);
    const auto undo = [this, op, superseded, mediaBefore] {
        m_core.queue.erase(op);
        putBack(superseded, op);
        mediaBefore();
    };
    const auto finished = [&core = m_core, pictures = superseded.pictures, committed](
                              const Result<void> &result) {
        if (result)
            stopSending(core, pictures);
        if (committed)
            committed(result);
    };
    commit(std::move(batch), {op, draft.supersedes}, undo, finished);
    return op;
}

/// Takes over the rows, and returns what puts back those of before.
std::function<void()> Outgoing::takeMedia(const QVector<MediaOut> &rows)
{
    QVector<std::pair<MediaId, std::optional<MediaOut>>> before;
    for (const auto &row : rows) {
        const MediaOut *old = m_core.queue.media(row.mediaId);
        before.append({row.mediaId, old ? std::optional(*old) : std::nullopt});
        m_core.queue.setMedia(row);
    }
    return [this, before] {
        for (const auto &[id, old] : before) {
            if (old)
                m_core.queue.setMedia(*old);
            else
                m_core.queue.dropMedia(id);
        }
    };
}

/// All that needs it, directly or not, in the order of the queue.
QVector<ActionQueue::Entry> Outgoing::entriesBehind(OpId op) const
{
    QVector<ActionQueue::Entry> entries;
    for (const auto &dependent : m_core.queue.withDependents(op)) {
        if (dependent != op)
            entries.append(*m_core.queue.find(dependent));
    }
    std::sort(entries.begin(), entries.end(),
        [](const auto &a, const auto &b) { return a.row.localSeq < b.row.localSeq; });
    return entries;
}

/// In the place where it stood it would keep back the fresh action, which it waits for, where both have one
/// order key.
ActionRow Outgoing::moveBehind(ActionQueue::Entry entry, OpId old, OpId fresh)
{
    auto &needs = entry.row.action.needs;
    std::replace(needs.begin(), needs.end(), old, fresh);
    entry.row.localSeq = m_core.queue.takeLocalSeq();
    m_core.queue.putBack(entry);
    return entry.row;
}

// The old action goes to the trash; what waited for it now waits for the fresh one.
Outgoing::Superseded Outgoing::supersede(OpId old, OpId fresh, OutboxBatch &batch)
{
    Superseded gone;
    const auto *entry = m_core.queue.find(old);
    if (!entry || !after(entry->row.state, ActionEvent::Discarded))
        return gone;
    gone.entry = *entry;
    gone.dependents = entriesBehind(old);
    for (const auto &dependent : std::as_const(gone.dependents))
        batch.put.append(moveBehind(dependent, old, fresh));
    gone.pictures = m_core.queue.mediaNoOtherNames(mediaOf(entry->row.action), {old});
    for (const auto &picture : std::as_const(gone.pictures))
        batch.dropMedia.append(picture.mediaId);
    static_cast<void>(m_core.queue.apply(old, ActionEvent::Discarded));
    m_core.queue.erase(old);
    batch.discard.append(old);
    return gone;
}

ActionRow Outgoing::needInstead(OpId op, OpId old, OpId fresh)
{
    ActionQueue::Entry entry = *m_core.queue.find(op);
    entry.row.action.needs.replace(entry.row.action.needs.indexOf(old), fresh);
    m_core.queue.putBack(entry);
    return entry.row;
}

void Outgoing::putBack(const Superseded &gone, OpId fresh)
{
    if (!gone.entry)
        return;
    const OpId old = gone.entry->row.action.opId;
    m_core.queue.putBack(*gone.entry);
    for (const auto &dependent : gone.dependents) {
        if (m_core.queue.find(dependent.row.action.opId))
            m_core.queue.putBack(dependent);
    }
    const auto waiting = m_core.queue.dependentsOf(fresh); // newer ones too
    for (const auto &op : waiting)
        needInstead(op, fresh, old);
}

OpId Outgoing::replace(const ActionDraft &draft, const Coalescing &change, const Done &committed)
{
    auto *entry = m_core.queue.find(change.target);
    const ActionQueue::Entry before = *entry;
    m_core.queue.replacePayload(change.target, change.payload);
    entry->committed = false; // nothing leaves that the file does not hold
    const auto mediaBefore = takeMedia(draft.media);
    OutboxBatch batch;
    batch.put.append(entry->row);
    batch.media = draft.media;
    batch.releaseDraft = draft.releases;
    const auto unwanted = m_core.queue.mediaNoOtherNames(mediaOf(before.row.action), {});
    for (const auto &picture : unwanted)
        batch.dropMedia.append(picture.mediaId);
    const auto undo = [this, before, mediaBefore] {
        m_core.queue.replacePayload(before.row.action.opId, before.row.action.payload);
        if (auto *now = m_core.queue.find(before.row.action.opId))
            now->committed = before.committed;
        mediaBefore();
    };
    const auto finished = [&core = m_core, unwanted, committed](const Result<void> &result) {
        if (result)
            forgetPictures(core, unwanted);
        if (committed)
            committed(result);
    };
    commit(std::move(batch), {change.target}, undo, finished);
    return change.target;
}

OpId Outgoing::cancel(const QVector<OpId> &ops, const Done &committed)
{
    QVector<ActionQueue::Entry> gone;
    OutboxBatch batch;
    batch.discard = ops;
    const auto pictures = m_core.queue.mediaNoOtherNames(m_core.queue.mediaOfAll(ops), ops);
    for (const auto &picture : pictures)
        batch.dropMedia.append(picture.mediaId);
    for (const auto &op : ops) {
        gone.append(*m_core.queue.find(op));
        static_cast<void>(m_core.queue.apply(op, ActionEvent::Discarded));
    }
    m_core.events.actionsChanged(ops);
    for (const auto &op : ops)
        m_core.queue.erase(op);
    const auto undo = [this, gone] {
        for (const auto &entry : gone)
            m_core.queue.putBack(entry);
    };
    const auto finished = [&core = m_core, pictures, committed](const Result<void> &result) {
        if (result)
            stopSending(core, pictures);
        if (committed)
            committed(result);
    };
    commit(std::move(batch), ops, undo, finished);
    return ops.constFirst();
}

void Outgoing::commit(OutboxBatch batch, QVector<OpId> changed, std::function<void()> undo, const Done &done)
{
    batch.nowMs = m_core.clock.wallMs();
    m_core.events.actionsChanged(changed);
    m_core.storage.run([batch](Outbox &outbox, Cache &) { return outbox.write(batch); },
        [this, batch, changed, undo = std::move(undo), done](const sql::Outcome<void> &written) {
            if (!written) {
                undo();
                m_core.events.storageFailed(written.error());
                m_core.events.actionsChanged(changed);
                if (done)
                    done(tl::make_unexpected(toProblem(written.error())));
                return m_pump(); // memory may know more than the file: of a picture that is stored, say
            }
            m_core.events.storageWorks();
            for (const auto &row : batch.put) {
                // What was replaced meanwhile is saved by a later write.
                if (auto *entry = m_core.queue.find(row.action.opId);
                    entry && entry->row.action.payload == row.action.payload)
                    entry->committed = true;
            }
            for (const auto &media : batch.media) {
                if (m_core.uploads && media.state == MediaOutState::Waiting)
                    m_core.uploads->enqueue(media);
            }
            if (done)
                done({});
            m_pump();
        });
}

void Outgoing::report(const Done &done, Result<void> result)
{
    if (!done)
        return;
    m_core.main.post([done, result] { done(result); });
}

} // namespace preggo
