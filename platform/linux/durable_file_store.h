// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/file_store.h"

namespace preggo {

/// FileStore on POSIX. New files are for their owner alone (0600). Every step's error is checked:
/// QSaveFile takes a failed sync for success.
class DurableFileStore final : public FileStore
{
public:
    [[nodiscard]] Result<void> writeDurably(const QString &path, const QByteArray &bytes) override;
    [[nodiscard]] Result<QByteArray> read(
        const QString &path, qint64 offset = 0, qint64 length = -1) override;
    /// Success where it does not exist.
    [[nodiscard]] Result<void> remove(const QString &path) override;
    [[nodiscard]] qint64 freeBytes(const QString &folder) override;
};

} // namespace preggo
