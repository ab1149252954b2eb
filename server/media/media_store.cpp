// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/media_store.h"

#include "server/media/unfinished_pictures.h"
#include "server/services/sql_result.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSweepBatch = 500;
constexpr int kLateBatch = 16;
constexpr int kBeingMadeSeconds = 1;
const QString kFull = u"full"_s;

Result<void> insertRow(Context &context, const MediaRow &row)
{
    const Media &media = row.media;
    auto query = context.db.query(u"INSERT INTO media(id, pregnancy_id, uploader, width, height, sha256, "
                                  u"placeholder, alt, variants, state,"
                                  " created_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, 'stored', ?)"_s);
    query.bind(media.id).bind(row.family).bind(media.uploader).bind(media.width).bind(media.height);
    query.bind(media.sha256).bind(media.placeholder).bind(media.alt).bind(variantsText(media.variants));
    return run(query.bind(context.clock.wallMs()));
}

Result<void> insertBlob(Context &context, MediaId media, const StoredVariant &variant)
{
    auto query = context.db.query(
        u"INSERT OR IGNORE INTO blob(media_id, variant, format, sha256, bytes) VALUES(?, ?, ?, ?, ?)"_s);
    query.bind(media)
        .bind(variant.info.name)
        .bind(variant.info.format)
        .bind(variant.sha256)
        .bind(variant.info.bytes);
    return run(query);
}

Problem beingMade()
{
    Problem problem =
        makeProblem(ProblemCode::Unavailable, u"This picture is still being made. Try again in a moment."_s);
    problem.retryAfterSeconds = kBeingMadeSeconds;
    return problem;
}

/// 150 of "w150"; 0 for a name that is none.
int boxOf(const QString &variant)
{
    static const QStringList names{u"w150"_s, u"w400"_s, u"w800"_s, u"w1200"_s};
    return names.contains(variant) ? variant.mid(1).toInt() : 0;
}

/// The more the better; negative for what is not read.
int rankOf(const QString &format, PictureFormats formats)
{
    if (format == u"avif")
        return formats.avif ? 2 : -1;
    if (format == u"webp")
        return formats.webp ? 1 : -1;
    return 0;
}

Result<QVector<QByteArray>> blobsOf(sql::Database &db, MediaId media)
{
    QVector<QByteArray> blobs;
    auto query = db.query(u"SELECT DISTINCT sha256 FROM blob WHERE media_id = ?"_s);
    if (auto done = run(query.bind(media)); !done)
        return tl::make_unexpected(done.error());
    while (query.next())
        blobs.append(query.blob(0));
    return blobs;
}

/// Adds what a query about some of a family's pictures tells.
Result<void> addUse(sql::Query &query, PictureUse &use)
{
    const auto found = first(query);
    if (!found)
        return tl::make_unexpected(found.error());
    use.pictures += query.int64(0);
    use.bytes += query.int64(1);
    return {};
}

Result<void> dropOne(Context &context, MediaId media, QVector<QByteArray> &unnamed)
{
    const auto blobs = blobsOf(context.db, media);
    if (!blobs)
        return tl::make_unexpected(blobs.error());
    auto names = context.db.query(u"DELETE FROM blob WHERE media_id = ?"_s);
    if (auto done = run(names.bind(media)); !done)
        return done;
    auto row =
        context.db.query(u"DELETE FROM media WHERE id = ? AND post_id IS NULL AND stream_id IS NULL"_s);
    if (auto done = run(row.bind(media)); !done)
        return done;
    for (const auto &blob : *blobs) {
        const auto named = isBlobNamed(context.db, blob);
        if (!named)
            return tl::make_unexpected(named.error());
        if (!*named)
            unnamed.append(blob);
    }
    return {};
}

} // namespace

Result<void> insertMedia(Context &context, const MediaRow &row, const QVector<StoredVariant> &variants)
{
    const auto known = mediaRow(context.db, row.media.id);
    if (!known)
        return tl::make_unexpected(known.error());
    if (*known && (*known)->media.uploader == row.media.uploader && (*known)->family == row.family)
        return {};
    if (*known)
        return fail(ProblemCode::Conflict);
    if (auto done = insertRow(context, row); !done)
        return done;
    for (const auto &variant : variants) {
        if (auto done = insertBlob(context, row.media.id, variant); !done)
            return done;
    }
    return {};
}

Result<std::optional<ServedVariant>> servedVariant(
    sql::Database &db, MediaId media, const QString &variant, PictureFormats formats)
{
    const int box = boxOf(variant);
    if (box == 0 && variant != kFull)
        return std::optional<ServedVariant>();
    std::optional<ServedVariant> best;
    bool isWhole = true;
    std::pair<int, int> bestRank(-1, -1);
    auto query = db.query(u"SELECT variant, format, sha256 FROM blob WHERE media_id = ?"_s);
    if (auto done = run(query.bind(media)); !done)
        return tl::make_unexpected(done.error());
    while (query.next()) {
        isWhole = isWhole && query.text(0) != kSentVariant;
        const int thisBox = boxOf(query.text(0));
        const bool fits = box == 0 ? query.text(0) == kFull : thisBox > 0 && thisBox <= box;
        const std::pair<int, int> rank(thisBox, rankOf(query.text(1), formats));
        if (fits && rank.second >= 0 && rank > bestRank) {
            best = ServedVariant{query.blob(2), query.text(1), thisBox < box};
            bestRank = rank;
        }
    }
    if (auto done = finished(query); !done)
        return tl::make_unexpected(done.error());
    if (!isWhole && !best)
        return tl::make_unexpected(beingMade());
    // Of a whole picture the nearest is the best that there will be.
    if (best && isWhole)
        best->isInterim = false;
    return best;
}

