// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/files/system_files.h"

#include <QFile>

#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace preggo {

namespace {

FileError errorOf(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return FileError::NotFound;
    case EEXIST:
        return FileError::Exists;
    case ENOSPC:
    case EDQUOT:
        return FileError::Full;
    case EACCES:
    case EPERM:
    case EROFS:
        return FileError::Denied;
    default: // a failing disk, and what passes, such as too many open files: neither says what is there
        return FileError::Io;
    }
}

FileOutcome<void> outcomeOf(int returned)
{
    if (returned == 0)
        return {};
    return tl::make_unexpected(errorOf(errno));
}

struct CloseFolder
{
    void operator()(DIR *folder) const { ::closedir(folder); }
};

/// Not a folder, and not hidden.
FileOutcome<bool> isVisibleFile(DIR *folder, const dirent &entry)
{
    if (entry.d_name[0] == '.')
        return false;
    struct stat info
    { };
    if (::fstatat(::dirfd(folder), entry.d_name, &info, 0) == 0)
        return S_ISREG(info.st_mode);
    if (errno == ENOENT) // it was removed meanwhile, or is a link to nothing
        return false;
    return tl::make_unexpected(errorOf(errno));
}

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
    Q_DISABLE_COPY_MOVE(Descriptor)
    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }

private:
    int m_fd;
};

class SystemNewFile final : public NewFile
{
public:
    explicit SystemNewFile(const QString &path)
        : m_file(path, O_WRONLY | O_CREAT | O_EXCL)
    { }
    [[nodiscard]] bool isOpen() const { return m_file.isOpen(); }

    FileOutcome<void> write(const QByteArray &bytes) override
    {
        qsizetype at = 0;
        while (at < bytes.size()) {
            const ssize_t written =
                ::write(m_file.get(), bytes.constData() + at, static_cast<size_t>(bytes.size() - at));
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0)
                return tl::make_unexpected(written < 0 ? errorOf(errno) : FileError::Io);
            at += written;
        }
        return {};
    }
    FileOutcome<void> sync() override { return outcomeOf(::fsync(m_file.get())); }

private:
    Descriptor m_file;
};

} // namespace

FileOutcome<std::unique_ptr<NewFile>> SystemFiles::create(const QString &path)
{
    auto file = std::make_unique<SystemNewFile>(path);
    if (!file->isOpen())
        return tl::make_unexpected(errorOf(errno));
    return file;
}

FileOutcome<QByteArray> SystemFiles::read(const QString &path, qint64 offset, qint64 length)
{
    const Descriptor opened(path, O_RDONLY);
    if (!opened.isOpen())
        return tl::make_unexpected(errorOf(errno));
    QFile file;
    if (!file.open(opened.get(), QIODevice::ReadOnly))
        return tl::make_unexpected(FileError::Io);
    if (offset > 0 && !file.seek(offset))
        return tl::make_unexpected(FileError::Io);
    QByteArray bytes = length < 0 ? file.readAll() : file.read(length);
    if (file.error() != QFileDevice::NoError)
        return tl::make_unexpected(FileError::Io);
    return bytes;
}

FileOutcome<void> SystemFiles::rename(const QString &from, const QString &to)
{
    return outcomeOf(::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()));
}

FileOutcome<void> SystemFiles::remove(const QString &path)
{
    return outcomeOf(::unlink(QFile::encodeName(path).constData()));
}

FileOutcome<void> SystemFiles::sync(const QString &path)
{
    const Descriptor opened(path, O_RDONLY);
    return outcomeOf(opened.isOpen() ? ::fsync(opened.get()) : -1);
}

FileOutcome<bool> SystemFiles::exists(const QString &path)
{
    struct stat info
    { };
    if (::stat(QFile::encodeName(path).constData(), &info) == 0)
        return true;
    if (errno == ENOENT || errno == ENOTDIR)
        return false;
    return tl::make_unexpected(errorOf(errno));
}

FileOutcome<QStringList> SystemFiles::list(const QString &folder)
{
    const std::unique_ptr<DIR, CloseFolder> opened(::opendir(QFile::encodeName(folder).constData()));
    if (!opened)
        return tl::make_unexpected(errorOf(errno));
    QStringList names;
    for (;;) {
        errno = 0; // the end and an error look alike but for it
        const dirent *entry = ::readdir(opened.get());
        if (!entry && errno != 0)
            return tl::make_unexpected(errorOf(errno));
        if (!entry)
            break;
        const auto isWanted = isVisibleFile(opened.get(), *entry);
        if (!isWanted)
            return tl::make_unexpected(isWanted.error());
        if (*isWanted)
            names.append(QFile::decodeName(entry->d_name));
    }
    names.sort();
    return names;
}

FileOutcome<qint64> SystemFiles::freeBytes(const QString &folder)
{
    struct statvfs info
    { };
    if (::statvfs(QFile::encodeName(folder).constData(), &info) != 0)
        return tl::make_unexpected(errorOf(errno));
    return static_cast<qint64>(info.f_bavail) * static_cast<qint64>(info.f_frsize);
}

} // namespace preggo
