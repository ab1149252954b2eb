// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "history_facts.h"

namespace preggo::test {

// The checker's rules: each appends a sentence for each thing that is wrong.

// What became of actions: history_actions.cpp.
void everySavedActionIsSomewhere(const Facts &facts, QStringList &findings);
void everyActionTakesEffectOnce(const Facts &facts, QStringList &findings);
void nothingComesFromNowhere(const Facts &facts, QStringList &findings);
void eachLineKeepsItsOrder(const Facts &facts, QStringList &findings);
void streamsHaveNoGaps(const Facts &facts, QStringList &findings);

// What can be seen of them: history_views.cpp.
void lastWordsStand(const Facts &facts, QStringList &findings);
void picturesAreWhole(const Facts &facts, QStringList &findings);
void nothingSeenGoesAway(const Facts &facts, QStringList &findings);
void allShowTheSame(const Facts &facts, QStringList &findings);

} // namespace preggo::test
