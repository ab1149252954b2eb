// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/feed/feed_source.h"
#include "core/media/picture_keeper.h"
#include "core/media/upload_control.h"
#include "core/net/api_client.h"
#include "core/seams/executor.h"
#include "core/seams/file_store.h"
#include "core/seams/photo_source.h"
#include "core/session/disk_room.h"
#include "core/sync/engine.h"
#include "protocol/clock.h"

#include <QString>

#include <functional>

namespace preggo {

/// What the models of one signed-in person work with. All of it outlives the models' attachment to it.
struct AccountContext
{
    /// Runs on the storage thread and waits for its end: for start-up alone.
    using ReadNow = std::function<void(const std::function<void(Cache &)> &)>;
    /// The bytes of a picture's master, or why they are not to be had. Once, later, on `main`.
    using Originals = std::function<void(MediaId, std::function<void(Result<QByteArray>)>)>;

    const Clock &clock;
    Executor &main;
    Executor &imaging; ///< where the pictures of a post are prepared
    SyncEngine &engine;
    FeedSource &feed;
    ApiClient &api;
    FileStore &files;
    ReadNow readNow;
    QString mediaFolder; ///< for pictures on their way out
    UserId self;
    QString userName;
    const DiskRoom *room = nullptr; ///< none is a disk without end
    Originals originals = {};
    /// These pictures will be seen soon, in this order; replaces what was said before.
    std::function<void(const QVector<MediaId> &)> expect = {};
    PhotoSource *photos = nullptr; ///< none is a device with files alone
    PictureKeeper *keeper = nullptr; ///< none is a device that keeps nothing on purpose
    UploadControl *uploads = nullptr; ///< none is a device that sends no pictures
};

} // namespace preggo
