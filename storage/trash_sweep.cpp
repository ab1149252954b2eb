// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/trash_sweep.h"

#include "storage/action_table.h"
#include "storage/draft_table.h"
#include "storage/media_out_json.h"
#include "storage/media_out_table.h"
#include "storage/trash_table.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace preggo {

using sql::Outcome;

Outcome<QVector<MediaOut>> sweepTrash(sql::Database &database, qint64 discardedMs)
{
    TrashTable trash(database);
    const auto media = trash.mediaBefore(discardedMs);
    if (!media)
        return media;
    if (auto done = trash.removeBefore(discardedMs); !done)
        return tl::make_unexpected(done.error());
    if (auto done = ActionTable(database).removeDiscarded(discardedMs); !done)
        return tl::make_unexpected(done.error());
    return media;
}

Outcome<QVector<MediaOut>> sweepDrafts(sql::Database &database)
{
    DraftTable table(database);
    const auto drafts = table.needless();
    if (!drafts)
        return tl::make_unexpected(drafts.error());
    QVector<MediaOut> media;
    for (const Draft &draft : *drafts) {
        const auto pictures = QJsonDocument::fromJson(draft.media.toUtf8()).array();
        for (const auto &picture : pictures)
            media.append(mediaOutFromJson(picture.toObject()));
        if (auto done = table.remove(draft.id); !done)
            return tl::make_unexpected(done.error());
    }
    return media;
}

void removeOwnerless(sql::Database &database, FileCalls &files, const QVector<MediaOut> &media)
{
    for (const MediaOut &picture : media) {
        const auto upload = MediaOutTable(database).find(picture.mediaId);
        const auto draft = DraftTable(database).names(picture.mediaId);
        const auto trash = TrashTable(database).names(picture.mediaId);
        // Where one cannot be asked, the file may be the only copy there is.
        if (upload && !*upload && draft && !*draft && trash && !*trash && !picture.path.isEmpty())
            static_cast<void>(files.remove(picture.path)); // what stays is found at the next start
    }
}

} // namespace preggo
