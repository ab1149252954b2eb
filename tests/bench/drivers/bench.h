// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/bench/probe/figure.h"
#include "tests/bench/probe/process.h"

#include <QString>
#include <QVector>

#include <memory>
#include <optional>

namespace preggo::bench {

/// One run of the benchmarks: where it may write, how long it may take, and what it found.
struct Bench
{
    QString directory; ///< temporary; holds data directories, profiles and pictures
    bool quick = false; ///< small numbers: shows that everything runs, not how fast
    QVector<Figure> figures;
    bool failed = false;

    void add(const QString &name, double value, const QString &unit, std::optional<double> floor = {});
    /// Says why a figure is missing; the run goes on and fails at its end.
    void miss(const QString &sentence);
    [[nodiscard]] int scaled(int full, int small) const { return quick ? small : full; }
};

/// A data directory with the demo family and so many posts. Made once for each number; empty on failure.
[[nodiscard]] QString seededData(Bench &bench, int posts, bool photosOnly = false);
/// preggo-server on a seeded directory; null on failure.
[[nodiscard]] std::unique_ptr<ServingProcess> serve(Bench &bench, const QString &data, int threads = 2);

// Each measures one part of the product beside its floor and adds its figures.
void benchStartup(Bench &bench);
void benchInteraction(Bench &bench);
void benchScroll(Bench &bench);
void benchImageScroll(Bench &bench);
void benchFeedServer(Bench &bench);
void benchImages(Bench &bench);
void benchSyncDrain(Bench &bench);
void benchSyncCatchup(Bench &bench);
void benchFirstJoin(Bench &bench);

} // namespace preggo::bench
