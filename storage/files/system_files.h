// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/files/file_calls.h"

namespace preggo {

/// FileCalls on POSIX. New files are for their owner alone (0600).
class SystemFiles final : public FileCalls
{
public:
    [[nodiscard]] FileOutcome<std::unique_ptr<NewFile>> create(const QString &path) override;
    [[nodiscard]] FileOutcome<QByteArray> read(
        const QString &path, qint64 offset = 0, qint64 length = -1) override;
    [[nodiscard]] FileOutcome<void> rename(const QString &from, const QString &to) override;
    [[nodiscard]] FileOutcome<void> remove(const QString &path) override;
    [[nodiscard]] FileOutcome<void> sync(const QString &path) override;
    [[nodiscard]] FileOutcome<bool> exists(const QString &path) override;
    [[nodiscard]] FileOutcome<QStringList> list(const QString &folder) override;
    [[nodiscard]] FileOutcome<qint64> freeBytes(const QString &folder) override;
};

} // namespace preggo
