// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace preggo {

/// The disk, for files that must survive a power cut. Safe from any thread.
class FileStore
{
public:
    virtual ~FileStore() = default;
    /// Writes a temporary file, syncs it and checks that, renames it over `path`, syncs the folder.
    [[nodiscard]] virtual Result<void> writeDurably(const QString &path, const QByteArray &bytes) = 0;
    [[nodiscard]] virtual Result<QByteArray> read(
        const QString &path, qint64 offset = 0, qint64 length = -1) = 0;
    [[nodiscard]] virtual Result<void> remove(const QString &path) = 0;
    /// False only where it is surely not there.
    [[nodiscard]] virtual bool exists(const QString &path) = 0;
    /// The names of the files in a folder, in order.
    [[nodiscard]] virtual Result<QStringList> list(const QString &folder) = 0;
    [[nodiscard]] virtual qint64 freeBytes(const QString &folder) = 0;
};

} // namespace preggo
