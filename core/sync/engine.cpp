// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/engine_parts.h"
#include "core/sync/storage_problem.h"

namespace preggo {

namespace {

constexpr qint64 kWakeSpreadMs = 2'000;

} // namespace

SyncEngine::SyncEngine(const EngineDeps &deps)
    : m_deps(deps)
    , m_parts(std::make_unique<Parts>(deps))
{ }

SyncEngine::~SyncEngine()
{
    stop();
}

void SyncEngine::start(std::function<void(Result<void>)> loaded)
{
    m_parts->running = true;
    if (m_deps.uploads)
        m_deps.uploads->setListener(m_parts.get());
    m_parts->load(std::move(loaded));
}

void SyncEngine::stop()
{
    if (!m_parts->running)
        return;
    m_parts->running = false;
    if (m_deps.uploads)
        m_deps.uploads->setListener(nullptr);
    m_parts->disconnectAll();
}

OpId SyncEngine::submit(ActionDraft draft, std::function<void(Result<void>)> committed)
{
    m_parts->askForUnfollowed(draft.stream);
    return m_parts->outgoing.submit(draft, committed);
}

void SyncEngine::retry(OpId op)
{
    if (const auto *entry = m_parts->core.queue.find(op))
        m_parts->askForUnfollowed(entry->row.action.stream);
    m_parts->outgoing.retry(op);
}

void SyncEngine::discard(OpId op, std::function<void(Result<void>)> done)
{
    m_parts->outgoing.discard(op, done);
}

void SyncEngine::networkChanged()
{
    const bool offline = m_deps.net && !m_deps.net->isOnline();
    m_parts->core.gate.setOffline(offline);
    if (offline || !m_parts->mayConnect())
        return;
    m_parts->core.gate.reset(kWakeSpreadMs);
    m_parts->realtime.hurry(kWakeSpreadMs);
    m_parts->streams.pullAll();
    if (m_deps.uploads)
        m_deps.uploads->wake();
}

void SyncEngine::serverTrusted(bool trusted)
{
    m_parts->securityChanged(!trusted);
}

void SyncEngine::foreground(bool active)
{
    m_parts->inForeground = active;
    if (!m_parts->mayConnect())
        return;
    if (!active)
        return m_parts->realtime.stop();
    m_parts->core.gate.reset(kWakeSpreadMs);
    m_parts->realtime.start();
    m_parts->realtime.hurry(kWakeSpreadMs);
    m_parts->streams.pullAll();
    if (m_deps.uploads)
        m_deps.uploads->wake();
}

void SyncEngine::refresh()
{
    if (!m_parts->mayConnect())
        return;
    m_parts->core.gate.reset(0);
    m_parts->realtime.start();
    m_parts->realtime.hurry(0);
    m_parts->streams.pullAll();
}

void SyncEngine::signedIn()
{
    m_parts->status.signInNeeded = false;
    m_parts->dispatcher.setPaused(m_parts->status.updateNeeded);
    m_parts->updateStatus();
    refresh();
}

const Overlay &SyncEngine::overlay() const
{
    return m_parts->overlay;
}

SyncStatus SyncEngine::status() const
{
    return m_parts->status;
}

std::optional<PendingAction> SyncEngine::pendingAction(OpId op) const
{
    const auto *entry = m_parts->core.queue.find(op);
    if (!entry || entry->row.state == ActionState::Acked)
        return std::nullopt;
    PendingAction pending;
    pending.row = entry->row;
    pending.delivery = m_parts->overlay.deliveryOfAction(op).state;
    pending.media = mediaOf(entry->row.action);
    pending.canRetry = Outgoing::canRetry(entry->row);
    pending.canDiscard = Outgoing::canDiscard(entry->row);
    pending.canEdit = entry->row.state == ActionState::Parked && entry->row.surelyNotApplied()
        && isCreate(entry->row.action.kind);
    return pending;
}

QVector<PendingAction> SyncEngine::pending(qsizetype most) const
{
    QVector<PendingAction> all;
    for (const auto &[localSeq, entry] : m_parts->core.queue.entries()) {
        if (all.size() >= most)
            break;
        if (auto pending = pendingAction(entry.row.action.opId))
            all.append(std::move(*pending));
    }
    return all;
}

void SyncEngine::addObserver(SyncObserver *observer)
{
    m_parts->observers.append(observer);
}

void SyncEngine::removeObserver(SyncObserver *observer)
{
    m_parts->observers.removeAll(observer);
}

void SyncEngine::saveDraft(Draft draft, std::function<void(Result<void>)> done)
{
    m_parts->core.storage.run([draft](Outbox &outbox, Cache &) { return outbox.saveDraft(draft); },
        [done = std::move(done)](const sql::Outcome<void> &saved) {
            if (done)
                done(saved ? Result<void>() : tl::make_unexpected(toProblem(saved.error())));
        });
}

void SyncEngine::loadDraft(const QString &target, std::function<void(std::optional<Draft>)> done)
{
    m_parts->core.storage.run([target](Outbox &outbox, Cache &) { return outbox.draftFor(target); },
        [done = std::move(done)](const sql::Outcome<std::optional<Draft>> &draft) {
            done(draft ? *draft : std::optional<Draft>());
        });
}

void SyncEngine::removeDraft(DraftId draft)
{
    m_parts->core.storage.run([draft](Outbox &outbox, Cache &) { return outbox.removeDraft(draft); },
        [](const sql::Outcome<void> &) {});
}

} // namespace preggo
