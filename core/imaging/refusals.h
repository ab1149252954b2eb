// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/imaging/format.h"
#include "protocol/problem.h"

#include <QSize>

namespace preggo::refusal {

// Why a picture is not taken, in words that say what to do. Not for use outside this folder.

[[nodiscard]] tl::unexpected<Problem> unsupported(PictureFormat format);
[[nodiscard]] tl::unexpected<Problem> unreadableHeif();
[[nodiscard]] tl::unexpected<Problem> moving();
[[nodiscard]] tl::unexpected<Problem> damaged();
[[nodiscard]] tl::unexpected<Problem> cutOff();
[[nodiscard]] tl::unexpected<Problem> tooManyBytes();
[[nodiscard]] tl::unexpected<Problem> tooManyPixels(QSize size = {}); ///< empty: unknown

/// Whether limits::kPictureSideMax or limits::kPicturePixels is passed.
[[nodiscard]] bool isTooLarge(QSize size);

} // namespace preggo::refusal
