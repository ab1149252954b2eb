// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/unfinished_pictures.h"

#include "server/services/sql_result.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kUnfinishedBatch = 16;

Result<void> updatePicture(Context &context, const Media &media)
{
    auto query = context.db.query(
        u"UPDATE media SET width = ?, height = ?, sha256 = ?, placeholder = ?, variants = ? WHERE id = ?"_s);
    query.bind(media.width).bind(media.height).bind(media.sha256).bind(media.placeholder);
    return run(query.bind(variantsText(media.variants)).bind(media.id));
}

/// The next seq of its stream, so that those who have the preview hear of the rest. Not where no post has
/// taken the picture yet, nor where it is deleted: restoring it numbers it anew.
Result<void> tellReaders(Context &context, MediaRow row)
{
    if (row.stream.isNull() || row.deletedMs)
        return {};
    const auto seq = lift(appendChange(context, row.stream, EntityType::Media, idCast<EntityId>(row.media.id),
        ChangeOp::Upsert, Actor{row.media.uploader, {}, {}}));
    if (!seq)
        return tl::make_unexpected(seq.error());
    row.media.stamp.seq = *seq;
    ++row.media.stamp.version;
    if (auto done = updateMedia(context, row); !done)
        return done;
    return publishMedia(context, row);
}

} // namespace

Result<bool> isUnfinished(sql::Database &db, MediaId media)
{
    auto query = db.query(u"SELECT 1 FROM blob WHERE media_id = ? AND variant = ?"_s);
    return first(query.bind(media).bind(kSentVariant.toString()));
}

Result<void> insertPreview(
    Context &context, const MediaRow &row, const QVector<StoredVariant> &variants, const StoredVariant &sent)
{
    return insertMedia(context, row, variants + QVector<StoredVariant>{sent});
}

Result<void> completeMedia(Context &context, const MediaRow &row, const QVector<StoredVariant> &variants)
{
    const auto unfinished = isUnfinished(context.db, row.media.id);
    if (!unfinished)
        return tl::make_unexpected(unfinished.error());
    const auto known = mediaRow(context.db, row.media.id);
    if (!known)
        return tl::make_unexpected(known.error());
    if (!*unfinished || !*known || !(*known)->stored)
        return {};
    if (auto done = insertLate(context, row.media.id, variants); !done)
        return done;
    auto name = context.db.query(u"DELETE FROM blob WHERE media_id = ? AND variant = ?"_s);
    if (auto done = run(name.bind(row.media.id).bind(kSentVariant.toString())); !done)
        return done;
    MediaRow whole = **known;
    whole.media.width = row.media.width;
    whole.media.height = row.media.height;
    whole.media.sha256 = row.media.sha256;
    whole.media.placeholder = row.media.placeholder;
    whole.media.variants = row.media.variants;
    if (auto done = updatePicture(context, whole.media); !done)
        return done;
    return tellReaders(context, whole);
}

Result<QVector<UnfinishedPicture>> unfinishedPictures(sql::Database &db, MediaId after)
{
    // By the uploads, of which there are few; blobs are many.
    QVector<UnfinishedPicture> found;
    auto query =
        db.query(u"SELECT u.media_id, b.sha256 FROM upload u JOIN blob b ON b.media_id = u.media_id"
                 " AND b.variant = ? JOIN media m ON m.id = u.media_id AND m.state = 'stored'"
                 " WHERE u.media_id > COALESCE(?, x'') AND u.state = 'stored' ORDER BY u.media_id LIMIT ?"_s);
    if (auto done = run(query.bind(kSentVariant.toString()).bind(after).bind(kUnfinishedBatch)); !done)
        return tl::make_unexpected(done.error());
    while (query.next())
        found.append({query.id<MediaId>(0), query.blob(1)});
    return finished(query).map([&] { return found; });
}

} // namespace preggo::server
