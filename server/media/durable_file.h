// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"

#include <QByteArray>
#include <QString>

namespace preggo::server {

/// What the last failed system call means to the one who sent the bytes: StorageFull or Internal.
[[nodiscard]] Problem diskProblem();

/// Writes a new file so that it is whole or not there, whatever happens: aside, fsync, rename, fsync of
/// the directory. The directory must exist.
[[nodiscard]] Result<void> writeDurably(const QString &path, const QByteArray &bytes);

/// Syncs the directory's entries.
[[nodiscard]] Result<void> syncDirectory(const QString &directory);

} // namespace preggo::server
