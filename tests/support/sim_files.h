// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/files/file_calls.h"
#include "tests/support/sim_disk.h"

namespace preggo::test {

/// The plain files of a SimDisk, beside SQLite's, for the process that runs when this is made: once the disk
/// is stopped, all calls fail and nothing more reaches it. Folders are there as soon as a path names them.
/// One thread.
class SimFiles final : public FileCalls
{
public:
    explicit SimFiles(SimDisk &disk)
        : m_disk(disk)
        , m_generation(disk.generation())
    { }
    [[nodiscard]] bool isAlive() const { return m_generation == m_disk.generation(); }
    /// What a call of this kind meets before it does its work; the process may end over it.
    [[nodiscard]] FileOutcome<void> attempt(DiskCall call);

    FileOutcome<std::unique_ptr<NewFile>> create(const QString &path) override;
    FileOutcome<QByteArray> read(const QString &path, qint64 offset = 0, qint64 length = -1) override;
    FileOutcome<void> rename(const QString &from, const QString &to) override;
    FileOutcome<void> remove(const QString &path) override;
    FileOutcome<void> sync(const QString &path) override;
    FileOutcome<bool> exists(const QString &path) override;
    FileOutcome<QStringList> list(const QString &folder) override;
    FileOutcome<qint64> freeBytes(const QString &folder) override;

private:
    SimDisk &m_disk;
    const quint64 m_generation;
};

} // namespace preggo::test
