// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/orphan_pictures.h"

#include "protocol/limits.h"
#include "storage/draft_table.h"
#include "storage/media_out_json.h"
#include "storage/media_out_table.h"
#include "storage/sql/transaction.h"
#include "storage/trash_table.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace preggo {

using sql::Outcome;

namespace {

Outcome<bool> isNamed(sql::Database &database, MediaId media)
{
    const auto upload = MediaOutTable(database).find(media);
    if (!upload)
        return tl::make_unexpected(upload.error());
    if (*upload)
        return true;
    const auto draft = DraftTable(database).names(media);
    if (!draft || *draft)
        return draft;
    return TrashTable(database).names(media);
}

} // namespace

Outcome<FoundPictures> sortFound(Outbox &outbox, Cache &cache, const QVector<MediaId> &found)
{
    FoundPictures pictures;
    for (const MediaId media : found) {
        const auto named = isNamed(outbox.database(), media);
        if (!named)
            return tl::make_unexpected(named.error());
        if (*named)
            continue;
        const auto known = cache.media(media);
        if (!known)
            return tl::make_unexpected(known.error());
        (*known ? pictures.settled : pictures.orphans).append(media);
    }
    return pictures;
}

Outcome<int> recoverInto(
    Outbox &outbox, const QString &target, const QVector<MediaOut> &pictures, DraftId fresh, qint64 nowMs)
{
    sql::Transaction transaction(outbox.database());
    if (!transaction.begun())
        return tl::make_unexpected(transaction.begun().error());
    DraftTable drafts(outbox.database());
    const auto there = drafts.findFor(target);
    if (!there)
        return tl::make_unexpected(there.error());
    Draft draft = there->value_or(Draft{fresh, target, {}, {}, 0});
    QJsonArray media = QJsonDocument::fromJson(draft.media.toUtf8()).array();
    int taken = 0;
    for (const MediaOut &picture : pictures) {
        const auto named = isNamed(outbox.database(), picture.mediaId);
        if (!named)
            return tl::make_unexpected(named.error());
        if (*named || media.size() >= limits::kPicturesPerPost)
            continue;
        media.append(toJson(picture));
        ++taken;
    }
    if (taken == 0)
        return 0;
    draft.media = QString::fromUtf8(QJsonDocument(media).toJson(QJsonDocument::Compact));
    draft.updatedMs = nowMs;
    if (auto done = drafts.put(draft); !done)
        return tl::make_unexpected(done.error());
    if (auto done = transaction.commit(); !done)
        return tl::make_unexpected(done.error());
    return taken;
}

} // namespace preggo
