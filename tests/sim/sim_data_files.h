// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "platform/linux/durable_file_store.h"
#include "server/media/data_files.h"
#include "tests/support/sim_files.h"

namespace preggo::sim {

/// The server's folders of bytes on a simulated disk, for one process. Writing aside is what a device does
/// too, and so is its code.
class SimDataFiles final : public server::DataFiles
{
public:
    explicit SimDataFiles(test::SimDisk &disk)
        : m_disk(disk)
        , m_calls(std::make_shared<test::SimFiles>(disk))
        , m_store(m_calls)
    { }
    Result<void> writeDurably(const QString &path, const QByteArray &bytes) override;
    Result<void> syncName(const QString &path) override;
    Result<qint64> append(const QString &path, qint64 offset, const QByteArray &bytes) override;
    Result<QByteArray> read(const QString &path) const override;
    qint64 size(const QString &path) const override;
    void remove(const QString &path) override;

private:
    test::SimDisk &m_disk;
    const std::shared_ptr<test::SimFiles> m_calls;
    DurableFileStore m_store;
};

} // namespace preggo::sim
