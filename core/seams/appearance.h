// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>

namespace preggo {

/// How the person set her system to look and move.
class Appearance
{
public:
    enum class Scheme { NoPreference, Light, Dark };

    virtual ~Appearance() = default;
    [[nodiscard]] virtual Scheme scheme() const = 0;
    [[nodiscard]] virtual bool reducedMotion() const = 0;
    [[nodiscard]] virtual bool highContrast() const = 0;
    /// Called on the owner's thread after any answer changed. One listener.
    virtual void setListener(std::function<void()> changed) = 0;
};

} // namespace preggo
