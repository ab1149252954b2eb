// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/knobs.h"

namespace preggo::sim {

namespace {

/// More than a page of a snapshot and more than a page of changes.
constexpr int kManyPosts = 520;
/// More than some of the smaller pages.
constexpr int kSomePosts = 45;
/// Smaller ones would be asked for more often than a device may ask.
constexpr int kPageItemsMin = 9;

/// A value in [1, max] in `percent` of the worlds, else 0.
int sometimes(Rng &rng, int percent, int max)
{
    const bool on = rng.below(100) < quint64(percent);
    const int value = 1 + int(rng.below(quint64(max)));
    return on ? value : 0;
}

} // namespace

Knobs Knobs::draw(quint64 seed)
{
    SeededRng rng(seed * 7'919 + 17);
    Knobs k;
    k.families = 1 + int(rng.below(4) == 0);
    k.audiences = int(rng.below(3));
    k.people = 2 + int(rng.below(3));
    k.twinDevices = int(rng.below(2));
    k.firstJoin = rng.below(6) == 0;
    k.loseBefore = sometimes(rng, 50, 30);
    k.loseAfter = sometimes(rng, 60, 30);
    k.duplicate = sometimes(rng, 50, 30);
    k.late = sometimes(rng, 40, 10);
    k.garbled = sometimes(rng, 30, 10);
    k.serverError = sometimes(rng, 40, 15);
    k.loseFrames = rng.below(8) == 0 ? 100 : sometimes(rng, 40, 50);
    k.socketCuts = sometimes(rng, 40, 20);
    k.partitions = sometimes(rng, 50, 6);
    k.latencyMs = 5 + qint64(rng.below(400));
    k.clientKills = sometimes(rng, 60, 8);
    k.powerLoss = sometimes(rng, 60, 100);
    k.killInWrite = sometimes(rng, 50, 100);
    k.cacheLoss = sometimes(rng, 40, 60);
    k.serverKills = sometimes(rng, 40, 4);
    k.backups = rng.below(3) == 0;
    k.restores = k.backups ? sometimes(rng, 70, 2) : 0;
    k.diskErrors = sometimes(rng, 20, 20);
    k.diskFull = sometimes(rng, 20, 4);
    k.clockJumps = rng.below(3) == 0;
    k.skew = rng.below(2) == 0;
    k.tokenTrouble = sometimes(rng, 30, 6);
    k.actions = 20 + int(rng.below(60));
    k.spanMs = 60'000 * (1 + qint64(rng.below(90)));
    k.removals = sometimes(rng, 35, 3);
    k.roleChanges = sometimes(rng, 25, 3);
    k.pictures = rng.below(3) == 0;
    k.moves = rng.below(3) == 0;
    k.holds = rng.below(3) == 0;
    k.pauses = rng.below(4) == 0;
    const quint64 past = rng.below(48);
    k.oldPosts = past == 0 ? kManyPosts : past < 7 ? kSomePosts : 0;
    k.firstJoin = k.firstJoin || k.oldPosts > 0;
    k.compactions = sometimes(rng, 25, 3);
    k.serverDiskErrors = sometimes(rng, 12, 10);
    const int pageItems = sometimes(rng, 50, 40);
    k.pageItems = past == 0 || pageItems == 0 ? 0 : kPageItemsMin + pageItems;
    return k;
}

Knobs Knobs::drawHarsh(quint64 seed)
{
    Knobs k = draw(seed);
    k.families = 1;
    k.people = 3;
    k.loseAfter = 45;
    k.duplicate = 50;
    k.late = 15;
    k.diskErrors = 0;
    k.removals = 8;
    k.roleChanges = 12;
    k.actions = 80;
    k.spanMs = 1'200'000;
    k.secondThoughts = true;
    return k;
}

Knobs Knobs::drawWandering(quint64 seed)
{
    SeededRng rng(seed * 7'919 + 17);
    Knobs k;
    k.audiences = 1;
    k.loseAfter = 25;
    k.loseFrames = 100;
    k.partitions = 2;
    k.latencyMs = 5 + qint64(rng.below(400));
    k.backups = true;
    k.restores = 3;
    k.moves = true;
    k.wandering = true;
    k.actions = 120;
    k.spanMs = 1'200'000;
    return k;
}

QString Knobs::summary() const
{
    return QStringLiteral(
               "families %1, people %2+%3, audiences %4, lose %5/%6 %, twice %7 %, late %8 %, frames -%9 %")
               .arg(families)
               .arg(people)
               .arg(twinDevices)
               .arg(audiences)
               .arg(loseBefore)
               .arg(loseAfter)
               .arg(duplicate)
               .arg(late)
               .arg(loseFrames)
        + QStringLiteral(", kills %1/h, server kills %2/h, restores %3, removals %4, disk %5 per mille, %6 "
                         "actions in %7 min")
              .arg(clientKills)
              .arg(serverKills)
              .arg(restores)
              .arg(removals)
              .arg(diskErrors)
              .arg(actions)
              .arg(spanMs / 60'000);
}

} // namespace preggo::sim
