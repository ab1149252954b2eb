// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/durable_file.h"

#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

Problem diskProblem()
{
    const bool isFull = errno == ENOSPC || errno == EDQUOT;
    return makeProblem(isFull ? ProblemCode::StorageFull : ProblemCode::Internal);
}

Result<void> writeDurably(const QString &path, const QByteArray &bytes)
{
    // A name of its own, so that two who write the same blob do not meet in one file.
    const QString aside = path + u'.' + QUuid::createUuid().toString(QUuid::Id128) + u".tmp"_s;
    QFile file(aside);
    const bool written = file.open(QIODevice::WriteOnly | QIODevice::NewOnly)
        && file.write(bytes) == bytes.size() && file.flush() && ::fsync(file.handle()) == 0;
    if (!written) {
        const Problem problem = diskProblem();
        file.remove();
        return tl::make_unexpected(problem);
    }
    file.close();
    // QFile::rename refuses to replace; here the same bytes may stand there already.
    if (::rename(QFile::encodeName(aside).constData(), QFile::encodeName(path).constData()) != 0) {
        const Problem problem = diskProblem();
        QFile::remove(aside);
        return tl::make_unexpected(problem);
    }
    return syncDirectory(QFileInfo(path).path());
}

Result<void> syncDirectory(const QString &directory)
{
    const int handle = ::open(QFile::encodeName(directory).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0)
        return tl::make_unexpected(diskProblem());
    const bool synced = ::fsync(handle) == 0;
    const Problem problem = synced ? Problem() : diskProblem();
    ::close(handle);
    return synced ? Result<void>() : tl::make_unexpected(problem);
}

} // namespace preggo::server
