// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "request_reader.h"

#include <QList>

#include <algorithm>

namespace preggo::test {

namespace {

qint64 contentLength(const QByteArray &head)
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith("content-length:"))
            return std::max<qint64>(0, line.mid(line.indexOf(':') + 1).trimmed().toLongLong());
    }
    return 0;
}

} // namespace

RequestReader::RequestReader(
    std::function<void(const QByteArray &)> whole, std::function<void(const QByteArray &)> began)
    : m_whole(std::move(whole))
    , m_began(std::move(began))
{ }

void RequestReader::take(QByteArray bytes)
{
    while (!bytes.isEmpty() && !m_upgraded) {
        if (!m_inBody) {
            bytes.remove(0, takeHead(bytes));
        } else {
            const auto part = std::min<qint64>(bytes.size(), m_bodyLeft);
            if (m_request.size() + part > kKeptBytes)
                m_tooLong = true;
            if (!m_tooLong)
                m_request += bytes.left(part);
            m_bodyLeft -= part;
            bytes.remove(0, part);
        }
        if (m_inBody && m_bodyLeft == 0)
            end();
    }
}

/// How many of the bytes belong to the head.
qsizetype RequestReader::takeHead(const QByteArray &bytes)
{
    const qsizetype before = m_request.size();
    m_request += bytes;
    const qsizetype end = m_request.indexOf("\r\n\r\n");
    if (end < 0) {
        m_upgraded = m_request.size() > kKeptBytes; // no HTTP at all
        return bytes.size();
    }
    m_request.truncate(end + 4);
    m_head = m_request;
    m_bodyBytes = contentLength(m_head);
    m_bodyLeft = m_bodyBytes;
    m_inBody = true;
    if (m_began)
        m_began(m_head);
    return m_request.size() - before;
}

void RequestReader::end()
{
    m_upgraded = m_head.toLower().contains("\r\nupgrade:");
    m_inBody = false;
    const QByteArray request = std::exchange(m_request, {});
    const bool tooLong = std::exchange(m_tooLong, false);
    if (m_whole)
        m_whole(tooLong ? QByteArray() : request);
}

} // namespace preggo::test
