// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/engine_parts.h"

#include "core/sync/fold.h"
#include "core/sync/key_repair.h"
#include "protocol/json.h"
#include "protocol/limits.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kAckedKeptMs = 30LL * 24 * 3600 * 1000;

} // namespace

void SyncEngine::Parts::purgeSoon()
{
    constexpr qint64 kPurgeMs = 1'000;
    if (purgeTimer || !running || core.queue.acked().empty())
        return;
    purgeTimer = core.main.postAfter(kPurgeMs, [this] {
        purgeTimer.reset();
        purge();
    });
}

// Acknowledged rows go once their effect is visible without them and the server cannot lose it any more.
void SyncEngine::Parts::purge()
{
    constexpr int kAtOnce = 500;
    OutboxBatch batch;
    QVector<MediaOut> settled;
    for (const qint64 localSeq : core.queue.acked()) {
        const auto &entry = core.queue.at(localSeq);
        const ActionRow &row = entry.row;
        const StreamState state = core.streams.of(row.action.stream);
        const bool visible =
            !isActive(row, {row.action.stream, state.epoch, state.completeTo(), entry.baseSeq});
        const Head head = heads.value(row.action.stream);
        // 0: its effect lies in another stream, where its post was moved to, and this one's backups say
        // nothing.
        const bool durable = head.epoch == row.ackEpoch && row.ackSeq > 0 && head.durable >= row.ackSeq;
        if (!visible || (!durable && core.serverTimeMs - row.ackedMs < kAckedKeptMs))
            continue;
        batch.purge.append(row.action.opId);
        for (const auto &id : mediaOf(row.action)) {
            if (const MediaOut *media = core.queue.media(id)) {
                settled.append(*media);
                batch.dropMedia.append(id);
            }
        }
        if (batch.purge.size() >= kAtOnce) {
            purgeSoon();
            break;
        }
    }
    if (batch.purge.isEmpty())
        return;
    for (const auto &op : std::as_const(batch.purge))
        core.queue.erase(op);
    for (const auto &media : std::as_const(settled))
        core.queue.dropMedia(media.mediaId);
    // cache.db is not synced at each commit: what shows their effect has to survive a power cut before they
    // go.
    core.storage.run(
        [batch](Outbox &outbox, Cache &cache) {
            auto kept = cache.makeDurable();
            return kept ? outbox.write(batch) : kept;
        },
        // A row that the disk keeps keeps its files too.
        [&core = core, settled](const sql::Outcome<void> &written) {
            for (qsizetype i = 0; written && core.uploads && i < settled.size(); ++i)
                core.uploads->settled(settled[i]);
        });
}

// Where a row stood in the lost history says nothing of where it stands in this one.
void SyncEngine::Parts::forgetLostSeqs(const StreamState &state)
{
    for (const auto &[localSeq, entry] : core.queue.entries()) {
        const ActionRow &row = entry.row;
        const bool isOfThis = row.state == ActionState::Acked && row.ackEpoch == state.epoch;
        if (row.action.stream == state.stream && !isOfThis)
            core.queue.at(localSeq).baseSeq = 0;
    }
}

// R5: what only the lost history held is sent again, under the same op id and in the old order.
void SyncEngine::Parts::requeueLost(const StreamState &state)
{
    QVector<OpId> lost;
    for (const qint64 localSeq : core.queue.acked()) {
        const ActionRow &row = core.queue.at(localSeq).row;
        if (row.action.stream == state.stream && row.ackEpoch != state.epoch)
            lost.append(row.action.opId);
    }
    if (lost.isEmpty())
        return;
    OutboxBatch batch;
    batch.standing = true;
    for (const auto &op : std::as_const(lost)) {
        static_cast<void>(core.queue.apply(op, ActionEvent::EpochLost));
        batch.advance.append(core.queue.find(op)->row);
    }
    // Where the disk refuses, the next start finds the same rows by the same comparison.
    core.storage.run([batch](Outbox &outbox, Cache &) { return outbox.write(batch); },
        [this](const sql::Outcome<void> &written) {
            if (!written)
                storageFailed(written.error());
        });
    actionsChanged(lost);
}

void SyncEngine::Parts::readMemberships()
{
    core.storage.run([](Outbox &, Cache &cache) { return cache.memberships(); },
        [this](const sql::Outcome<QVector<Membership>> &memberships) {
            if (!memberships)
                return tryDiskAgain(memberships.error(), [this] { readMemberships(); });
            const auto lost = streams.follow(*memberships);
            for (const auto &stream : lost)
                wipe(stream);
            parkUnfollowed();
            tell([](SyncObserver &observer) { observer.familiesChanged(); });
        });
}

void SyncEngine::Parts::askForUnfollowed(const StreamId &stream)
{
    if (running && !streams.follows(stream))
        streams.pull(StreamId::user(core.self));
}

// What was meant for a stream that is not hers would wait for ever: nobody will ever read its epoch.
void SyncEngine::Parts::parkUnfollowed()
{
    if (core.streams.of(StreamId::user(core.self)).completeTo() == 0)
        return;
    QSet<StreamId> unfollowed;
    for (const auto &[localSeq, entry] : core.queue.entries()) {
        const StreamId &stream = entry.row.action.stream;
        if (entry.row.state == ActionState::Queued && !streams.follows(stream))
            unfollowed.insert(stream);
    }
    for (const auto &stream : std::as_const(unfollowed))
        outgoing.parkAllOf(stream);
}

