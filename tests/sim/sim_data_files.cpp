// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/sim_data_files.h"

#include <QFileInfo>

namespace preggo::sim {

using test::DiskCall;
using test::SimDisk;

namespace {

tl::unexpected<Problem> problemOf(FileError error)
{
    return fail(error == FileError::Full ? ProblemCode::StorageFull : ProblemCode::Internal);
}

} // namespace

Result<void> SimDataFiles::writeDurably(const QString &path, const QByteArray &bytes)
{
    return m_store.writeDurably(path, bytes);
}

Result<void> SimDataFiles::syncName(const QString &path)
{
    if (const auto synced = m_calls->sync(QFileInfo(path).path()); !synced)
        return problemOf(synced.error());
    return {};
}

Result<qint64> SimDataFiles::append(const QString &path, qint64 offset, const QByteArray &bytes)
{
    if (const auto opened = m_calls->attempt(DiskCall::Open); !opened)
        return problemOf(opened.error());
    const auto node = m_disk.open(path, true);
    auto done = m_calls->attempt(DiskCall::Write);
    if (done) {
        SimDisk::truncate(*node, offset);
        SimDisk::write(*node, offset, bytes);
        done = m_calls->attempt(DiskCall::Sync);
    }
    if (!done) {
        if (m_calls->isAlive())
            SimDisk::truncate(*node, offset);
        return problemOf(done.error());
    }
    SimDisk::sync(*node);
    return offset + bytes.size();
}

Result<QByteArray> SimDataFiles::read(const QString &path) const
{
    auto bytes = m_calls->read(path);
    if (!bytes)
        return fail(ProblemCode::UploadGone);
    return std::move(*bytes);
}

qint64 SimDataFiles::size(const QString &path) const
{
    const auto node = m_disk.open(path, false);
    return node ? node->now.size() : -1;
}

// Not synced, as on a real disk: after a power cut it may be back.
void SimDataFiles::remove(const QString &path)
{
    static_cast<void>(m_calls->remove(path));
}

} // namespace preggo::sim
