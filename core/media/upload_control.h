// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "protocol/problem.h"

#include <QSet>

#include <functional>
#include <optional>

namespace preggo {

/// Why a picture that waits to be sent is not being sent.
enum class UploadHold {
    None, ///< it is its turn, or will be
    Paused, ///< by the person
    Metered, ///< the network costs, and she does not want that for pictures
    Failing, ///< the server or the network; tried again by itself
};

struct UploadStanding
{
    UploadHold hold = UploadHold::None;
    std::optional<Problem> problem; ///< of Failing, where one is known
};

/// What a person may say of her pictures on their way, and be told of them. Main thread.
class UploadControl
{
public:
    static constexpr int kPausedMax = 2'000;

    virtual ~UploadControl() = default;
    /// In the place of those before, at most kPausedMax. What is under way stops where it is, and goes on
    /// there.
    virtual void setPaused(const QSet<MediaId> &media) = 0;
    /// Whether pictures go over a network that costs. They do unless told.
    virtual void setSendsOnMetered(bool sends) = 0;
    [[nodiscard]] virtual UploadStanding standingOf(MediaId media) const = 0;
    /// Called whenever a standing may differ. One listener.
    virtual void setStandingListener(std::function<void()> changed) = 0;
};

} // namespace preggo
