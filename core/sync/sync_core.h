// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/executor.h"
#include "core/sync/action_queue.h"
#include "core/sync/authorized_http.h"
#include "core/sync/engine_deps.h"
#include "core/sync/media_uploads.h"
#include "core/sync/outcome.h"
#include "core/sync/retry_policy.h"
#include "core/sync/server_gate.h"
#include "core/sync/storage_lane.h"
#include "core/sync/streams_view.h"
#include "protocol/clock.h"
#include "protocol/rng.h"
#include "protocol/sync_messages.h"

namespace preggo {

/// What the parts of the engine tell it. Main thread.
class SyncEvents
{
public:
    virtual ~SyncEvents() = default;
    /// cache.db changed; the queue is as it is to be shown with it.
    virtual void applied(const ApplyReport &report) = 0;
    /// These actions changed state; those that have left the queue are passed over.
    virtual void actionsChanged(const QVector<OpId> &ops) = 0;
    /// The same for actions that may have left the queue since.
    virtual void actionsChanged(const QVector<Action> &actions) = 0;
    virtual void actionRefused(OpId op) = 0;
    /// The server knows this op id as something else.
    virtual void keyReused(OpId op) = 0;
    virtual void headsSeen(const Heads &heads, bool behindAtOnce) = 0;
    /// The stream's history may be another one: read, then push again.
    virtual void rebase(const StreamId &stream) = 0;
    /// A stream may have another history than the one that was read: so may its family's others.
    virtual void historyLost(const StreamId &stream) = 0;
    /// A 404: perhaps the person was removed; her own stream knows.
    virtual void streamNotFound(const StreamId &stream) = 0;
    virtual void frameCame(const StreamFrame &frame) = 0;
    virtual void lagged(const QVector<StreamId> &streams) = 0;
    virtual void revoked(const StreamId &stream) = 0;
    virtual void connectionChanged(bool connected) = 0;
    virtual void signInNeeded() = 0;
    virtual void updateNeeded() = 0;
    virtual void securityChanged(bool problem) = 0;
    virtual void storageFailed(const sql::Error &error) = 0;
    /// A write went through: whatever was wrong with the disk is over.
    virtual void storageWorks() = 0;
};

/// What the parts of the engine share. Owned by the engine; outlives them all.
struct SyncCore
{
    /// Between two tries of what the disk refused.
    static constexpr qint64 kDiskRetryMs = 10'000;

    SyncCore(const EngineDeps &deps, SyncEvents &listener);

    const Clock &clock;
    Rng &rng;
    Executor &main;
    MediaUploads *uploads;
    UserId self;
    DeviceId device;
    SyncEvents &events;
    StorageLane storage;
    RetryPolicy retry;
    ServerGate gate;
    AuthorizedHttp http;
    ActionQueue queue;
    StreamsView streams;
    /// The server's clock at its last answer to a push; 0 before. This device's may jump by years.
    qint64 serverTimeMs = 0;

    /// Reports a failed exchange to the gate and to the engine; what was asked for stays wanted.
    void reportFailure(const Outcome &outcome);
};

} // namespace preggo
