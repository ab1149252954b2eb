// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/file_store.h"
#include "storage/files/system_files.h"

#include <memory>

namespace preggo {

/// FileStore over the calls to a disk. Every step's error is checked: QSaveFile takes a failed sync for
/// success.
class DurableFileStore final : public FileStore
{
public:
    explicit DurableFileStore(std::shared_ptr<FileCalls> calls = std::make_shared<SystemFiles>())
        : m_calls(std::move(calls))
    { }

    [[nodiscard]] Result<void> writeDurably(const QString &path, const QByteArray &bytes) override;
    [[nodiscard]] Result<QByteArray> read(
        const QString &path, qint64 offset = 0, qint64 length = -1) override;
    /// Success where it does not exist. It stays gone when the power goes.
    [[nodiscard]] Result<void> remove(const QString &path) override;
    [[nodiscard]] bool exists(const QString &path) override;
    [[nodiscard]] Result<QStringList> list(const QString &folder) override;
    [[nodiscard]] qint64 freeBytes(const QString &folder) override;

private:
    const std::shared_ptr<FileCalls> m_calls;
};

} // namespace preggo
