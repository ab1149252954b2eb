// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"
#include "server/media/data_files.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace preggo::server {

/// Bytes by their SHA-256. Implementations are safe from any thread.
class BlobStore
{
public:
    virtual ~BlobStore() = default;
    /// Keeps the bytes for good before it returns; the same bytes twice are one blob.
    [[nodiscard]] virtual Result<QByteArray> put(const QByteArray &bytes) = 0;
    /// A readable file with these bytes, or empty where there is none.
    [[nodiscard]] virtual QString path(const QByteArray &sha256) const = 0;
    virtual void remove(const QByteArray &sha256) = 0;
};

/// Blobs as files `<root>/ab/<64 hex digits>`: written aside, fsynced, renamed, directory fsynced.
class DiskBlobStore final : public BlobStore
{
public:
    explicit DiskBlobStore(QString root, std::shared_ptr<DataFiles> files = diskFiles());
    [[nodiscard]] Result<QByteArray> put(const QByteArray &bytes) override;
    [[nodiscard]] QString path(const QByteArray &sha256) const override;
    void remove(const QByteArray &sha256) override;

    /// Removes from one of kShelves folders what was not changed since `beforeMs` and is no blob that
    /// `isNamed`: blobs that nothing names, and what interrupted writes left. Returns how many. Nobody may
    /// be between put() and naming its result meanwhile. Stops where `isNamed` cannot tell.
    static constexpr int kShelves = 256;
    [[nodiscard]] Result<int> removeUnnamed(
        int shelf, qint64 beforeMs, const std::function<Result<bool>(const QByteArray &)> &isNamed);

private:
    [[nodiscard]] QString place(const QByteArray &sha256) const;

    QString m_root;
    std::shared_ptr<DataFiles> m_files;
};

} // namespace preggo::server
