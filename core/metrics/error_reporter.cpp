// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/metrics/error_reporter.h"

#include <QRegularExpression>

#include <algorithm>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

QString redacted(QStringView text)
{
    // Quotes first: what stands in them was typed by somebody. Long runs last: a token has no other sign.
    static const std::pair<QRegularExpression, QString> kRules[] = {
        {QRegularExpression(u"“[^”]*”|\"[^\"]*\"|‘[^’]*’"_s), u"“…”"_s},
        {QRegularExpression(u"[A-Za-z][A-Za-z0-9+.-]*://\\S+"_s), u"<link>"_s},
        {QRegularExpression(u"\\S+@\\S+"_s), u"<address>"_s},
        {QRegularExpression(u"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"_s), u"<id>"_s},
        {QRegularExpression(u"/[^\\s/]+(/[^\\s/]+)+"_s), u"<path>"_s},
        {QRegularExpression(u"[A-Za-z0-9_\\-.=+]{24,}"_s), u"<token>"_s},
        {QRegularExpression(u"\\d{5,}"_s), u"<number>"_s},
    };
    QString out = text.toString();
    for (const auto &[pattern, replacement] : kRules)
        out.replace(pattern, replacement);
    return out;
}

ErrorReporter::ErrorReporter(const Clock &clock)
    : m_clock(clock)
{ }

void ErrorReporter::report(QStringView area, const Problem &problem)
{
    const qint64 now = m_clock.wallMs();
    Entry fresh{area.toString(), problem.code, redacted(problem.detail).left(kDetailChars), 1, now, now};
    const std::lock_guard lock(m_mutex);
    const auto same = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &entry) {
        return entry.area == fresh.area && entry.code == fresh.code && entry.detail == fresh.detail;
    });
    if (same != m_entries.end()) {
        fresh.count = same->count + 1;
        fresh.firstMs = same->firstMs;
        m_entries.erase(same);
    }
    m_entries.push_back(std::move(fresh));
    if (m_entries.size() > static_cast<size_t>(kEntries))
        m_entries.pop_front();
}

QVector<ErrorReporter::Entry> ErrorReporter::entries() const
{
    const std::lock_guard lock(m_mutex);
    return {m_entries.rbegin(), m_entries.rend()};
}

void ErrorReporter::clear()
{
    const std::lock_guard lock(m_mutex);
    m_entries.clear();
}

} // namespace preggo
