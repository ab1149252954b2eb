// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/action.h"
#include "resources/demo/family/home_server.h"
#include "resources/demo/family/seeder.h"

#include <QHash>

namespace preggo::demo {

/// Who writes the history, and where. Value type.
struct Cast
{
    FamilyId family;
    QVector<UserId> users; ///< by Who
    QVector<DeviceId> devices;

    [[nodiscard]] UserId user(Who who) const { return users[static_cast<int>(who)]; }
    [[nodiscard]] DeviceId device(Who who) const { return devices[static_cast<int>(who)]; }
};

/// Signs everybody up, makes the family and lets the others join by invitation.
[[nodiscard]] tl::expected<Cast, QString> gather(HomeServer &home, const StoryPlan &plan, Rng &rng);

/// Paints and stores every picture of the story once; the media id by the picture's name.
[[nodiscard]] tl::expected<QHash<QString, MediaId>, QString> storePictures(
    HomeServer &home, const Cast &cast, const QVector<StoryPost> &story, const SeedPlan &plan, Rng &rng);

/// Posts, comments and reactions in the order of their times, as the people's own actions.
[[nodiscard]] tl::expected<SeedReport, QString> writeHistory(HomeServer &home, const Cast &cast,
    const QVector<StoryPost> &story, const QHash<QString, MediaId> &pictures, const SeedPlan &plan, Rng &rng);

} // namespace preggo::demo