Result<QVector<LateWork>> picturesWithoutAvif(sql::Database &db, MediaId after)
{
    QVector<LateWork> work;
    auto query =
        db.query(u"SELECT m.id, f.sha256 FROM media m JOIN blob f ON f.media_id = m.id AND f.variant = 'full'"
                 " WHERE m.id > COALESCE(?, x'') AND m.state = 'stored' AND m.deleted_ms IS NULL"
                 " AND NOT EXISTS (SELECT 1 FROM blob a WHERE a.media_id = m.id AND a.format = 'avif')"
                 " ORDER BY m.id LIMIT ?"_s);
    if (auto done = run(query.bind(after).bind(kLateBatch)); !done)
        return tl::make_unexpected(done.error());
    while (query.next())
        work.append({query.id<MediaId>(0), query.blob(1)});
    return finished(query).map([&] { return work; });
}

Result<MediaId> newestPicture(sql::Database &db)
{
    auto query = db.query(u"SELECT MAX(id) FROM media"_s);
    if (const auto found = first(query); !found)
        return tl::make_unexpected(found.error());
    return query.id<MediaId>(0);
}

Result<void> insertLate(Context &context, MediaId media, const QVector<StoredVariant> &variants)
{
    const auto row = mediaRow(context.db, media);
    if (!row)
        return tl::make_unexpected(row.error());
    if (!*row || !(*row)->stored)
        return {};
    for (const auto &variant : variants) {
        if (auto done = insertBlob(context, media, variant); !done)
            return done;
    }
    return {};
}

Result<bool> isBlobNamed(sql::Database &db, const QByteArray &sha256)
{
    auto query = db.query(u"SELECT 1 FROM blob WHERE sha256 = ? LIMIT 1"_s);
    return first(query.bind(sha256));
}

Result<PictureUse> pictureUse(sql::Database &db, FamilyId family)
{
    PictureUse use;
    // By the two indexes that there are: of streams, whose names begin with the family's, and of those
    // that are in none.
    const QString streams = u"p:"_s + family.toString();
    auto attached = db.query(u"SELECT COUNT(DISTINCT m.id), COALESCE(SUM(b.bytes), 0) FROM media m"
                             " JOIN blob b ON b.media_id = m.id WHERE m.stream_id > ? AND m.stream_id < ?"_s);
    if (auto done = addUse(attached.bind(QString(streams + u':')).bind(QString(streams + u';')), use); !done)
        return tl::make_unexpected(done.error());
    auto loose = db.query(u"SELECT COUNT(DISTINCT m.id), COALESCE(SUM(b.bytes), 0) FROM media m"
                          " JOIN blob b ON b.media_id = m.id"
                          " WHERE m.post_id IS NULL AND m.stream_id IS NULL AND m.pregnancy_id = ?"_s);
    if (auto done = addUse(loose.bind(family), use); !done)
        return tl::make_unexpected(done.error());
    return use;
}

Result<QVector<QByteArray>> erasedBlobs(sql::Database &db)
{
    QVector<QByteArray> blobs;
    auto query = db.query(
        u"SELECT DISTINCT b.sha256 FROM media m JOIN blob b ON b.media_id = m.id WHERE m.state = 'erased'"
        " AND NOT EXISTS (SELECT 1 FROM blob o JOIN media k ON k.id = o.media_id"
        " WHERE o.sha256 = b.sha256 AND k.state <> 'erased')"_s);
    if (auto done = run(query); !done)
        return tl::make_unexpected(done.error());
    while (query.next())
        blobs.append(query.blob(0));
    return finished(query).map([&] { return blobs; });
}

Result<void> dropErasedNames(Context &context)
{
    auto query = context.db.query(
        u"DELETE FROM blob WHERE media_id IN (SELECT id FROM media WHERE state = 'erased')"_s);
    return run(query);
}

Result<QVector<QByteArray>> dropUnattached(Context &context, qint64 beforeMs)
{
    QVector<MediaId> old;
    auto query = context.db.query(
        u"SELECT id FROM media WHERE post_id IS NULL AND stream_id IS NULL AND created_ms < ? LIMIT ?"_s);
    if (auto done = run(query.bind(beforeMs).bind(kSweepBatch)); !done)
        return tl::make_unexpected(done.error());
    while (query.next())
        old.append(query.id<MediaId>(0));
    if (auto done = finished(query); !done)
        return tl::make_unexpected(done.error());
    QVector<QByteArray> unnamed;
    for (const MediaId media : old) {
        if (auto done = dropOne(context, media, unnamed); !done)
            return tl::make_unexpected(done.error());
    }
    return unnamed;
}

} // namespace preggo::server
