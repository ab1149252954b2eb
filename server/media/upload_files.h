// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "protocol/problem.h"
#include "server/media/data_files.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <memory>
#include <mutex>

namespace preggo::server {

/// The bytes of unfinished uploads, one file each; the file's size is the offset. Safe from any thread.
class UploadFiles
{
public:
    explicit UploadFiles(QString directory, std::shared_ptr<DataFiles> files = diskFiles());

    /// One request at a time works on an upload, the newest first: a request that waited while a newer
    /// one came has lost its turn. Holds the lock while it lives.
    class Turn
    {
    public:
        [[nodiscard]] bool lost() const { return m_lost; }

    private:
        friend class UploadFiles;
        struct Line;
        std::shared_ptr<Line> m_line;
        std::unique_lock<std::mutex> m_lock;
        bool m_lost = false;
    };
    [[nodiscard]] Turn takeTurn(MediaId media);
    /// For tests: how many requests came for an upload since it was last idle.
    [[nodiscard]] quint64 requests(MediaId media);

    /// Bytes that are safe on the disk; 0 where nothing came yet.
    [[nodiscard]] qint64 offset(MediaId media) const;
    /// Adds bytes behind `offset` and syncs them. Bytes beyond the known offset are cut away first.
    [[nodiscard]] Result<qint64> append(MediaId media, qint64 offset, const QByteArray &bytes);
    [[nodiscard]] Result<QByteArray> read(MediaId media) const;
    void remove(MediaId media);

private:
    [[nodiscard]] QString place(MediaId media) const;

    QString m_directory;
    std::shared_ptr<DataFiles> m_files;
    std::mutex m_mutex;
    QHash<MediaId, std::weak_ptr<Turn::Line>> m_lines;
};

} // namespace preggo::server
