// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/dispatcher.h"
#include "core/sync/engine.h"
#include "core/sync/outgoing.h"
#include "core/sync/realtime_client.h"
#include "core/sync/stream_set.h"
#include "core/sync/sync_core.h"

namespace preggo {

/// The inside of SyncEngine: ties its parts together and turns what they tell into what observers see.
struct SyncEngine::Parts final : public SyncEvents, public MediaUploadListener
{
    explicit Parts(const EngineDeps &dependencies);

    void load(std::function<void(Result<void>)> loaded);
    void connectAll();
    void disconnectAll();
    /// Not before the streams are read: a socket that greets without them would follow none, and be waited
    /// for.
    [[nodiscard]] bool mayConnect() const { return running && isLoaded; }
    /// Goes on with everything that waits; the gate calls it.
    void resumeAll();
    void poll();
    /// A little later, so that what is settled together goes in one transaction.
    void purgeSoon();
    void purge();
    void updateStatus();
    void confirmIfCurrent();
    void readMemberships();
    /// A stream of a family that is closed to her, or that has not been heard of yet: her own stream knows.
    void askForUnfollowed(const StreamId &stream);
    void parkUnfollowed();
    void wipe(const StreamId &stream);
    void wipeRows(const StreamId &stream);
    void scrub();
    /// The disk refused work that nobody else will ask for again.
    void tryDiskAgain(const sql::Error &error, Executor::Task work);
    void forgetLostSeqs(const StreamState &state);
    void requeueLost(const StreamState &state);
    void notifyPosts(const QHash<FamilyId, QSet<PostId>> &posts, const QSet<PostId> &threads);
    template <typename Call> void tell(Call call);

    // SyncEvents
    void applied(const ApplyReport &report) override;
    void actionsChanged(const QVector<OpId> &ops) override;
    void actionsChanged(const QVector<Action> &actions) override;
    void actionRefused(OpId op) override;
    void keyReused(OpId op) override;
    void headsSeen(const Heads &heads, bool behindAtOnce) override;
    void rebase(const StreamId &stream) override;
    void historyLost(const StreamId &stream) override { streams.checkFamilyOf(stream); }
    void streamNotFound(const StreamId &stream) override;
    void frameCame(const StreamFrame &frame) override;
    void lagged(const QVector<StreamId> &streams) override;
    void revoked(const StreamId &stream) override;
    void connectionChanged(bool connected) override;
    void signInNeeded() override;
    void updateNeeded() override;
    void securityChanged(bool problem) override;
    void storageFailed(const sql::Error &error) override;
    void storageWorks() override;

    // MediaUploadListener
    void mediaStored(MediaId media) override { outgoing.pictureStored(media); }
    void mediaRefused(MediaId media, const Problem &why) override { outgoing.pictureRefused(media, why); }
    void mediaProgress(MediaId media, qint64 sent, qint64 total) override;

    void repaired(OpId op, const HttpAnswer &answer);
    /// `seq`: where the server has it, for Acknowledged.
    void settleRepair(OpId op, ActionEvent end, qint64 seq);

    EngineDeps deps;
    SyncCore core;
    Overlay overlay;
    StreamSet streams;
    Dispatcher dispatcher;
    Outgoing outgoing;
    RealtimeClient realtime;
    QVector<SyncObserver *> observers;
    SyncStatus status;
    SyncStatus toldStatus;
    QHash<StreamId, Head> heads; ///< as last heard; their `durable` lets acknowledged rows go
    bool running = false;
    bool isLoaded = false;
    bool inForeground = true;
    std::optional<Executor::TimerId> pollTimer;
    std::optional<Executor::TimerId> purgeTimer;
    std::shared_ptr<int> alive = std::make_shared<int>(0);
};

template <typename Call> void SyncEngine::Parts::tell(Call call)
{
    const auto listeners = observers; // one may leave while it is told
    for (auto *observer : listeners) {
        if (observers.contains(observer))
            call(*observer);
    }
}

} // namespace preggo
