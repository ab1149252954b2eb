// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/clock.h"
#include "protocol/problem.h"

#include <QString>
#include <QVector>

#include <deque>
#include <mutex>

namespace preggo {

/// Takes out of a line what could tell who or whom: addresses, ids, links, quoted text, long numbers
/// and anything that looks like a token.
[[nodiscard]] QString redacted(QStringView text);

/// What went wrong lately, kept in memory for the diagnostics page; nothing leaves the device.
/// Bounded: repeats raise a count, the oldest go first. Safe from any thread.
class ErrorReporter
{
public:
    static constexpr int kEntries = 100;
    static constexpr int kDetailChars = 200;

    struct Entry
    {
        QString area; ///< a part of the program, e.g. "sync"
        ProblemCode code = ProblemCode::Internal;
        QString detail; ///< redacted
        int count = 0;
        qint64 firstMs = 0; ///< wall time
        qint64 lastMs = 0;
    };

    explicit ErrorReporter(const Clock &clock);

    /// `area` is a literal of the program, never something typed.
    void report(QStringView area, const Problem &problem);
    /// Newest first.
    [[nodiscard]] QVector<Entry> entries() const;
    void clear();

private:
    const Clock &m_clock;
    mutable std::mutex m_mutex;
    std::deque<Entry> m_entries; ///< oldest first
};

} // namespace preggo
