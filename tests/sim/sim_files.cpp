// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/sim_files.h"

namespace preggo::sim {

using test::DiskFault;
using test::SimDisk;
using namespace Qt::Literals::StringLiterals;

namespace {

Problem problemOf(DiskFault fault)
{
    return makeProblem(fault == DiskFault::Full ? ProblemCode::StorageFull : ProblemCode::Internal);
}

Result<void> resultOf(DiskFault fault)
{
    return fault == DiskFault::None ? Result<void>() : tl::make_unexpected(problemOf(fault));
}

} // namespace

DiskFault SimFolder::obstacle(bool isWrite) const
{
    if (m_generation != m_disk.generation())
        return DiskFault::Io;
    const DiskFault fault = m_disk.nextFault(isWrite ? test::DiskCall::Write : test::DiskCall::Read);
    return m_generation != m_disk.generation() ? DiskFault::Io : fault;
}

DiskFault SimFolder::writeDurably(const QString &path, const QByteArray &bytes)
{
    const QString aside = path + u".tmp"_s;
    const auto failed = [&](DiskFault fault) {
        if (m_generation == m_disk.generation())
            m_disk.erase(aside);
        return fault;
    };
    if (const auto fault = obstacle(true); fault != DiskFault::None)
        return failed(fault);
    const auto node = m_disk.open(aside, true);
    SimDisk::truncate(*node, 0);
    SimDisk::write(*node, 0, bytes);
    if (const auto fault = obstacle(true); fault != DiskFault::None)
        return failed(fault);
    SimDisk::sync(*node);
    if (const auto fault = obstacle(true); fault != DiskFault::None)
        return failed(fault);
    m_disk.rename(aside, path);
    return obstacle(true);
}

DiskFault SimFolder::append(const QString &path, qint64 offset, const QByteArray &bytes)
{
    if (const auto fault = obstacle(true); fault != DiskFault::None)
        return fault;
    const auto node = m_disk.open(path, true);
    SimDisk::truncate(*node, offset);
    SimDisk::write(*node, offset, bytes);
    if (const auto fault = obstacle(true); fault != DiskFault::None) {
        if (m_generation == m_disk.generation())
            SimDisk::truncate(*node, offset);
        return fault;
    }
    SimDisk::sync(*node);
    return DiskFault::None;
}

std::optional<QByteArray> SimFolder::read(const QString &path) const
{
    if (obstacle(false) != DiskFault::None || !m_disk.exists(path))
        return std::nullopt;
    return m_disk.contents(path);
}

qint64 SimFolder::size(const QString &path) const
{
    return m_disk.exists(path) ? m_disk.contents(path).size() : -1;
}

QStringList SimFolder::list(const QString &folder) const
{
    QStringList names;
    const auto paths = m_disk.paths();
    for (const QString &path : paths) {
        if (path.startsWith(folder + u'/'))
            names.append(path.mid(folder.size() + 1));
    }
    names.sort();
    return names;
}

DiskFault SimFolder::remove(const QString &path)
{
    const auto fault = obstacle(true);
    if (fault == DiskFault::None)
        m_disk.erase(path);
    return fault;
}

Result<void> SimFileStore::writeDurably(const QString &path, const QByteArray &bytes)
{
    return resultOf(m_folder.writeDurably(path, bytes));
}

Result<QByteArray> SimFileStore::read(const QString &path, qint64 offset, qint64 length)
{
    const auto bytes = m_folder.read(path);
    if (!bytes)
        return fail(ProblemCode::NotFound);
    return bytes->mid(offset, length);
}

Result<void> SimFileStore::remove(const QString &path)
{
    return resultOf(m_folder.remove(path));
}

bool SimFileStore::exists(const QString &path)
{
    return m_folder.size(path) >= 0;
}

Result<QStringList> SimFileStore::list(const QString &folder)
{
    return m_folder.list(folder);
}

Result<void> SimDataFiles::writeDurably(const QString &path, const QByteArray &bytes)
{
    return resultOf(m_folder.writeDurably(path, bytes));
}

Result<qint64> SimDataFiles::append(const QString &path, qint64 offset, const QByteArray &bytes)
{
    const auto fault = m_folder.append(path, offset, bytes);
    if (fault != DiskFault::None)
        return tl::make_unexpected(problemOf(fault));
    return offset + bytes.size();
}

Result<QByteArray> SimDataFiles::read(const QString &path) const
{
    const auto bytes = m_folder.read(path);
    if (!bytes)
        return fail(ProblemCode::UploadGone);
    return *bytes;
}

} // namespace preggo::sim
