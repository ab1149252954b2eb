// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/json_text.h"

#include "protocol/json.h"

namespace preggo::server {

void JsonText::separate()
{
    if (m_bytes.isEmpty())
        return;
    const char last = m_bytes.back();
    if (last != '{' && last != '[' && last != ':')
        m_bytes += ',';
}

JsonText &JsonText::begin(char bracket)
{
    separate();
    m_bytes += bracket;
    return *this;
}

JsonText &JsonText::end(char bracket)
{
    m_bytes += bracket;
    return *this;
}

JsonText &JsonText::name(QByteArrayView name)
{
    ascii(name);
    m_bytes += ':';
    return *this;
}

JsonText &JsonText::text(const QString &value)
{
    separate();
    appendJsonText(value, m_bytes);
    return *this;
}

JsonText &JsonText::ascii(QByteArrayView value)
{
    separate();
    m_bytes += '"';
    m_bytes += value;
    m_bytes += '"';
    return *this;
}

JsonText &JsonText::number(qint64 value)
{
    return raw(QByteArray::number(value));
}

JsonText &JsonText::flag(bool value)
{
    return raw(value ? "true" : "false");
}

JsonText &JsonText::raw(QByteArrayView json)
{
    separate();
    m_bytes += json;
    return *this;
}

} // namespace preggo::server
