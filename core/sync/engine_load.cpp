// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/engine_parts.h"
#include "core/sync/storage_problem.h"

namespace preggo {

namespace {

constexpr int kCrashesMax = 3;

/// What the storage thread reads at start.
struct Loaded
{
    OutboxContents outbox;
    QVector<StreamState> streams;
    QVector<Membership> memberships;
    QHash<OpId, qint64> baseSeqs; ///< of the targets of acknowledged actions
};

/// R1: what was being sent when the process ended is sent again; what ended it three times is parked.
OutboxBatch recover(OutboxContents &contents)
{
    OutboxBatch batch;
    for (auto &row : contents.actions) {
        if (row.state != ActionState::Sending)
            continue;
        row.state = *after(row.state, ActionEvent::Interrupted);
        if (++row.crashCount >= kCrashesMax) {
            row.state = *after(row.state, ActionEvent::ParkedHere);
            row.cause = ParkCause::LocalCrash;
        }
        batch.advance.append(row);
    }
    return batch;
}

/// R5, where the process ended between the swap of a stream's history and the note of what it lost.
OutboxBatch requeueLost(OutboxContents &contents, const QVector<StreamState> &streams)
{
    QHash<StreamId, EpochId> epochs;
    for (const auto &state : streams)
        epochs.insert(state.stream, state.epoch);
    OutboxBatch batch;
    for (auto &row : contents.actions) {
        const EpochId now = epochs.value(row.action.stream);
        if (row.state != ActionState::Acked || now.isNull() || row.ackEpoch == now)
            continue;
        row.state = *after(row.state, ActionEvent::EpochLost);
        batch.advance.append(row);
    }
    return batch;
}

EntityType typeOf(const Action &action)
{
    if (action.kind == ActionKind::ReactionSet)
        return EntityType::Reaction;
    return idCast<PostId>(action.entityId) == postOf(action) ? EntityType::Post : EntityType::Comment;
}

sql::Outcome<QHash<OpId, qint64>> readBaseSeqs(Cache &cache, const OutboxContents &contents)
{
    QHash<OpId, qint64> seqs;
    for (const auto &row : contents.actions) {
        if (row.state != ActionState::Acked || postOf(row.action).isNull())
            continue;
        const auto seq = cache.seqOf(row.action.stream, typeOf(row.action), row.action.entityId);
        if (!seq)
            return tl::make_unexpected(seq.error());
        seqs.insert(row.action.opId, *seq);
    }
    return seqs;
}

sql::Outcome<Loaded> readAll(Outbox &outbox, Cache &cache)
{
    auto contents = outbox.load();
    if (!contents)
        return tl::make_unexpected(contents.error());
    Loaded loaded{std::move(*contents), {}, {}, {}};
    if (auto done = outbox.write(recover(loaded.outbox)); !done)
        return tl::make_unexpected(done.error());
    const auto streams = cache.streams();
    if (!streams)
        return tl::make_unexpected(streams.error());
    if (auto done = outbox.write(requeueLost(loaded.outbox, *streams)); !done)
        return tl::make_unexpected(done.error());
    const auto memberships = cache.memberships();
    if (!memberships)
        return tl::make_unexpected(memberships.error());
    const auto seqs = readBaseSeqs(cache, loaded.outbox);
    if (!seqs)
        return tl::make_unexpected(seqs.error());
    loaded.streams = *streams;
    loaded.memberships = *memberships;
    loaded.baseSeqs = *seqs;
    outbox.startSucceeded();
    return loaded;
}

std::optional<qint64> oldestSync(const QVector<StreamState> &streams)
{
    std::optional<qint64> oldest;
    for (const auto &state : streams) {
        if (state.stream.kind() != StreamId::Kind::User)
            oldest = qMin(oldest.value_or(state.syncedWallMs), state.syncedWallMs);
    }
    return oldest;
}

} // namespace

void SyncEngine::Parts::load(std::function<void(Result<void>)> loaded)
{
    isLoaded = false;
    const qint64 nowMs = core.clock.wallMs();
    core.storage.run(
        [nowMs](Outbox &outbox, Cache &cache) {
            static_cast<void>(outbox.emptyTrash(nowMs));
            return readAll(outbox, cache);
        },
        [this, loaded = std::move(loaded)](const sql::Outcome<Loaded> &result) {
            if (!result) {
                storageFailed(result.error());
                return loaded(tl::make_unexpected(toProblem(result.error())));
            }
            core.queue.load(result->outbox, core.clock.steadyMs(), core.clock.wallMs());
            for (auto it = result->baseSeqs.cbegin(); it != result->baseSeqs.cend(); ++it)
                core.queue.find(it.key())->baseSeq = it.value();
            streams.load(result->streams, result->memberships);
            // R7, where the process ended between the news of her removal and the wipe.
            for (const auto &stream : streams.follow(result->memberships))
                wipe(stream);
            streams.holdDivided(result->outbox.actions);
            status.lastSyncedWallMs = oldestSync(result->streams);
            status.setAside = result->outbox.unreadable;
            outgoing.setReady();
            updateStatus();
            loaded({});
            tell([](SyncObserver &observer) { observer.outboxChanged(); });
            for (const auto &media : result->outbox.media) {
                if (core.uploads && media.state == MediaOutState::Waiting)
                    core.uploads->enqueue(media);
            }
            isLoaded = true;
            if (running)
                connectAll();
        });
}

void SyncEngine::Parts::connectAll()
{
    core.gate.setOffline(deps.net && !deps.net->isOnline());
    streams.pullAll();
    dispatcher.pump();
    if (inForeground)
        realtime.start();
    poll();
}

void SyncEngine::Parts::disconnectAll()
{
    if (pollTimer)
        core.main.cancel(*pollTimer);
    pollTimer.reset();
    if (purgeTimer)
        core.main.cancel(*purgeTimer);
    purgeTimer.reset();
    dispatcher.stop();
    realtime.stop();
    core.http.stop();
}

void SyncEngine::Parts::resumeAll()
{
    if (!mayConnect() || status.signInNeeded || status.updateNeeded)
        return;
    dispatcher.pump();
    streams.resume();
    realtime.resume();
}

// Without a socket, staleness is bounded by this (I19).
void SyncEngine::Parts::poll()
{
    constexpr qint64 kPollMs = 60'000;
    pollTimer = core.main.postAfter(kPollMs, [this] {
        pollTimer.reset();
        const bool wanted =
            running && inForeground && !realtime.isLive() && !status.signInNeeded && !status.updateNeeded;
        if (wanted)
            streams.pullAll();
        purge();
        poll();
    });
}

} // namespace preggo
