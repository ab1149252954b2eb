// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/images/account_pictures.h"
#include "app/viewmodels/account_context.h"
#include "core/feed/engine_feed_source.h"
#include "core/media/image_loader.h"
#include "core/media/media_cache.h"
#include "core/media/picture_keeper.h"
#include "core/media/picture_recovery.h"
#include "core/media/uploader.h"
#include "core/metrics/performance_monitor.h"
#include "core/net/api_client.h"
#include "core/net/worker_executor.h"
#include "core/session/account_directory.h"
#include "core/session/disk_room.h"
#include "core/sync/engine.h"
#include "storage/cache.h"
#include "storage/outbox.h"

#include <memory>

namespace preggo {

/// The objects of one signed-in person's data: databases, engine, uploads, pictures. Opening it reads
/// the disk and nothing else; the network begins with start(). Main thread.
class AccountData final : private SyncObserver
{
public:
    /// All outlive the account.
    struct Deps
    {
        const Clock &clock;
        Rng &rng;
        Executor &main;
        WorkerExecutor &storage;
        WorkerExecutor &imaging;
        QVector<WorkerExecutor *> decoders;
        FileStore &files;
        HttpTransport &http;
        WsTransport &ws;
        TokenSource &tokens;
        NetStatus *net = nullptr;
        DiskRoom *room = nullptr; ///< of the profile; none is a disk without end
        PerformanceMonitor *performance = nullptr;
        PhotoSource *photos = nullptr;
    };

    /// An error where a database cannot be opened: then nothing may be written, and she is told why.
    [[nodiscard]] static sql::Outcome<std::unique_ptr<AccountData>> open(
        const Deps &deps, const AccountRecord &record, const QString &folder);
    ~AccountData() override;

    /// `loaded` runs when the pending actions are known.
    void start(std::function<void(Result<void>)> loaded);

    /// Pictures of the last run that nothing names go into the draft of `target`; `done` with their number.
    void recoverPictures(const QString &target, std::function<void(int)> done)
    {
        m_recovery->run(target, std::move(done));
    }

    [[nodiscard]] const AccountRecord &record() const { return m_record; }
    [[nodiscard]] SyncEngine &engine() { return *m_engine; }
    [[nodiscard]] ApiClient &api() { return m_api; }
    [[nodiscard]] ImageLoader &loader() { return m_loader; }
    /// What failed for lack of a network may be asked for again, or costs nothing any more.
    void networkBack()
    {
        m_loader.networkBack();
        m_keeper->wake();
    }
    [[nodiscard]] MediaCache &mediaCache() { return m_mediaCache; }
    [[nodiscard]] PictureSource &pictures() { return *m_pictures; }
    [[nodiscard]] const AccountContext &context() const { return *m_context; }
    /// Where outbox.db had to be salvaged: the copy of the damaged file. Else empty.
    [[nodiscard]] const QString &damagedCopy() const { return m_damagedCopy; }

private:
    AccountData(const Deps &deps, AccountRecord record, const QString &folder);
    [[nodiscard]] sql::Outcome<void> openDatabases(const QString &folder);
    void assemble(const QString &folder);
    void picturesGone(const QVector<MediaId> &media) override { m_loader.forget(media); }
    [[nodiscard]] Uploader::Deps uploaderDeps();
    [[nodiscard]] EngineDeps engineDeps();

    Deps m_deps;
    AccountRecord m_record;
    QString m_damagedCopy;
    // These two live and die on the storage thread.
    std::unique_ptr<Outbox> m_outbox;
    std::unique_ptr<Cache> m_cache;
    MediaCache m_mediaCache;
    ApiClient m_api;
    ImageLoader m_loader;
    std::unique_ptr<Uploader> m_uploader;
    std::unique_ptr<SyncEngine> m_engine;
    std::unique_ptr<EngineFeedSource> m_feed;
    std::unique_ptr<AccountPictures> m_pictures;
    std::unique_ptr<PictureRecovery> m_recovery;
    std::unique_ptr<PictureKeeper> m_keeper;
    std::unique_ptr<AccountContext> m_context;
};

} // namespace preggo
