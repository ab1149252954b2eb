// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/upload_files.h"

#include "server/media/durable_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <unistd.h>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kLinesBeforeTidying = 256;

} // namespace

/// Those who want to work on one upload.
struct UploadFiles::Turn::Line
{
    std::mutex mutex;
    quint64 newest = 0; ///< guarded by UploadFiles::m_mutex
};

UploadFiles::UploadFiles(QString directory)
    : m_directory(std::move(directory))
{ }

QString UploadFiles::place(MediaId media) const
{
    return m_directory + u'/' + media.toString() + u".part"_s;
}

UploadFiles::Turn UploadFiles::takeTurn(MediaId media)
{
    Turn turn;
    quint64 ticket = 0;
    {
        const std::lock_guard lock(m_mutex);
        if (m_lines.size() > kLinesBeforeTidying)
            m_lines.removeIf([](const auto &entry) { return entry.value().expired(); });
        turn.m_line = m_lines.value(media).lock();
        if (!turn.m_line) {
            turn.m_line = std::make_shared<Turn::Line>();
            m_lines.insert(media, turn.m_line);
        }
        ticket = ++turn.m_line->newest;
    }
    turn.m_lock = std::unique_lock(turn.m_line->mutex);
    const std::lock_guard lock(m_mutex);
    turn.m_lost = ticket != turn.m_line->newest;
    return turn;
}

quint64 UploadFiles::requests(MediaId media)
{
    const std::lock_guard lock(m_mutex);
    const auto line = m_lines.value(media).lock();
    return line ? line->newest : 0;
}

qint64 UploadFiles::offset(MediaId media) const
{
    const QFileInfo file(place(media));
    return file.exists() ? file.size() : 0;
}

Result<qint64> UploadFiles::append(MediaId media, qint64 offset, const QByteArray &bytes)
{
    if (!QDir().mkpath(m_directory))
        return tl::make_unexpected(diskProblem());
    QFile file(place(media));
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
        if (auto done = syncDirectory(m_directory); !done)
            return tl::make_unexpected(done.error());
    }
    return offset + bytes.size();
}

Result<QByteArray> UploadFiles::read(MediaId media) const
{
    QFile file(place(media));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ProblemCode::UploadGone);
    return file.readAll();
}

void UploadFiles::remove(MediaId media)
{
    QFile::remove(place(media));
}

} // namespace preggo::server
