// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"

#include <QByteArray>
#include <QString>
#include <QVector>

#include <memory>

namespace preggo::server {

/// The disk under the server's folders of bytes: what a call said is done survives a power cut. Folders are
/// made where they are missing. Implementations are safe from any thread as long as two calls do not change
/// the same file at once.
class DataFiles
{
public:
    virtual ~DataFiles() = default;
    /// Whole or not there, whatever happens; replaces what stood there.
    [[nodiscard]] virtual Result<void> writeDurably(const QString &path, const QByteArray &bytes) = 0;
    /// For a whole file that is there already, by a call that has not ended yet or that failed, or of a
    /// process that was killed: when this returns, its name survives a power cut too.
    [[nodiscard]] virtual Result<void> syncName(const QString &path) = 0;
    /// Cuts the file at `offset` and adds the bytes; returns the new size. After a failure nothing behind
    /// `offset` counts.
    [[nodiscard]] virtual Result<qint64> append(
        const QString &path, qint64 offset, const QByteArray &bytes) = 0;
    /// UploadGone where there is no such file.
    [[nodiscard]] virtual Result<QByteArray> read(const QString &path) const = 0;
    /// -1 where there is no such file.
    [[nodiscard]] virtual qint64 size(const QString &path) const = 0;
    virtual void remove(const QString &path) = 0;

    struct Entry
    {
        QString path;
        qint64 changedMs = 0; ///< by the disk's clock
    };
    /// The files of a folder; none where it cannot tell, so that nothing is taken for left over.
    [[nodiscard]] virtual QVector<Entry> list(const QString &folder) const;
};

/// The machine's own.
[[nodiscard]] std::shared_ptr<DataFiles> diskFiles();

} // namespace preggo::server
