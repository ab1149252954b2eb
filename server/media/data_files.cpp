// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/data_files.h"

#include "server/media/durable_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <unistd.h>

namespace preggo::server {

namespace {

class DiskFiles final : public DataFiles
{
public:
    Result<void> writeDurably(const QString &path, const QByteArray &bytes) override
    {
        const QString folder = QFileInfo(path).path();
        if (!QDir().mkpath(folder))
            return tl::make_unexpected(diskProblem());
        if (auto done = server::writeDurably(path, bytes); !done)
            return done;
        // The folder is an entry of the one above it, and perhaps another thread has just made it.
        return syncDirectory(QFileInfo(folder).path());
    }
    Result<qint64> append(const QString &path, qint64 offset, const QByteArray &bytes) override
    {
        const QString folder = QFileInfo(path).path();
        if (!QDir().mkpath(folder))
            return tl::make_unexpected(diskProblem());
        QFile file(path);
        const bool isNew = !file.exists();
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
};

} // namespace

std::shared_ptr<DataFiles> diskFiles()
{
    return std::make_shared<DiskFiles>();
}

} // namespace preggo::server
