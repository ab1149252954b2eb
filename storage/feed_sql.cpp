// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/feed_sql.h"

namespace preggo::feed_sql {

using namespace Qt::Literals::StringLiterals;

QString cardColumns()
{
    return u"SELECT p.stream_id, p.row, p.seq, p.version, p.r0, p.r1, p.r2, p.r3, p.r4, p.r5, "
           u"p.comment_count, "
           "s.epoch, s.cursor, s.backfill FROM post p JOIN stream s ON s.stream_id=p.stream_id "_s;
}

QString page(const FeedQuery &query)
{
    const bool loved = query.sort == FeedSort::Loved;
    const bool older = query.direction == Direction::Older;
    QString text = cardColumns() + u"WHERE p.shown=1 AND p.family=?"_s;
    if (query.filter)
        text += u" AND p.kind=?"_s;
    if (query.pictured)
        text += u" AND p.pictures>0"_s;
    if (query.anchor) {
        text += loved ? u" AND (p.score, p.published_at, p.id)"_s : u" AND (p.published_at, p.id)"_s;
        text += older ? u" < "_s : u" > "_s;
        text += loved ? u"(?,?,?)"_s : u"(?,?)"_s;
    }
    const QString way = older ? u" DESC"_s : u" ASC"_s;
    text += u" ORDER BY "_s + (loved ? u"p.score"_s + way + u", "_s : QString()) + u"p.published_at"_s + way
        + u", p.id"_s + way;
    return text + u" LIMIT ?"_s;
}

PairList pairList(qsizetype pairs)
{
    int places = 1;
    while (places < pairs)
        places *= 4;
    QStringList rows;
    rows.fill(u"(?,?)"_s, places);
    return {
        places, u"(SELECT column1 AS stream_id, column2 AS id FROM (VALUES "_s + rows.join(u',') + u")) p"_s};
}

QString reactionsOf(const PairList &posts)
{
    return u"SELECT r.post, r.author, r.kind, r.seq FROM "_s + posts.table
        + u" CROSS JOIN reaction r ON r.stream_id=p.stream_id AND r.post=p.id "_s
          u"WHERE r.kind IS NOT NULL OR r.author=? ORDER BY r.seq"_s;
}

QString commentsOf(const PairList &posts, int newest)
{
    // The inner SELECT walks an index backwards and stops early: a long thread costs no more.
    return u"SELECT c.post, c.row, c.seq, c.version FROM "_s + posts.table
        + u" CROSS JOIN comment c ON c.rowid IN (SELECT rowid FROM comment WHERE stream_id=p.stream_id AND "_s
          u"post=p.id AND deleted=0 "
          "ORDER BY published_at DESC, id DESC LIMIT %1) ORDER BY c.published_at, c.id"_s.arg(newest);
}

QString mediaOf(const PairList &posts)
{
    return u"SELECT m.row FROM "_s + posts.table
        + u" CROSS JOIN media m ON m.stream_id=p.stream_id AND m.post=p.id WHERE m.deleted=0"_s;
}

} // namespace preggo::feed_sql
