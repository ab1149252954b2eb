// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "protocol/problem.h"

#include <QVector>

#include <optional>

namespace preggo {

/// Value type.
struct SyncStatus
{
    bool connected = false; ///< the realtime socket is welcomed
    std::optional<qint64> lastSyncedWallMs; ///< when the server last confirmed what is shown
    int waiting = 0; ///< actions that are not confirmed
    int parked = 0; ///< actions that need the person
    int setAside = 0; ///< rows of the outbox that are damaged: kept in the file, and not sent
    bool signInNeeded = false; ///< nothing is sent until she signs in
    bool securityProblem = false; ///< the server's certificate is not its own
    bool updateNeeded = false; ///< the server no longer speaks this version
    std::optional<Problem> storageProblem; ///< the device's disk refuses
    friend bool operator==(const SyncStatus &a, const SyncStatus &b)
    {
        return a.connected == b.connected && a.lastSyncedWallMs == b.lastSyncedWallMs
            && a.waiting == b.waiting && a.parked == b.parked && a.setAside == b.setAside
            && a.signInNeeded == b.signInNeeded && a.securityProblem == b.securityProblem
            && a.updateNeeded == b.updateNeeded
            && a.storageProblem.has_value() == b.storageProblem.has_value();
    }
};

/// What views of the synced state listen to. Main thread. After a call about posts, threads or members
/// the new state is in cache.db and in the overlay: read, then fold, then show, in one step.
class SyncObserver
{
public:
    virtual ~SyncObserver() = default;
    virtual void postsChanged(FamilyId family, const QVector<PostId> &posts)
    {
        Q_UNUSED(family)
        Q_UNUSED(posts)
    }
    /// Too much changed to name: read the whole window again.
    virtual void feedReset(FamilyId family) { Q_UNUSED(family) }
    virtual void threadChanged(PostId post) { Q_UNUSED(post) }
    virtual void membersChanged(FamilyId family) { Q_UNUSED(family) }
    virtual void familiesChanged() { }
    /// Pictures of a stream that is no longer hers: nothing of them may stay on the device.
    virtual void picturesGone(const QVector<MediaId> &media) { Q_UNUSED(media) }
    virtual void outboxChanged() { }
    virtual void mediaProgress(MediaId media, qint64 sent, qint64 total)
    {
        Q_UNUSED(media)
        Q_UNUSED(sent)
        Q_UNUSED(total)
    }
    virtual void statusChanged(const SyncStatus &status) { Q_UNUSED(status) }
    /// The server refused an action for good; it is in the outbox, parked, with its content.
    virtual void refused(OpId op, const Problem &why)
    {
        Q_UNUSED(op)
        Q_UNUSED(why)
    }
};

} // namespace preggo
