// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/pace_book.h"

namespace preggo::sim {

using namespace Qt::Literals::StringLiterals;

void PaceBook::asked(const SimDevice &device, const HttpRequest &request, qint64 nowMs)
{
    auto &pace = m_paces[device.index];
    if (pace.bootedMs != device.bootedMs())
        pace = {{}, device.bootedMs(), 0, 0, 0};
    pace.lastMinute.push_back(nowMs);
    while (pace.lastMinute.front() <= nowMs - kMinuteMs)
        pace.lastMinute.pop_front();
    pace.inVain = std::min(pace.inVain + 1, int(pace.lastMinute.size()));
    pace.offline = device.link.isUp() ? 0 : pace.offline + 1;
    hold(int(pace.lastMinute.size()), kMostAMinute, device.index, "in a minute");
    hold(pace.inVain, kMostInVain, device.index, "in a minute without an answer");
    hold(pace.offline, kMostOffline, device.index, "without a network");
    if (!request.path.endsWith(u"/sync/push"))
        return;
    if (pace.refusedTokens > 0)
        --pace.refusedTokens;
    else if (nowMs < pace.notBeforeMs)
        m_verdict.violated(
            u"I20: device %1 sends %2 ms before the time that the server set"_s.arg(device.index)
                .arg(pace.notBeforeMs - nowMs));
}

void PaceBook::hold(int count, int most, int device, const char *what)
{
    if (count > most)
        m_verdict.violated(
            u"I20: device %1 asks %2 times %3"_s.arg(device).arg(count).arg(QLatin1String(what)));
}

void PaceBook::answered(int device, const QString &path, const HttpAnswer &answer, qint64 nowMs)
{
    auto &pace = m_paces[device];
    if (answer.status != 0 && answer.status < 500)
        pace.inVain = 0;
    const bool isPush = path.endsWith(u"/sync/push");
    if (isPush && answer.status == 401)
        ++pace.refusedTokens;
    const QByteArray retryAfter = answer.header("retry-after");
    if (isPush && !retryAfter.isEmpty())
        pace.notBeforeMs = nowMs + retryAfter.toLongLong() * 1'000;
}

} // namespace preggo::sim
