// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/options.h"

namespace preggo::server {

/// How a command ended.
enum ExitCode {
    kDone = 0,
    kFailed = 1, ///< nothing was changed
    kIncomplete = 2, ///< it was done as far as it could be; what it said tells what is missing
};

/// Says a sentence on stderr; returns kFailed.
int complain(const QString &sentence);

/// Carries out `backup` or `restore`, says on stdout what was done, and returns an ExitCode.
[[nodiscard]] int runBackup(const Options &options);
[[nodiscard]] int runRestore(const Options &options);

} // namespace preggo::server
