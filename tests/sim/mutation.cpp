// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/mutation.h"

#include <QByteArray>

namespace preggo::sim {

namespace {
QByteArray broken;
} // namespace

bool isBroken(const char *rule)
{
    return broken == rule;
}

void breakRule(const char *rule)
{
    broken = rule;
}

} // namespace preggo::sim