// R7
void SyncEngine::Parts::wipe(const StreamId &stream)
{
    streams.drop(stream);
    heads.remove(stream);
    realtime.streamsChanged();
    outgoing.parkAllOf(stream);
    wipeRows(stream);
}

void SyncEngine::Parts::wipeRows(const StreamId &stream)
{
    core.storage.run([stream](Outbox &, Cache &cache) { return cache.wipeStream(stream); },
        [this, stream](const sql::Outcome<ApplyReport> &report) {
            if (!report)
                return tryDiskAgain(report.error(), [this, stream] { wipeRows(stream); });
            tell([&](SyncObserver &observer) {
                observer.picturesGone(report->media);
                observer.feedReset(stream.family());
                observer.membersChanged(stream.family());
                observer.familiesChanged();
            });
            if (report->unscrubbed)
                tryDiskAgain(*report->unscrubbed, [this] { scrub(); });
            // She may have been let in again while the disk refused: then it is read from the start.
            streams.startAnew(stream);
        });
}

void SyncEngine::Parts::scrub()
{
    core.storage.run([](Outbox &, Cache &cache) { return cache.scrub(); },
        [this](const sql::Outcome<void> &done) {
            if (!done)
                tryDiskAgain(done.error(), [this] { scrub(); });
        });
}

void SyncEngine::Parts::tryDiskAgain(const sql::Error &error, Executor::Task work)
{
    storageFailed(error);
    core.main.postAfter(SyncCore::kDiskRetryMs, [this, weak = std::weak_ptr(alive), work = std::move(work)] {
        if (!weak.expired() && running)
            work();
    });
}

void SyncEngine::Parts::keyReused(OpId op)
{
    HttpRequest request;
    request.path = u"/api/v1/ops/"_s + op.toString();
    request.headers = {{"accept", "application/json"}};
    core.http.send(std::move(request), [this, op](const HttpAnswer &answer) { repaired(op, answer); });
}

// The server holds another content under this op id. What it holds counts as sent; the rest follows as an
// edit.
void SyncEngine::Parts::repaired(OpId op, const HttpAnswer &answer)
{
    const auto *entry = core.queue.find(op);
    if (!entry)
        return;
    const Verdict verdict = classify(answer).verdict;
    const auto json =
        verdict == Verdict::Delivered ? parseJsonObject(answer.body) : fail(ProblemCode::Internal);
    const auto result = json.and_then([](const QJsonObject &object) { return PushResult::fromJson(object); });
    const bool held =
        result && (result->status == PushStatus::Applied || result->status == PushStatus::Duplicate);
    const KeyRepair repair = held ? repairOf(core.queue, entry->row) : KeyRepair();
    if (repair.kind == KeyRepair::Kind::Unreadable)
        return settleRepair(
            op, result || verdict == Verdict::Gone ? ActionEvent::Refused : ActionEvent::Interrupted, 0);
    const qint64 seq = result->seqs.value(entry->row.action.stream);
    if (repair.kind == KeyRepair::Kind::Superseded)
        return settleRepair(op, ActionEvent::Acknowledged, seq);
    // Nothing counts as sent before the rest of it is saved.
    outgoing.submit(repair.rest, [this, weak = std::weak_ptr(alive), op, seq](const Result<void> &saved) {
        if (!weak.expired())
            settleRepair(op, saved ? ActionEvent::Acknowledged : ActionEvent::Interrupted, seq);
    });
}

void SyncEngine::Parts::settleRepair(OpId op, ActionEvent end, qint64 seq)
{
    auto *entry = core.queue.find(op);
    if (!entry || !core.queue.apply(op, end))
        return;
    ActionRow &row = entry->row;
    if (end == ActionEvent::Acknowledged) {
        row.ackSeq = seq;
        row.ackEpoch = core.streams.epochOf(row.action.stream);
        row.ackedMs = core.serverTimeMs;
    } else if (end == ActionEvent::Refused) {
        row.cause = ParkCause::Rejected;
        row.problem = makeProblem(ProblemCode::KeyReused);
    } else {
        const qint64 delay = core.retry.delay(++row.attempts);
        entry->notBeforeMs = core.clock.steadyMs() + delay;
        row.nextAtMs = core.clock.wallMs() + delay;
    }
    OutboxBatch batch;
    batch.standing = true;
    batch.advance.append(row);
    core.storage.run(
        [batch](Outbox &outbox, Cache &) { return outbox.write(batch); }, [](const sql::Outcome<void> &) {});
    const bool closed = std::exchange(entry->closed, false);
    const StreamId stream = row.action.stream;
    actionsChanged({op}); // who hears of it may change the queue
    if (end == ActionEvent::Refused)
        actionRefused(op);
    else if (closed)
        outgoing.parkAllOf(stream); // R7 came meanwhile: there is nowhere to send it again
    dispatcher.pump();
}

} // namespace preggo
