// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/engine.h"
#include "tests/support/fake_net.h"
#include "tests/support/fake_net_status.h"
#include "tests/support/fake_tokens.h"
#include "tests/support/sim_files.h"
#include "tests/support/sim_vfs.h"

#include <QMap>

#include <memory>

namespace preggo::test {

/// One installation of one person on a disk in memory, against a server in memory: it can be kept and begun
/// from again, so that an operation meets each fault in the same state. One executor serves as main and
/// storage thread.
class FaultDevice final : public SyncObserver
{
public:
    /// What the device and the server hold while no process runs.
    struct Kept
    {
        QMap<QString, QByteArray> files;
        FakeClock clock;
        std::shared_ptr<const FakeServer> server;
        FamilyId family;
        quint64 lives = 0; ///< how often it was kept
    };

    /// A device that was just installed, of one of two members of a family.
    FaultDevice();
    /// As it was when it was kept. `seed` is for the disk's chance.
    FaultDevice(const Kept &kept, quint64 seed);
    ~FaultDevice() override;

    /// Ends the process in order.
    [[nodiscard]] Kept keep();

    /// Starts a process, without a network unless `online`. What she is told where it cannot start.
    [[nodiscard]] Result<void> open(bool online = false);
    void close();
    /// The process ends, and what was not synced is lost or torn.
    void losePower();
    /// What is left of a process whose disk has gone.
    void bury();
    /// The network is there; what waits goes.
    void goOnline();
    /// The server greets the socket, and says how far its streams and their backups are.
    void welcome();

    /// A picture of the person, written down and its file on the disk, that waits for its post.
    MediaOut putPicture(int number);

    void settle(qint64 ms = 5'000) { executor->advance(ms); }
    /// Submits; what she is told about it, nothing where nobody says anything.
    [[nodiscard]] std::optional<Result<void>> submit(const ActionDraft &draft);
    /// What the status says of the disk, for what has no answer of its own.
    [[nodiscard]] Result<void> storageTold() const;
    [[nodiscard]] bool diskWasTold() const { return m_diskWasTold; }

    /// All that she would miss or see twice: what waits and is parked, the view, drafts, pictures, trash,
    /// and what the server holds. Without ids of actions, times and counters.
    [[nodiscard]] QString account();
    /// What `PRAGMA integrity_check` says of both databases; "ok" where all is well.
    [[nodiscard]] QString integrity();
    static constexpr auto kOutbox = "outbox.db";
    SimDisk disk;
    SimVfs vfs{disk};
    /// As a process that begins now has it.
    [[nodiscard]] LocalDisk local() { return {vfs.name(), std::make_shared<SimFiles>(disk)}; }
    FakeClock clock;
    std::unique_ptr<FakeServer> server;
    UserId self = numbered<UserId>(1);
    UserId other = numbered<UserId>(2);
    FamilyId family;
    SeededRng rng;
    FakeTokens tokens;

    // Of a process
    std::unique_ptr<VirtualExecutor> executor;
    FakeNetStatus netStatus;
    std::unique_ptr<FakeNet> net;
    std::unique_ptr<FakeWs> ws;
    std::unique_ptr<Outbox> outbox;
    std::unique_ptr<Cache> cache;
    std::unique_ptr<SyncEngine> engine;
    MediaUploads *uploads = nullptr;

private:
    void statusChanged(const SyncStatus &status) override;
    [[nodiscard]] QStringList viewLines();
    [[nodiscard]] QStringList storedLines();
    [[nodiscard]] QStringList serverLines() const;

    quint64 m_lives = 1;
    bool m_diskWasTold = false;
};

} // namespace preggo::test
