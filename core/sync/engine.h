// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/action_draft.h"
#include "core/sync/delivery.h"
#include "core/sync/engine_deps.h"
#include "core/sync/observer.h"
#include "core/sync/overlay.h"
#include "protocol/limits.h"
#include "storage/cache.h"
#include "storage/outbox.h"

#include <functional>
#include <memory>

namespace preggo {

/// One line of the outbox page. Value type.
struct PendingAction
{
    ActionRow row;
    Delivery delivery = Delivery::Saved;
    QVector<MediaId> media; ///< its pictures, sent and unsent
    bool canRetry = false;
    bool canEdit = false;
    bool canDiscard = false;
};

/// Keeps this device and the server in step (docs/sync.md). One an account.
///
/// Runs on the main executor's thread, never waits, and touches the databases only by tasks on the
/// storage executor. Callbacks and observers are called on the main thread.
class SyncEngine
{
public:
    explicit SyncEngine(const EngineDeps &deps);
    ~SyncEngine();
    SyncEngine(const SyncEngine &) = delete;
    SyncEngine &operator=(const SyncEngine &) = delete;

    /// Loads the outbox, lays it over the view, then connects. `loaded` runs once, before any network; it
    /// must not end the engine.
    void start(std::function<void(Result<void>)> loaded);
    /// Ends sockets and requests. What was submitted is still committed. Not to be started again.
    void stop();

    /// Takes an action over: it is in the overlay when this returns. `committed` tells whether it is safe
    /// on disk; only then may the composer forget its text. On a problem it is out of the overlay again.
    /// The id is null where the draft is not valid (`committed` says why). Where the action merely took
    /// back one that was never sent, `committed` still succeeds.
    OpId submit(ActionDraft draft, std::function<void(Result<void>)> committed = {});
    /// Tries a waiting or parked action again now. A refused one goes as a new action.
    void retry(OpId op);
    /// Gives an action up: to the trash, or, where the server may have it, taken back by a further action.
    void discard(OpId op, std::function<void(Result<void>)> done = {});

    /// The person asks, or the system says that something may have changed: no more waiting.
    void networkChanged();
    void foreground(bool active);
    void refresh();
    /// What any part of the client met: whether the server proved who it is. For the banner.
    void serverTrusted(bool trusted);
    /// She has signed in again.
    void signedIn();

    [[nodiscard]] const Overlay &overlay() const;
    [[nodiscard]] SyncStatus status() const;
    /// What is not confirmed, oldest first, at most so many; status() counts them all.
    [[nodiscard]] QVector<PendingAction> pending(qsizetype most = limits::kOutboxActions) const;
    [[nodiscard]] std::optional<PendingAction> pendingAction(OpId op) const;

    /// Observers must be removed before they go.
    void addObserver(SyncObserver *observer);
    void removeObserver(SyncObserver *observer);

    /// A new id of any kind, in the order of minting.
    template <typename Id> [[nodiscard]] Id mint()
    {
        return m_deps.rng.template mintV7<Id>(m_deps.clock.wallMs());
    }

    /// Runs `read` on the storage thread and `done` with its result here.
    template <typename T> void read(std::function<T(Cache &)> read, std::function<void(T)> done);

    // Drafts: texts that are being written
    void saveDraft(Draft draft, std::function<void(Result<void>)> done = {});
    void loadDraft(const QString &target, std::function<void(std::optional<Draft>)> done);
    void removeDraft(DraftId draft);

private:
    struct Parts;
    EngineDeps m_deps;
    std::unique_ptr<Parts> m_parts;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

template <typename T> void SyncEngine::read(std::function<T(Cache &)> read, std::function<void(T)> done)
{
    auto &main = m_deps.main;
    auto &cache = m_deps.cache;
    std::weak_ptr<int> alive = m_alive;
    m_deps.storage.post([&main, &cache, alive, read = std::move(read), done = std::move(done)]() mutable {
        auto result = std::make_shared<T>(read(cache));
        main.post([alive, result, done = std::move(done)] {
            if (!alive.expired())
                done(std::move(*result));
        });
    });
}

} // namespace preggo
