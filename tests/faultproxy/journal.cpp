// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "journal.h"

#include <QList>

namespace preggo::test {

namespace {

/// Nothing where there is no such header.
QByteArray headerOf(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).toLower() == name)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

} // namespace

Passage Passage::fromHead(const QByteArray &head)
{
    const auto words = head.left(head.indexOf('\r')).split(' ');
    Passage passage;
    passage.method = words.value(0);
    passage.path = words.value(1);
    passage.bodyBytes = headerOf(head, "content-length").toLongLong();
    bool isNumber = false;
    const qint64 offset = headerOf(head, "upload-offset").toLongLong(&isNumber);
    passage.uploadOffset = isNumber ? offset : -1;
    return passage;
}

int finalStatus(const QByteArray &answer)
{
    QByteArray rest = answer;
    while (true) {
        const qsizetype line = rest.indexOf("\r\n");
        if (line < 0)
            return 0;
        const int status = rest.left(line).split(' ').value(1).toInt();
        if (status >= 200)
            return status;
        const qsizetype end = rest.indexOf("\r\n\r\n");
        if (end < 0)
            return 0;
        rest.remove(0, end + 4);
    }
}

int Journal::begin(const Passage &passage)
{
    const std::lock_guard lock(m_mutex);
    if (m_passages.size() >= kPassagesMax)
        return kNone;
    m_passages.append(passage);
    return static_cast<int>(m_passages.size()) - 1;
}

void Journal::setPassed(int number, qint64 bytes)
{
    const std::lock_guard lock(m_mutex);
    if (number != kNone)
        m_passages[number].passedBytes = bytes;
}

void Journal::setStatus(int number, int status)
{
    const std::lock_guard lock(m_mutex);
    if (number != kNone)
        m_passages[number].status = status;
}

QVector<Passage> Journal::all() const
{
    const std::lock_guard lock(m_mutex);
    return m_passages;
}

} // namespace preggo::test
