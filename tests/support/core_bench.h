// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/sync_core.h"
#include "tests/support/fake_net.h"
#include "tests/support/fake_tokens.h"
#include "tests/support/fake_uploads.h"
#include "tests/support/scripted_http.h"
#include "tests/support/sim_files.h"
#include "tests/support/sim_vfs.h"

namespace preggo::test {

/// Writes down what the parts of the engine tell it.
struct RecordedEvents final : SyncEvents
{
    void applied(const ApplyReport &report) override { reports.append(report); }
    void actionsChanged(const QVector<OpId> &ops) override { changed += ops; }
    void actionsChanged(const QVector<Action> &actions) override
    {
        for (const auto &action : actions)
            changed.append(action.opId);
    }
    void actionRefused(OpId op) override { refused.append(op); }
    void keyReused(OpId op) override { reused.append(op); }
    void headsSeen(const Heads &seen, bool behindAtOnce) override
    {
        heads.append(seen);
        atOnce = behindAtOnce;
    }
    void rebase(const StreamId &stream) override { rebased.append(stream); }
    void historyLost(const StreamId &stream) override { lost.append(stream); }
    void streamNotFound(const StreamId &stream) override { notFound.append(stream); }
    void frameCame(const StreamFrame &frame) override { frames.append(frame); }
    void lagged(const QVector<StreamId> &streams) override { behind += streams; }
    void revoked(const StreamId &stream) override { closed.append(stream); }
    void connectionChanged(bool connected) override { connections.append(connected); }
    void signInNeeded() override { ++signIns; }
    void updateNeeded() override { ++updates; }
    void securityChanged(bool problem) override { insecure = problem; }
    void storageFailed(const sql::Error &error) override { storageErrors.append(error); }
    void storageWorks() override { ++storageSuccesses; }

    QVector<ApplyReport> reports;
    QVector<OpId> changed;
    QVector<OpId> refused;
    QVector<OpId> reused;
    QVector<Heads> heads;
    bool atOnce = false;
    QVector<StreamId> rebased;
    QVector<StreamId> lost;
    QVector<StreamId> notFound;
    QVector<StreamFrame> frames;
    QVector<StreamId> behind;
    QVector<StreamId> closed;
    QVector<bool> connections;
    int signIns = 0;
    int updates = 0;
    bool insecure = false;
    QVector<sql::Error> storageErrors;
    int storageSuccesses = 0;
};

/// What the parts of the engine work with, without the engine: real databases on a disk in memory, a network
/// whose answers the test writes, and virtual time.
struct CoreBench
{
    CoreBench()
        : outbox(std::move(Outbox::open(QStringLiteral("outbox.db"), local)->outbox))
        , cache(std::move(Cache::open(QStringLiteral("cache.db"), self, local)->cache))
    { }
    ~CoreBench() { executor.drain(); }
    CoreBench(const CoreBench &) = delete;
    CoreBench &operator=(const CoreBench &) = delete;

    /// The stream has been read up to here.
    void join(const StreamId &which, qint64 cursor = 0)
    {
        core.streams.set({which, epoch, cursor, {}, clock.wallMs()});
    }
    /// An action that waits, saved.
    ActionRow queue(ActionRow row)
    {
        row.createdMs = clock.wallMs();
        OutboxBatch batch;
        batch.put.append(row);
        (void)outbox->write(batch);
        core.queue.insert(row, true);
        return row;
    }
    [[nodiscard]] ActionRow &row(OpId op) { return core.queue.find(op)->row; }
    [[nodiscard]] ActionState stateOf(OpId op) { return row(op).state; }
    [[nodiscard]] std::optional<ActionState> stateOnDisk(OpId op)
    {
        const auto contents = *outbox->load();
        for (const auto &each : contents.actions) {
            if (each.action.opId == op)
                return each.state;
        }
        return std::nullopt;
    }
    /// Answers the oldest request with this status and document.
    void answer(int status, const QJsonObject &json)
    {
        http.answer(jsonAnswer(status, json));
        executor.drain();
    }
    void refuse(ProblemCode code)
    {
        http.answer(problemAnswer(makeProblem(code)));
        executor.drain();
    }
    [[nodiscard]] const HttpRequest &asked() const { return http.pending.constFirst().request; }

    const UserId self = numbered<UserId>(1);
    const FamilyId family = numbered<FamilyId>(0xfa);
    const StreamId stream = StreamId::all(family);
    const EpochId epoch = numbered<EpochId>(0xe1);
    SimDisk disk{1};
    SimVfs vfs{disk};
    const LocalDisk local{vfs.name(), std::make_shared<SimFiles>(disk)};
    FakeClock clock;
    VirtualExecutor executor{clock};
    SeededRng rng{1};
    ScriptedHttp http{executor};
    FakeWs ws{executor};
    FakeTokens tokens;
    FakeUploads uploads;
    std::unique_ptr<Outbox> outbox;
    std::unique_ptr<Cache> cache;
    RecordedEvents events;
    SyncCore core{EngineDeps{clock, rng, executor, executor, *outbox, *cache, http, ws, tokens, nullptr,
                      &uploads, self, numbered<DeviceId>(77)},
        events};
};

} // namespace preggo::test
