// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/family_rebuild.h"

#include "protocol/engagement.h"
#include "protocol/roles.h"
#include "storage/post_table.h"

#include <QMap>
#include <QPair>

namespace preggo {

using namespace Qt::Literals::StringLiterals;
using sql::Outcome;

namespace {

Outcome<void> chooseShown(sql::Database &database, FamilyId family)
{
    if (auto done = database.query(u"UPDATE post SET shown=0 WHERE family=?"_s).bind(family).run(); !done)
        return done;
    auto query = database.query(
        u"UPDATE post SET shown=1 WHERE family=? AND deleted=0 AND NOT EXISTS(SELECT 1 FROM post other "
        "WHERE other.id=post.id AND other.version>post.version)"_s);
    return query.bind(family).run();
}

Outcome<void> countAll(sql::Database &database, FamilyId family)
{
    const auto ofKind = [](int kind) {
        return u"(SELECT COUNT(*) FROM reaction r WHERE r.stream_id=post.stream_id AND r.post=post.id AND r.kind=%1)"_s
            .arg(kind);
    };
    QStringList columns;
    for (int kind = 0; kind < kReactionKindCount; ++kind)
        columns.append(u"r%1="_s.arg(kind) + ofKind(kind));
    columns.append(
        u"comment_count=(SELECT COUNT(*) FROM comment c WHERE c.stream_id=post.stream_id AND c.post=post.id "
        "AND c.deleted=0)"_s);
    auto counts = database.query(u"UPDATE post SET "_s + columns.join(u", ") + u" WHERE family=?"_s);
    if (auto done = counts.bind(family).run(); !done)
        return done;
    auto sums =
        database.query(u"UPDATE post SET reaction_count=r0+r1+r2+r3+r4+r5, "
                       "score=(r0+r1+r2+r3+r4+r5)*%1+comment_count*%2 WHERE family=?"_s.arg(kReactionWeight)
                           .arg(kCommentWeight));
    return sums.bind(family).run();
}

Outcome<void> countMonths(sql::Database &database, FamilyId family)
{
    if (auto done = database.query(u"DELETE FROM month WHERE family=?"_s).bind(family).run(); !done)
        return done;
    QMap<QPair<int, qint64>, int> months;
    {
        auto query = database.query(u"SELECT kind, published_at FROM post WHERE family=? AND shown=1"_s);
        query.bind(family);
        if (auto done = query.run(); !done)
            return done;
        while (query.next())
            ++months[{query.integer(0), monthStart(query.int64(1))}];
        if (auto error = query.error())
            return tl::make_unexpected(*error);
    }
    for (auto it = months.begin(); it != months.end(); ++it) {
        auto query = database.query(u"INSERT INTO month(family, kind, start_ms, posts) VALUES(?,?,?,?)"_s);
        if (auto done = query.bind(family).bind(it.key().first).bind(it.key().second).bind(it.value()).run();
            !done)
            return done;
    }
    return {};
}

} // namespace

Outcome<void> rebuildFamily(sql::Database &database, FamilyId family)
{
    if (family.isNull())
        return {};
    if (auto done = countAll(database, family); !done)
        return done;
    if (auto done = chooseShown(database, family); !done)
        return done;
    return countMonths(database, family);
}

} // namespace preggo
