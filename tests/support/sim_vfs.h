// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/support/sim_disk.h"

#include <QString>

#include <memory>

struct sqlite3_vfs;

namespace preggo::test {

/// Makes a SimDisk known to SQLite under a name of its own, for as long as this lives: real SQLite, with
/// its write-ahead log and its recovery, on a disk that fails and loses as told. One thread; one connection
/// a file. Databases on it must be closed before it goes.
class SimVfs
{
public:
    explicit SimVfs(SimDisk &disk);
    ~SimVfs();
    SimVfs(const SimVfs &) = delete;
    SimVfs &operator=(const SimVfs &) = delete;

    /// For sql::OpenOptions::vfs.
    [[nodiscard]] const QString &name() const { return m_name; }

private:
    QString m_name;
    QByteArray m_nameBytes;
    std::unique_ptr<sqlite3_vfs> m_vfs;
};

} // namespace preggo::test
