// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/clock.h"

#include <QByteArray>
#include <QString>
#include <QVector>

#include <cstdio>
#include <mutex>
#include <variant>

namespace preggo::server {

enum class LogLevel { Debug, Info, Warning, Error, Off };

/// One named figure or word of a log line. Words are chosen by the program: never what a person
/// typed, no name, address, token or plain id (docs/security.md).
struct LogField
{
    const char *name;
    std::variant<qint64, QByteArray> value;
};

/// Structured log: one JSON object a line. Safe from any thread; a line is written whole.
class Log
{
public:
    Log(const Clock &clock, LogLevel level, std::FILE *target);

    void write(LogLevel level, const char *event, const QVector<LogField> &fields = {});
    [[nodiscard]] bool wants(LogLevel level) const { return level >= m_level; }

private:
    const Clock &m_clock;
    const LogLevel m_level;
    std::FILE *const m_target;
    std::mutex m_mutex;
};

/// An id as logs may hold it: 8 hexadecimal digits of its hash under a key of this run, enough to
/// follow one person through one log and nothing else.
[[nodiscard]] QByteArray hashedId(const QByteArray &id, const QByteArray &runKey);

} // namespace preggo::server
