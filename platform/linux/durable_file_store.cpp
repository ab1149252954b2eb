// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/linux/durable_file_store.h"

#include <QFileInfo>

#include <atomic>
#include <unistd.h>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

tl::unexpected<Problem> problemOf(FileError error)
{
    switch (error) {
    case FileError::Full:
        return fail(ProblemCode::StorageFull, u"This device has no room left. Free some and try again."_s);
    case FileError::Denied:
        return fail(
            ProblemCode::Internal, u"The app may not write to its folder. Check the folder's permissions."_s);
    case FileError::NotFound:
    case FileError::Exists:
    case FileError::Io:
        break;
    }
    return fail(ProblemCode::Internal, u"The disk reported an error. Nothing was replaced; try again."_s);
}

/// A name that no other thread or process uses meanwhile.
QString temporaryName(const QString &path)
{
    static std::atomic<quint64> counter{0};
    return u"%1.%2-%3.tmp"_s.arg(path).arg(::getpid()).arg(counter++);
}

FileOutcome<void> writeNew(FileCalls &calls, const QString &path, const QByteArray &bytes)
{
    const auto file = calls.create(path);
    if (!file)
        return tl::make_unexpected(file.error());
    if (auto written = (*file)->write(bytes); !written)
        return written;
    return (*file)->sync();
}

} // namespace

Result<void> DurableFileStore::writeDurably(const QString &path, const QByteArray &bytes)
{
    const QString temporary = temporaryName(path);
    auto done = writeNew(*m_calls, temporary, bytes);
    if (done)
        done = m_calls->rename(temporary, path);
    if (!done) {
        static_cast<void>(m_calls->remove(temporary));
        return problemOf(done.error());
    }
    // The rename itself is durable only after the folder is.
    if (const auto synced = m_calls->sync(QFileInfo(path).path()); !synced)
        return problemOf(synced.error());
    return {};
}

Result<QByteArray> DurableFileStore::read(const QString &path, qint64 offset, qint64 length)
{
    auto bytes = m_calls->read(path, offset, length);
    if (bytes)
        return std::move(*bytes);
    if (bytes.error() == FileError::NotFound)
        return fail(ProblemCode::NotFound, u"The file is not there any more."_s);
    return fail(ProblemCode::Internal, u"The file could not be read. Check the disk."_s);
}

Result<void> DurableFileStore::remove(const QString &path)
{
    const auto removed = m_calls->remove(path);
    const bool wasGone = !removed && removed.error() == FileError::NotFound;
    if (!removed && !wasGone)
        return problemOf(removed.error());
    // One that is gone may be so by a removal that was never certain, and come back when the power goes.
    const auto synced = m_calls->sync(QFileInfo(path).path());
    const bool hasNoFolder = !synced && synced.error() == FileError::NotFound;
    if (!synced && !(wasGone && hasNoFolder))
        return problemOf(synced.error());
    return {};
}

bool DurableFileStore::exists(const QString &path)
{
    return m_calls->exists(path).value_or(true);
}

Result<QStringList> DurableFileStore::list(const QString &folder)
{
    auto names = m_calls->list(folder);
    if (names)
        return std::move(*names);
    return fail(ProblemCode::Internal, u"The folder could not be read. Check the disk."_s);
}

qint64 DurableFileStore::freeBytes(const QString &folder)
{
    return m_calls->freeBytes(folder).value_or(0);
}

} // namespace preggo
