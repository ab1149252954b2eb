// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/linux/durable_file_store.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Closes what was opened. close() after a checked fsync has nothing left to lose.
class Descriptor
{
public:
    Descriptor(const QString &path, int flags)
        : m_fd(::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC, 0600))
    { }
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }

private:
    int m_fd;
};

Problem problemOf(int error)
{
    if (error == ENOSPC || error == EDQUOT)
        return makeProblem(
            ProblemCode::StorageFull, u"This device has no room left. Free some and try again."_s);
    if (error == EACCES || error == EPERM || error == EROFS)
        return makeProblem(
            ProblemCode::Internal, u"The app may not write to its folder. Check the folder's permissions."_s);
    return makeProblem(
        ProblemCode::Internal, u"The disk reported an error. Nothing was replaced; try again."_s);
}

bool writeAll(int fd, const QByteArray &bytes)
{
    qsizetype at = 0;
    while (at < bytes.size()) {
        const ssize_t written = ::write(fd, bytes.constData() + at, static_cast<size_t>(bytes.size() - at));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        at += written;
    }
    return true;
}

/// The rename itself is durable only after the folder is.
bool syncFolder(const QString &path)
{
    const Descriptor folder(QFileInfo(path).path(), O_RDONLY | O_DIRECTORY);
    return folder.isOpen() && ::fsync(folder.get()) == 0;
}

/// A name that no other thread or process uses meanwhile.
QString temporaryName(const QString &path)
{
    static std::atomic<quint64> counter{0};
    return u"%1.%2-%3.tmp"_s.arg(path).arg(::getpid()).arg(counter++);
}

} // namespace

Result<void> DurableFileStore::writeDurably(const QString &path, const QByteArray &bytes)
{
    const QString temporary = temporaryName(path);
    const QByteArray from = QFile::encodeName(temporary);
    const auto failed = [&from]() -> tl::unexpected<Problem> {
        const int error = errno;
        ::unlink(from.constData());
        return tl::make_unexpected(problemOf(error));
    };
    {
        const Descriptor file(temporary, O_WRONLY | O_CREAT | O_EXCL);
        if (!file.isOpen() || !writeAll(file.get(), bytes) || ::fsync(file.get()) != 0)
            return failed();
    }
    if (::rename(from.constData(), QFile::encodeName(path).constData()) != 0)
        return failed();
    if (!syncFolder(path))
        return tl::make_unexpected(problemOf(errno));
    return {};
}

Result<QByteArray> DurableFileStore::read(const QString &path, qint64 offset, qint64 length)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ProblemCode::NotFound, u"The file is not there any more."_s);
    if (offset > 0 && !file.seek(offset))
        return fail(ProblemCode::Internal, u"The file could not be read. Check the disk."_s);
    QByteArray bytes = length < 0 ? file.readAll() : file.read(length);
    if (file.error() != QFileDevice::NoError)
        return fail(ProblemCode::Internal, u"The file could not be read. Check the disk."_s);
    return bytes;
}

Result<void> DurableFileStore::remove(const QString &path)
{
    if (::unlink(QFile::encodeName(path).constData()) == 0)
        return syncFolder(path) ? Result<void>() : tl::make_unexpected(problemOf(errno));
    if (errno == ENOENT)
        return {};
    return tl::make_unexpected(problemOf(errno));
}

qint64 DurableFileStore::freeBytes(const QString &folder)
{
    struct statvfs info
    { };
    if (::statvfs(QFile::encodeName(folder).constData(), &info) != 0)
        return 0;
    return static_cast<qint64>(info.f_bavail) * static_cast<qint64>(info.f_frsize);
}

} // namespace preggo
