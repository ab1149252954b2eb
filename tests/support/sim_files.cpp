// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sim_files.h"

#include <QDir>
#include <QFileInfo>

namespace preggo::test {

namespace {

/// One name, one file.
QString clean(const QString &path)
{
    return QDir::cleanPath(path);
}

class SimNewFile final : public NewFile
{
public:
    SimNewFile(const SimFiles &files, SimDisk::NodePtr node)
        : m_files(files)
        , m_node(std::move(node))
    { }
    FileOutcome<void> write(const QByteArray &bytes) override
    {
        const auto done = m_files.attempt(DiskCall::Write);
        if (m_files.isAlive()) // a disk that fills up takes a part
            SimDisk::write(*m_node, m_node->now.size(), done ? bytes : bytes.left(bytes.size() / 2));
        return done;
    }
    FileOutcome<void> sync() override
    {
        auto done = m_files.attempt(DiskCall::Sync);
        if (done)
            SimDisk::sync(*m_node);
        return done;
    }

private:
    SimFiles m_files;
    SimDisk::NodePtr m_node;
};

} // namespace

FileOutcome<void> SimFiles::attempt(DiskCall call)
{
    const auto fault = isAlive() ? m_disk.nextFault(call) : DiskFault::Io;
    if (fault == DiskFault::None && isAlive())
        return {};
    return tl::make_unexpected(fault == DiskFault::Full ? FileError::Full : FileError::Io);
}

FileOutcome<std::unique_ptr<NewFile>> SimFiles::create(const QString &path)
{
    if (auto done = attempt(DiskCall::Open); !done)
        return tl::make_unexpected(done.error());
    if (m_disk.exists(clean(path)))
        return tl::make_unexpected(FileError::Exists);
    return std::make_unique<SimNewFile>(*this, m_disk.open(clean(path), true));
}

FileOutcome<QByteArray> SimFiles::read(const QString &path, qint64 offset, qint64 length)
{
    if (auto done = attempt(DiskCall::Read); !done)
        return tl::make_unexpected(done.error());
    if (!m_disk.exists(clean(path)))
        return tl::make_unexpected(FileError::NotFound);
    return m_disk.contents(clean(path)).mid(offset, length);
}

FileOutcome<void> SimFiles::rename(const QString &from, const QString &to)
{
    if (auto done = attempt(DiskCall::Rename); !done)
        return done;
    if (!m_disk.exists(clean(from)))
        return tl::make_unexpected(FileError::NotFound);
    m_disk.renameUnsynced(clean(from), clean(to));
    return {};
}

FileOutcome<void> SimFiles::remove(const QString &path)
{
    if (auto done = attempt(DiskCall::Delete); !done)
        return done;
    if (!m_disk.exists(clean(path)))
        return tl::make_unexpected(FileError::NotFound);
    m_disk.removeUnsynced(clean(path));
    return {};
}

FileOutcome<void> SimFiles::sync(const QString &path)
{
    const auto node = m_disk.open(clean(path), false);
    if (auto done = attempt(node ? DiskCall::Sync : DiskCall::SyncFolder); !done)
        return done;
    if (node)
        SimDisk::sync(*node);
    else
        m_disk.syncNames();
    return {};
}

FileOutcome<bool> SimFiles::exists(const QString &path)
{
    if (auto done = attempt(DiskCall::Exists); !done)
        return tl::make_unexpected(done.error());
    return m_disk.exists(clean(path));
}

FileOutcome<QStringList> SimFiles::list(const QString &folder)
{
    if (auto done = attempt(DiskCall::List); !done)
        return tl::make_unexpected(done.error());
    QStringList names;
    const auto paths = m_disk.paths();
    for (const QString &path : paths) {
        const QFileInfo info(path);
        if (info.path() == clean(folder))
            names.append(info.fileName());
    }
    names.sort();
    return names;
}

FileOutcome<qint64> SimFiles::freeBytes(const QString &)
{
    constexpr qint64 kFree = 1LL << 40;
    if (auto done = attempt(DiskCall::FreeBytes); !done)
        return tl::make_unexpected(done.error());
    return kFree;
}

} // namespace preggo::test
