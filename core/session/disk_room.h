// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/file_store.h"
#include "protocol/limits.h"

#include <QString>

#include <atomic>
#include <mutex>

namespace preggo {

/// R10: how much room the profile's disk has, and the ballast: a file that is there to be given up, so that
/// a text can be saved on a full disk. One a profile. Safe from any thread.
class DiskRoom
{
public:
    /// All in bytes of free room.
    struct Limits
    {
        qint64 ballast = limits::kBallastBytes; ///< the size of the file
        qint64 low = limits::kDiskLowBytes; ///< below, the person is warned
        qint64 picture = limits::kPictureRoomBytes; ///< below, no picture is taken in
        qint64 prefetch = limits::kPrefetchRoomBytes; ///< below, nothing is fetched ahead
    };

    /// Before the first look() there is room for everything.
    DiskRoom(FileStore &files, QString folder);
    DiskRoom(FileStore &files, QString folder, const Limits &limits);

    /// Asks the disk, and makes the ballast where it is missing and a picture still fits beside it. Blocks.
    void look();
    /// Gives the ballast up; true where it was there: then it is worth trying again. Blocks.
    [[nodiscard]] bool release();

    // As of the last look
    [[nodiscard]] bool isLow() const { return m_free < m_limits.low; }
    [[nodiscard]] bool takesPictures() const { return m_free >= m_limits.picture; }
    [[nodiscard]] bool allowsPrefetch() const { return m_free >= m_limits.prefetch; }
    [[nodiscard]] qint64 freeBytes() const { return m_free; }

    /// Asks now, for whoever is about to write a picture. Blocks.
    [[nodiscard]] static Result<void> checkForPicture(FileStore &files, const QString &folder);

private:
    [[nodiscard]] QString ballastFile() const;

    FileStore &m_files;
    const QString m_folder;
    const Limits m_limits;
    std::mutex m_mutex; ///< of the file
    std::atomic<qint64> m_free;
};

/// Why no picture is taken in, and what to do.
[[nodiscard]] Problem noRoomForPictures();

} // namespace preggo
