// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/pictures_out.h"

namespace preggo {

namespace {

/// Takes them out of the queue and returns those that it held.
QVector<MediaOut> takeOut(SyncCore &core, const QVector<MediaOut> &pictures)
{
    QVector<MediaId> ids;
    for (const auto &picture : pictures)
        ids.append(picture.mediaId);
    const auto unnamed = core.queue.mediaNoOtherNames(ids, {});
    for (const auto &picture : unnamed)
        core.queue.dropMedia(picture.mediaId);
    return unnamed;
}

} // namespace

void stopSending(SyncCore &core, const QVector<MediaOut> &pictures)
{
    for (MediaOut picture : takeOut(core, pictures)) {
        picture.path.clear(); // what has no file is merely not sent any more
        if (core.uploads)
            core.uploads->forget(picture);
    }
}

void forgetPictures(SyncCore &core, const QVector<MediaOut> &pictures)
{
    for (const MediaOut &picture : takeOut(core, pictures)) {
        if (core.uploads)
            core.uploads->forget(picture);
    }
}

} // namespace preggo
