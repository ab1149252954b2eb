// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>

namespace preggo {

/// From this size on a block of memory goes back to the system when it is freed.
inline constexpr std::size_t kLargeBlockBytes = 128 * 1024;

/// Keeps that size where it is: glibc raises it to that of the largest block freed so far, and then pictures
/// leave holes among small things, which stay with the process. Call it first in main(); does nothing with
/// other C libraries.
void returnLargeBlocks();

} // namespace preggo
