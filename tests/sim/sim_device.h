// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/feed/engine_feed_source.h"
#include "core/feed/feed_window.h"
#include "core/media/uploader.h"
#include "core/sync/engine.h"
#include "tests/sim/cast.h"
#include "tests/sim/sim_link.h"
#include "tests/support/sim_disk.h"
#include "tests/support/sim_vfs.h"

#include <map>
#include <memory>

namespace preggo::sim {

/// Where a device keeps the photos that go out; a file is named by its media id.
inline const QString kPictureFolder = QStringLiteral("media_out/");

/// Told of what happens on a device, for those who keep the books.
class DeviceWitness
{
public:
    virtual ~DeviceWitness() = default;
    virtual void requestLeaves(int device, const HttpRequest &request) = 0;
    virtual void answerArrives(int device, const QString &path, const HttpAnswer &answer) = 0;
    /// A broken promise.
    virtual void violated(const QString &what) = 0;
};

/// One installation: a disk that stays, and a process that comes and goes. The process is the product's
/// engine with its databases and, for each family, the window that a screen would show.
class SimDevice final : public SyncObserver, private SimHttp::Witness
{
public:
    struct Deps
    {
        Scheduler &scheduler;
        SimServer &server;
        const Knobs &knobs;
        const Cast &cast;
        DeviceWitness &witness;
        int index = 0;
        UserId user;
        DeviceId device;
        quint64 seed = 0;
    };

    explicit SimDevice(const Deps &deps);
    ~SimDevice() override;

    // The process
    void boot();
    [[nodiscard]] bool isUp() const { return m_process != nullptr; }
    [[nodiscard]] bool isLoaded() const;
    /// When its process began last.
    [[nodiscard]] qint64 bootedMs() const { return m_bootedMs; }
    void kill(test::SimDisk::Stop how);
    /// Asked to leave, as at an update: what was begun is finished first.
    void quit();
    /// In the middle of the disk call of this number from now.
    void dieAt(quint64 call, test::SimDisk::Stop how);
    bool buryIfDead();

    // The disk, while no process runs
    void loseCache();
    void keepCacheCopy();
    void rollCacheBack();
    void setDiskFull(bool full) { m_full = full; }
    void heal();

    [[nodiscard]] SyncEngine &engine();
    [[nodiscard]] Outbox &outbox();
    [[nodiscard]] Cache &cache();
    [[nodiscard]] FeedWindow *window(FamilyId family);
    void cutSocket(bool tell);
    /// Writes a photo where outgoing ones lie. Not told where the process ends before.
    void keepPicture(const QString &path, const QByteArray &bytes, std::function<void(bool)> done);
    /// Tasks that have run on the process's storage thread: nothing on the disk changed in between.
    [[nodiscard]] quint64 storageTurns() const;
    /// Raised by every change of what is shown.
    [[nodiscard]] quint64 viewTurns() const { return m_viewTurns; }
    /// Lays the pending actions over this post again, as a screen does for what was just done.
    void refold(PostId post);

    const int index;
    const UserId user;
    const DeviceId device;
    MachineClock clock;
    SeededRng rng;
    SimLink link;
    test::SimDisk disk;

private:
    struct Process;
    class Screen;

    [[nodiscard]] bool openDatabases(Process &process);
    void armDisk();
    void bootLater();

    // SimHttp::Witness
    void sent(const HttpRequest &request) override;
    void answered(const QString &path, const HttpAnswer &answer) override;
    // SyncObserver
    void postsChanged(FamilyId family, const QVector<PostId> &posts) override;
    void feedReset(FamilyId family) override;
    void outboxChanged() override;

    const Deps m_deps;
    test::SimVfs m_vfs;
    std::unique_ptr<Process> m_process;
    quint64 m_viewTurns = 0;
    quint64 m_starts = 0;
    qint64 m_bootedMs = 0;
    bool m_full = false;
    bool m_healed = false;
    std::map<QString, QByteArray> m_cacheCopy;
};

} // namespace preggo::sim
