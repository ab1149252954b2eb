// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/engine_parts.h"
#include "core/sync/storage_problem.h"

namespace preggo {

SyncEngine::Parts::Parts(const EngineDeps &dependencies)
    : deps(dependencies)
    , core(deps, *this)
    , overlay(core.queue, deps.self)
    , streams(core)
    , dispatcher(core)
    , outgoing(core, [this] { dispatcher.pump(); })
    , realtime(core, deps.ws, deps.tokens, [this] { return streams.subscribable(); })
{
    core.gate.setListener([this] { resumeAll(); });
}

void SyncEngine::Parts::applied(const ApplyReport &report)
{
    if (report.reset)
        forgetLostSeqs(report.state);
    for (const auto &row : report.rows) {
        for (const qint64 localSeq : core.queue.ofEntity(row.id)) {
            auto &entry = core.queue.at(localSeq);
            if (entry.row.action.stream == row.stream)
                entry.baseSeq = qMax(entry.baseSeq, row.seq);
        }
    }
    const StreamId stream = !report.state.stream.isNull() || report.rows.isEmpty()
        ? report.state.stream
        : report.rows.constFirst().stream;
    const FamilyId family = stream.family();
    if (report.reset)
        requeueLost(report.state);
    if (report.reset && !family.isNull())
        tell([&](SyncObserver &observer) { observer.feedReset(family); });
    else
        notifyPosts({{family, report.posts}}, report.threads);
    if (report.members && !family.isNull())
        tell([&](SyncObserver &observer) { observer.membersChanged(family); });
    if (report.families)
        tell([](SyncObserver &observer) { observer.familiesChanged(); });
    if (report.memberships)
        readMemberships();
    else if (stream == StreamId::user(core.self))
        parkUnfollowed();
    if (report.reset)
        realtime.streamsChanged();
    confirmIfCurrent();
    purgeSoon();
    dispatcher.pump();
}

void SyncEngine::Parts::notifyPosts(const QHash<FamilyId, QSet<PostId>> &posts, const QSet<PostId> &threads)
{
    for (auto it = posts.cbegin(); it != posts.cend(); ++it) {
        const QVector<PostId> ids(it->cbegin(), it->cend());
        if (!ids.isEmpty())
            tell([&](SyncObserver &observer) { observer.postsChanged(it.key(), ids); });
    }
    for (const auto &post : threads)
        tell([&](SyncObserver &observer) { observer.threadChanged(post); });
}

void SyncEngine::Parts::actionsChanged(const QVector<OpId> &ops)
{
    QVector<Action> actions;
    for (const auto &op : ops) {
        if (const auto *entry = core.queue.find(op))
            actions.append(entry->row.action);
    }
    actionsChanged(actions);
}

void SyncEngine::Parts::actionsChanged(const QVector<Action> &actions)
{
    QHash<FamilyId, QSet<PostId>> posts;
    QSet<PostId> threads;
    for (const Action &action : actions) {
        const PostId post = postOf(action);
        if (post.isNull())
            continue;
        posts[action.stream.family()].insert(post);
        if (action.entityId != idCast<EntityId>(post) && action.kind != ActionKind::ReactionSet)
            threads.insert(post);
    }
    notifyPosts(posts, threads);
    tell([](SyncObserver &observer) { observer.outboxChanged(); });
    updateStatus();
}

void SyncEngine::Parts::actionRefused(OpId op)
{
    const auto *entry = core.queue.find(op);
    if (!entry)
        return;
    const Problem why = entry->row.problem.value_or(makeProblem(ProblemCode::Rejected));
    tell([&](SyncObserver &observer) { observer.refused(op, why); });
}

void SyncEngine::Parts::headsSeen(const Heads &seen, bool behindAtOnce)
{
    for (auto it = seen.cbegin(); it != seen.cend(); ++it)
        heads.insert(it.key(), it.value());
    streams.takeHeads(seen, behindAtOnce);
    confirmIfCurrent();
    purgeSoon();
}

void SyncEngine::Parts::rebase(const StreamId &stream)
{
    streams.rebase(stream);
}

void SyncEngine::Parts::streamNotFound(const StreamId &stream)
{
    if (stream != StreamId::user(core.self))
        streams.pull(StreamId::user(core.self));
}

void SyncEngine::Parts::frameCame(const StreamFrame &frame)
{
    streams.takeFrame(frame);
}

void SyncEngine::Parts::lagged(const QVector<StreamId> &which)
{
    for (const auto &stream : which)
        streams.pull(stream);
}

void SyncEngine::Parts::revoked(const StreamId &stream)
{
    streams.pull(StreamId::user(core.self));
    if (!stream.isNull() && stream != StreamId::user(core.self))
        wipe(stream);
}

void SyncEngine::Parts::connectionChanged(bool connected)
{
    status.connected = connected;
    updateStatus();
}

void SyncEngine::Parts::signInNeeded()
{
    status.signInNeeded = true;
    dispatcher.setPaused(true);
    realtime.stop();
    updateStatus();
}

void SyncEngine::Parts::updateNeeded()
{
    status.updateNeeded = true;
    dispatcher.setPaused(true);
    realtime.stop();
    updateStatus();
}

void SyncEngine::Parts::securityChanged(bool problem)
{
    if (status.securityProblem == problem)
        return;
    status.securityProblem = problem;
    updateStatus();
}

void SyncEngine::Parts::storageFailed(const sql::Error &error)
{
    status.storageProblem = toProblem(error);
    updateStatus();
}

void SyncEngine::Parts::storageWorks()
{
    if (!status.storageProblem)
        return;
    status.storageProblem.reset();
    updateStatus();
}

void SyncEngine::Parts::mediaProgress(MediaId media, qint64 sent, qint64 total)
{
    tell([&](SyncObserver &observer) { observer.mediaProgress(media, sent, total); });
}

void SyncEngine::Parts::confirmIfCurrent()
{
    if (!status.connected || !streams.allCurrent())
        return;
    status.lastSyncedWallMs = core.clock.wallMs();
    updateStatus();
}

void SyncEngine::Parts::updateStatus()
{
    status.waiting = core.queue.countOf(ActionState::Queued) + core.queue.countOf(ActionState::Sending);
    status.parked = core.queue.countOf(ActionState::Parked);
    if (status == toldStatus)
        return;
    toldStatus = status;
    tell([this](SyncObserver &observer) { observer.statusChanged(toldStatus); });
}

} // namespace preggo
