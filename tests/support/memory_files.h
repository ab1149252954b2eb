// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/file_store.h"

#include <QHash>

#include <mutex>
#include <optional>

namespace preggo::test {

/// A disk in memory that fails when told. Safe from any thread.
class MemoryFiles final : public FileStore
{
public:
    Result<void> writeDurably(const QString &path, const QByteArray &bytes) override
    {
        const std::lock_guard lock(m_mutex);
        if (writeProblem)
            return tl::make_unexpected(*writeProblem);
        m_files.insert(path, bytes);
        return {};
    }
    Result<QByteArray> read(const QString &path, qint64 offset = 0, qint64 length = -1) override
    {
        const std::lock_guard lock(m_mutex);
        const auto it = m_files.constFind(path);
        if (it == m_files.constEnd())
            return fail(ProblemCode::NotFound);
        return it->mid(offset, length);
    }
    Result<void> remove(const QString &path) override
    {
        const std::lock_guard lock(m_mutex);
        m_files.remove(path);
        return {};
    }
    Result<QStringList> list(const QString &folder) override
    {
        const std::lock_guard lock(m_mutex);
        QStringList names;
        for (auto it = m_files.cbegin(); it != m_files.cend(); ++it) {
            if (it.key().startsWith(folder + u'/'))
                names.append(it.key().mid(folder.size() + 1));
        }
        names.sort();
        return names;
    }
    qint64 freeBytes(const QString &) override { return freeOnDisk; }

    bool exists(const QString &path) override
    {
        const std::lock_guard lock(m_mutex);
        return m_files.contains(path);
    }

    std::optional<Problem> writeProblem;
    qint64 freeOnDisk = 1LL << 40;

private:
    mutable std::mutex m_mutex;
    QHash<QString, QByteArray> m_files;
};

} // namespace preggo::test
