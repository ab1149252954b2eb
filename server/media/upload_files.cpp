// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/upload_files.h"

#include <algorithm>

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

UploadFiles::UploadFiles(QString directory, std::shared_ptr<DataFiles> files)
    : m_directory(std::move(directory))
    , m_files(std::move(files))
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
    return std::max<qint64>(0, m_files->size(place(media)));
}

Result<qint64> UploadFiles::append(MediaId media, qint64 offset, const QByteArray &bytes)
{
    return m_files->append(place(media), offset, bytes);
}

Result<QByteArray> UploadFiles::read(MediaId media) const
{
    return m_files->read(place(media));
}

void UploadFiles::remove(MediaId media)
{
    m_files->remove(place(media));
}

} // namespace preggo::server
