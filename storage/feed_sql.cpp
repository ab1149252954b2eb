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

} // namespace preggo::feed_sql
