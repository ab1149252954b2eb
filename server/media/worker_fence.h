// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace preggo::server {

/// From here on the kernel ends this process, all its threads at once, where it asks for what decoding a
/// picture never needs: a socket, a program, another process, a look at another process, a file to write
/// to, and all else that is not on the list in the source. It may use the memory, the threads and the
/// files that are open, and read files.
///
/// False, and nothing is fenced, where the kernel refuses. True without a fence in a build without
/// libseccomp or with a sanitizer, whose work at the end of a process is what the fence forbids; see
/// hasFence(). Cannot be undone. Call it before a stranger's bytes are read.
[[nodiscard]] bool raiseFence();

/// Whether raiseFence() fences in this build.
[[nodiscard]] bool hasFence();

} // namespace preggo::server
