// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/realtime/news_board.h"

namespace preggo::server {

quint64 NewsBoard::listen(const StreamId &stream, Wake wake)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_closed) {
            m_waiting[stream].insert(++m_last, std::move(wake));
            return m_last;
        }
    }
    wake();
    return 0;
}

void NewsBoard::forget(const StreamId &stream, quint64 number)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_waiting.find(stream);
    if (it == m_waiting.end())
        return;
    it->remove(number);
    if (it->isEmpty())
        m_waiting.erase(it);
}

void NewsBoard::tell(const StreamId &stream)
{
    QHash<quint64, Wake> woken;
    {
        const std::lock_guard lock(m_mutex);
        woken = m_waiting.take(stream);
    }
    for (const auto &wake : std::as_const(woken))
        wake();
}

void NewsBoard::close()
{
    QHash<StreamId, QHash<quint64, Wake>> waiting;
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        waiting.swap(m_waiting);
    }
    for (const auto &stream : std::as_const(waiting)) {
        for (const auto &wake : stream)
            wake();
    }
}

int NewsBoard::count() const
{
    const std::lock_guard lock(m_mutex);
    int count = 0;
    for (const auto &stream : m_waiting)
        count += static_cast<int>(stream.size());
    return count;
}

} // namespace preggo::server
