// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/monitoring/log.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

namespace preggo::server {

namespace {

constexpr const char *kNames[] = {"debug", "info", "warning", "error"};

void appendText(QByteArray &line, const QByteArray &text)
{
    line += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            (line += '\\') += c;
        else if (byte < 0x20 || byte >= 0x7f)
            line += '?'; // no line breaks and no terminal sequences, whatever came in
        else
            line += c;
    }
    line += '"';
}

} // namespace

Log::Log(const Clock &clock, LogLevel level, std::FILE *target)
    : m_clock(clock)
    , m_level(level)
    , m_target(target)
{ }

void Log::write(LogLevel level, const char *event, const QVector<LogField> &fields)
{
    if (!wants(level) || level == LogLevel::Off)
        return;
    QByteArray line = "{\"t\":" + QByteArray::number(m_clock.wallMs()) + ",\"level\":\"";
    line += kNames[static_cast<int>(level)];
    line += "\",\"event\":\"";
    line += event;
    line += '"';
    for (const auto &field : fields) {
        line += ",\"";
        line += field.name;
        line += "\":";
        if (const auto *number = std::get_if<qint64>(&field.value))
            line += QByteArray::number(*number);
        else
            appendText(line, std::get<QByteArray>(field.value));
    }
    line += "}\n";
    const std::lock_guard lock(m_mutex);
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), m_target);
    std::fflush(m_target);
}

QByteArray hashedId(const QByteArray &id, const QByteArray &runKey)
{
    return QMessageAuthenticationCode::hash(id, runKey, QCryptographicHash::Sha256).left(4).toHex();
}

} // namespace preggo::server
