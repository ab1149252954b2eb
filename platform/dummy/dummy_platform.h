// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/appearance.h"
#include "core/seams/net_status.h"
#include "core/seams/photo_source.h"

namespace preggo {

// What a system without the service gets: answers that never keep anything from working.

class DummyNetStatus final : public NetStatus
{
public:
    [[nodiscard]] bool isOnline() const override { return true; }
    [[nodiscard]] bool isMetered() const override { return false; }
    void setListener(std::function<void()>) override { }
};

class DummyAppearance final : public Appearance
{
public:
    [[nodiscard]] Scheme scheme() const override { return Scheme::NoPreference; }
    [[nodiscard]] bool reducedMotion() const override { return false; }
    [[nodiscard]] bool highContrast() const override { return false; }
    void setListener(std::function<void()>) override { }
};

class DummyPhotoSource final : public PhotoSource
{
public:
    [[nodiscard]] bool offers(From) const override { return false; }
    void choose(From, int, Done done) override { done({}); }
};

} // namespace preggo
