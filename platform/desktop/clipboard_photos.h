// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/photo_source.h"

namespace preggo {

/// A desktop's: the clipboard alone, for its library is the file dialog and its camera another program. What
/// is text as well is no picture: an office program copies an image of each word. Needs a QGuiApplication.
class ClipboardPhotos final : public PhotoSource
{
public:
    [[nodiscard]] bool offers(From from) const override;
    void choose(From from, int atMost, Done done) override;
};

} // namespace preggo
