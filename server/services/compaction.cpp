// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/compaction.h"

#include <algorithm>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Half open, as the log is read: after < seq <= to.
struct Beginning
{
    StreamId stream;
    qint64 after = 0;
    qint64 to = 0;

    [[nodiscard]] bool isEmpty() const { return to <= after; }
    [[nodiscard]] sql::Query &&bindTo(sql::Query &&query) const
    {
        query.bind(stream).bind(after).bind(to);
        return std::move(query);
    }
};

/// How far the log is old enough. A younger change ends it even where older ones follow: clocks jump.
Result<Beginning> oldPart(sql::Database &db, const StreamId &stream, qint64 beforeMs)
{
    Beginning part{stream};
    auto lowest = db.query(u"SELECT min_seq FROM stream WHERE stream_id=?"_s);
    if (const auto found = first(lowest.bind(stream)); !found || !*found)
        return found.map([&](bool) { return part; });
    part.after = part.to = lowest.int64(0);
    auto log = db.query(u"SELECT seq, at_ms FROM change WHERE stream_id=? AND seq>? ORDER BY seq LIMIT ?"_s);
    if (auto done = run(log.bind(stream).bind(part.after).bind(limits::kCompactionRows)); !done)
        return tl::make_unexpected(done.error());
    while (log.next() && log.int64(1) < beforeMs)
        part.to = log.int64(0);
    return finished(log).map([&] { return part; });
}

/// Ends the part before the first deletion whose content or files are still there.
Result<void> endBeforeContent(sql::Database &db, Beginning &part)
{
    for (const auto &text :
        {u"SELECT MIN(seq) FROM post WHERE stream_id=? AND seq>? AND seq<=? AND deleted_ms IS NOT NULL"
         " AND (erased=0 OR EXISTS(SELECT 1 FROM media m JOIN blob b ON b.media_id=m.id WHERE m.post_id=post.id))"_s,
            u"SELECT MIN(seq) FROM media WHERE stream_id=? AND seq>? AND seq<=? AND deleted_ms IS NOT NULL"
            " AND (state<>'erased' OR EXISTS(SELECT 1 FROM blob b WHERE b.media_id=media.id))"_s}) {
        auto query = part.bindTo(db.query(text));
        if (const auto found = first(query); !found)
            return tl::make_unexpected(found.error());
        if (!query.isNull(0))
            part.to = std::min(part.to, query.int64(0) - 1);
    }
    return {};
}

Result<int> removed(sql::Query &&query)
{
    return run(query).map([&] { return static_cast<int>(query.rowsAffected()); });
}

/// A tombstone with all that hangs on it.
Result<int> removePost(sql::Database &db, PostId post)
{
    int rows = 0;
    for (const auto &text :
        {u"DELETE FROM comment_revision WHERE comment_id IN (SELECT id FROM comment WHERE post_id=?)"_s,
            u"DELETE FROM comment WHERE post_id=?"_s, u"DELETE FROM reaction WHERE post_id=?"_s,
            u"DELETE FROM media WHERE post_id=?"_s, u"DELETE FROM post_revision WHERE post_id=?"_s,
            u"DELETE FROM post WHERE id=?"_s}) {
        auto query = db.query(text);
        auto went = removed(std::move(query.bind(post)));
        if (!went)
            return went;
        rows += *went;
    }
    return rows;
}

/// The posts whose last change of all is their deletion, within the part, which ends earlier where that
/// would be too many rows at once.
Result<int> removePosts(sql::Database &db, Beginning &part)
{
    QVector<std::pair<PostId, qint64>> posts;
    {
        auto query = part.bindTo(db.query(u"SELECT id, seq FROM post WHERE stream_id=? AND seq>? AND seq<=?"
                                          " AND deleted_ms IS NOT NULL ORDER BY seq"_s));
        if (auto done = run(query); !done)
            return tl::make_unexpected(done.error());
        while (query.next())
            posts.append({query.id<PostId>(0), query.int64(1)});
        if (auto done = finished(query); !done)
            return tl::make_unexpected(done.error());
    }
    int rows = 0;
    for (const auto &[post, seq] : std::as_const(posts)) {
        if (rows >= limits::kCompactionRows) {
            part.to = seq - 1;
            break;
        }
        auto went = removePost(db, post);
        if (!went)
            return went;
        rows += *went;
    }
    return rows;
}

/// What an edit took out of a post that lives on.
Result<int> removePictures(sql::Database &db, const Beginning &part)
{
    return removed(part.bindTo(
        db.query(u"DELETE FROM media WHERE stream_id=? AND seq>? AND seq<=? AND deleted_ms IS NOT NULL"_s)));
}

Result<int> cutLog(sql::Database &db, const Beginning &part)
{
    auto raise = db.query(u"UPDATE stream SET min_seq=? WHERE stream_id=?"_s);
    if (auto done = run(raise.bind(part.to).bind(part.stream)); !done)
        return tl::make_unexpected(done.error());
    return removed(part.bindTo(db.query(u"DELETE FROM change WHERE stream_id=? AND seq>? AND seq<=?"_s)));
}

} // namespace

Result<QVector<StreamId>> findCompactable(sql::Database &db, qint64 beforeMs)
{
    auto query = db.query(u"SELECT stream_id FROM stream WHERE (SELECT at_ms FROM change"
                          " WHERE change.stream_id=stream.stream_id ORDER BY seq LIMIT 1) < ? LIMIT ?"_s);
    if (auto done = run(query.bind(beforeMs).bind(limits::kCompactionStreams)); !done)
        return tl::make_unexpected(done.error());
    QVector<StreamId> streams;
    while (query.next()) {
        if (const auto stream = StreamId::parse(query.text(0)))
            streams.append(*stream);
    }
    return finished(query).map([&] { return streams; });
}

Result<int> compact(Context &context, const StreamId &stream, qint64 beforeMs)
{
    auto part = oldPart(context.db, stream, beforeMs);
    if (!part)
        return tl::make_unexpected(part.error());
    if (auto done = endBeforeContent(context.db, *part); !done)
        return tl::make_unexpected(done.error());
    if (part->isEmpty())
        return 0;
    auto posts = removePosts(context.db, *part);
    if (!posts)
        return posts;
    auto pictures = removePictures(context.db, *part);
    if (!pictures)
        return pictures;
    return cutLog(context.db, *part).map([&](int changes) { return *posts + *pictures + changes; });
}

} // namespace preggo::server
