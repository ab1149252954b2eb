// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/bench/client/stage.h"

#include <QJsonObject>

#include <optional>

// Filling the profile of a person of the demo. Each says on stderr what went wrong.

namespace preggo::bench {

/// Signs the n-th person in; whether that went.
[[nodiscard]] bool signIn(Stage &stage, int person);
/// How many posts the cache of who is signed in holds now. Opens the file anew at each call.
[[nodiscard]] int postsCached(Stage &stage, const QString &profile);
/// Signs the mother in and waits until her cache holds `posts` posts.
[[nodiscard]] bool prepareProfile(Stage &stage, const QString &profile, int posts);
/// Signs the n-th person in on an empty profile and moves the feed by `step` units a frame until all `posts`
/// are there, then for as many frames again. Times the frames of both.
[[nodiscard]] std::optional<QJsonObject> joinInWindow(
    Stage &stage, const QString &profile, int person, int posts, double step);

} // namespace preggo::bench
