// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "resources/demo/family/story.h"

#include <QString>

#include <functional>

#include <tl/expected.hpp>

namespace preggo::demo {

struct SeedPlan
{
    QString directory; ///< of the server's data
    StoryPlan story;
    bool smallPictures = false; ///< a quarter of the sides: for benchmarks, which show them in lists
    std::function<void(const QString &)> tell = [](const QString &) {}; ///< progress in words
};

struct SeedReport
{
    bool wasThere = false; ///< the directory holds the demo already; nothing was done
    QString familyId;
    int posts = 0;
    int pictures = 0;
    int comments = 0;
    int reactions = 0;
};

/// Writes accounts, family and history into a data directory that preggo-server then serves, through
/// the server's own services. A second call on the same directory does nothing. Refuses a directory
/// that holds anything else. Blocks for some seconds; one thread at a time.
[[nodiscard]] tl::expected<SeedReport, QString> seedDemo(const SeedPlan &plan);

} // namespace preggo::demo
