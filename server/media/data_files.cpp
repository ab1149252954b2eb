// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/data_files.h"

#include "server/media/durable_file.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <unistd.h>

namespace preggo::server {

namespace {

/// Makes a folder so that it survives a power cut: it is an entry of the one above it, and perhaps another
/// thread has just made it.
Result<void> makeFolder(const QString &folder)
{
    QStringList fresh{folder};
    while (!QFileInfo::exists(fresh.constLast()))
        fresh.append(QFileInfo(fresh.constLast()).path());
    if (!QDir().mkpath(folder))
        return tl::make_unexpected(diskProblem());
    // The first that stood there before holds the entry of the next, and so on down.
    for (qsizetype i = fresh.size() - 1; i > 0; --i) {
        if (auto done = syncDirectory(fresh[i]); !done)
            return done;
    }
    return syncDirectory(QFileInfo(folder).path());
}

class DiskFiles final : public DataFiles
{
public:
    Result<void> writeDurably(const QString &path, const QByteArray &bytes) override
    {
        if (auto done = makeFolder(QFileInfo(path).path()); !done)
            return done;
        return server::writeDurably(path, bytes);
    }
    Result<void> syncName(const QString &path) override
    {
        const QString folder = QFileInfo(path).path();
        // The folder may be as new as the file.
        if (auto done = syncDirectory(QFileInfo(folder).path()); !done)
            return done;
        return syncDirectory(folder);
    }
    Result<qint64> append(const QString &path, qint64 offset, const QByteArray &bytes) override
    {
        const QString folder = QFileInfo(path).path();
        QFile file(path);
        const bool isNew = !file.exists();
        if (isNew) {
            if (auto done = makeFolder(folder); !done)
                return tl::make_unexpected(done.error());
        }
        const bool written = file.open(QIODevice::ReadWrite | QIODevice::Unbuffered) && file.resize(offset)
            && file.seek(offset) && file.write(bytes) == bytes.size() && ::fsync(file.handle()) == 0;
        if (!written) {
            const Problem problem = diskProblem();
            // What is not synced must not count as received.
            (void)file.resize(offset);
            return tl::make_unexpected(problem);
        }
        if (isNew) {
            if (auto done = syncDirectory(folder); !done)
                return tl::make_unexpected(done.error());
        }
        return offset + bytes.size();
    }
    Result<QByteArray> read(const QString &path) const override
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ProblemCode::UploadGone);
        return file.readAll();
    }
    qint64 size(const QString &path) const override
    {
        const QFileInfo file(path);
        return file.exists() ? file.size() : -1;
    }
    void remove(const QString &path) override { QFile::remove(path); }
    QVector<Entry> list(const QString &folder) const override
    {
        QVector<Entry> entries;
        const auto files = QDir(folder).entryInfoList(QDir::Files | QDir::Hidden);
        for (const QFileInfo &file : files)
            entries.append({file.filePath(), file.lastModified().toMSecsSinceEpoch()});
        return entries;
    }
};

} // namespace

QVector<DataFiles::Entry> DataFiles::list(const QString &) const
{
    return {};
}

std::shared_ptr<DataFiles> diskFiles()
{
    return std::make_shared<DiskFiles>();
}

} // namespace preggo::server
