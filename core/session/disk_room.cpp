// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/session/disk_room.h"

#include <limits>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Not zeros: a file system that compresses would keep no room for them.
QByteArray ballastBytes(qint64 size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 1;
    for (char &byte : bytes) {
        state = state * 1'664'525U + 1'013'904'223U;
        byte = static_cast<char>(state >> 24);
    }
    return bytes;
}

} // namespace

Problem noRoomForPictures()
{
    return makeProblem(ProblemCode::StorageFull,
        u"This device has too little room left for a picture. Free some space, then add it again; texts can "
        "still be written."_s);
}

DiskRoom::DiskRoom(FileStore &files, QString folder)
    : DiskRoom(files, std::move(folder), Limits())
{ }

DiskRoom::DiskRoom(FileStore &files, QString folder, const Limits &limits)
    : m_files(files)
    , m_folder(std::move(folder))
    , m_limits(limits)
    , m_free(std::numeric_limits<qint64>::max())
{ }

QString DiskRoom::ballastFile() const
{
    return m_folder + u"/ballast"_s;
}

void DiskRoom::look()
{
    const std::lock_guard lock(m_mutex);
    m_free = m_files.freeBytes(m_folder);
    if (m_free < m_limits.picture + m_limits.ballast)
        return;
    const auto last = m_files.read(ballastFile(), m_limits.ballast - 1, 1);
    if (last && last->size() == 1)
        return;
    if (m_files.writeDurably(ballastFile(), ballastBytes(m_limits.ballast)))
        m_free = m_files.freeBytes(m_folder);
}

bool DiskRoom::release()
{
    const std::lock_guard lock(m_mutex);
    const auto first = m_files.read(ballastFile(), 0, 1);
    const bool wasThere = first && !first->isEmpty() && m_files.remove(ballastFile());
    m_free = m_files.freeBytes(m_folder);
    return wasThere;
}

Result<void> DiskRoom::checkForPicture(FileStore &files, const QString &folder)
{
    if (files.freeBytes(folder) < limits::kPictureRoomBytes)
        return tl::make_unexpected(noRoomForPictures());
    return {};
}

} // namespace preggo
