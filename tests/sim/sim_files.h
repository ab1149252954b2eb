// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/file_store.h"
#include "server/media/data_files.h"
#include "tests/support/sim_disk.h"

#include <optional>

namespace preggo::sim {

/// Plain files of one process on a simulated disk: each system call may fail, and once the process is dead
/// nothing more reaches the disk.
class SimFolder
{
public:
    explicit SimFolder(test::SimDisk &disk)
        : m_disk(disk)
        , m_generation(disk.generation())
    { }
    /// Written aside, synced, renamed, folder synced.
    [[nodiscard]] test::DiskFault writeDurably(const QString &path, const QByteArray &bytes);
    [[nodiscard]] test::DiskFault append(const QString &path, qint64 offset, const QByteArray &bytes);
    [[nodiscard]] std::optional<QByteArray> read(const QString &path) const;
    [[nodiscard]] qint64 size(const QString &path) const;
    [[nodiscard]] QStringList list(const QString &folder) const;
    [[nodiscard]] test::DiskFault remove(const QString &path);

private:
    [[nodiscard]] test::DiskFault obstacle(bool isWrite) const;

    test::SimDisk &m_disk;
    const quint64 m_generation;
};

/// A device's.
class SimFileStore final : public FileStore
{
public:
    explicit SimFileStore(test::SimDisk &disk)
        : m_folder(disk)
    { }
    Result<void> writeDurably(const QString &path, const QByteArray &bytes) override;
    Result<QByteArray> read(const QString &path, qint64 offset, qint64 length) override;
    Result<void> remove(const QString &path) override;
    bool exists(const QString &path) override;
    Result<QStringList> list(const QString &folder) override;
    qint64 freeBytes(const QString &) override { return 1LL << 40; }

private:
    SimFolder m_folder;
};

/// The server's.
class SimDataFiles final : public server::DataFiles
{
public:
    explicit SimDataFiles(test::SimDisk &disk)
        : m_folder(disk)
    { }
    Result<void> writeDurably(const QString &path, const QByteArray &bytes) override;
    Result<qint64> append(const QString &path, qint64 offset, const QByteArray &bytes) override;
    Result<QByteArray> read(const QString &path) const override;
    qint64 size(const QString &path) const override { return m_folder.size(path); }
    void remove(const QString &path) override { static_cast<void>(m_folder.remove(path)); }

private:
    SimFolder m_folder;
};

} // namespace preggo::sim
