// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/rng.h"

#include <QString>

namespace preggo::sim {

/// How bad this world is. Each seed draws its own, and turns most faults off altogether, so that rare
/// meetings of two of them are not drowned by all the others.
struct Knobs
{
    // Who there is
    int families = 1;
    int audiences = 0;
    int people = 2; ///< owner, co-parent, contributor, viewer, in this order
    int twinDevices = 0; ///< people with a second device
    bool firstJoin = false; ///< one device comes late
    int oldPosts = 0; ///< in each family before the world begins
    int pageItems = 0; ///< that an answer about a stream holds at most; 0 for what the product's holds

    // The network, in percent of requests
    int loseBefore = 0; ///< the server never sees it
    int loseAfter = 0; ///< the server acts, the answer is lost
    int duplicate = 0; ///< the server sees it twice, the second time later
    int late = 0; ///< it arrives after the client gave up, up to hours later
    int garbled = 0; ///< the answer is cut, or a captive portal's page
    int serverError = 0; ///< 500, 503 with and without Retry-After, 429
    int loseFrames = 0; ///< in percent of socket frames
    int socketCuts = 0; ///< cuts an hour
    int partitions = 0; ///< an hour
    qint64 latencyMs = 40;

    // Machines
    int clientKills = 0; ///< an hour
    int powerLoss = 0; ///< in percent of the kills
    int killInWrite = 0; ///< in percent of the kills: in the middle of a disk call
    int cacheLoss = 0; ///< in percent of the kills: cache.db is gone or of yesterday
    int serverKills = 0; ///< an hour
    int serverDiskErrors = 0; ///< per mille of disk calls of the server
    int restores = 0; ///< of the server, in the whole run
    bool backups = false;
    int compactions = 0; ///< in the whole run: the beginnings of all logs are taken away
    int diskErrors = 0; ///< per mille of disk calls of the clients
    int diskFull = 0; ///< spells an hour in which nothing more fits
    bool clockJumps = false;
    bool skew = false;
    int tokenTrouble = 0; ///< refused tokens an hour

    // People
    int actions = 40;
    qint64 spanMs = 3'600'000; ///< of the safety phase
    int removals = 0; ///< memberships that end, and begin again, in the whole run
    int roleChanges = 0;
    bool pictures = false;
    bool moves = false;
    bool holds = false;
    bool pauses = false;
    bool secondThoughts = false; ///< who writes may take it back at once
    bool wandering = false; ///< most of what they do is to edit posts and to move them

    [[nodiscard]] static Knobs draw(quint64 seed);
    /// The same, with people who come and go and change their minds while half of the answers are lost.
    [[nodiscard]] static Knobs drawHarsh(quint64 seed);
    /// One fault: a restored server, of which each device hears by asking alone; and posts whose lines run
    /// through several streams.
    [[nodiscard]] static Knobs drawWandering(quint64 seed);
    [[nodiscard]] QString summary() const;
};

} // namespace preggo::sim
