// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "history_checker.h"

#include "history_rules.h"

namespace preggo::test {

QStringList checkHistories(const QVector<History> &histories, const ServerTables &server)
{
    const Facts facts(histories, server);
    QStringList findings;
    for (const auto rule : {everySavedActionIsSomewhere, everyActionTakesEffectOnce, nothingComesFromNowhere,
             eachLineKeepsItsOrder, streamsHaveNoGaps, lastWordsStand, picturesAreWhole, nothingSeenGoesAway,
             allShowTheSame})
        rule(facts, findings);
    return findings;
}

} // namespace preggo::test
