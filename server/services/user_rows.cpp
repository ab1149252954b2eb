// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/user_rows.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

void stamp(QJsonObject &row, qint64 seq, qint64 version, qint64 publishedMs)
{
    row[u"seq"_s] = seq;
    row[u"version"_s] = version;
    row[u"published_at"_s] = publishedMs;
}

QString idText(const sql::Query &query, int column)
{
    return query.id<EntityId>(column).toString();
}

} // namespace

QJsonObject prefAt(const sql::Query &query)
{
    // The value stands in a list of one, because a JSON text of its own may be no object.
    const QJsonArray value = QJsonDocument::fromJson(query.text(2).toUtf8()).array();
    QJsonObject row{{u"id"_s, idText(query, 0)}, {u"key"_s, query.text(1)}, {u"value"_s, value.at(0)}};
    stamp(row, query.int64(3), query.int64(4), query.int64(5));
    return row;
}

QJsonObject readMarkAt(const sql::Query &query)
{
    QJsonObject row{{u"id"_s, idText(query, 0)}, {u"stream"_s, query.text(1)},
        {u"post_published_at"_s, query.int64(2)}, {u"post"_s, idText(query, 3)}};
    stamp(row, query.int64(4), query.int64(5), query.int64(6));
    return row;
}

QJsonObject deviceAt(const sql::Query &query)
{
    QJsonObject row{{u"id"_s, idText(query, 0)}, {u"kind"_s, query.text(1)}, {u"name"_s, query.text(2)},
        {u"removed"_s, !query.isNull(5)}};
    stamp(row, query.int64(6), query.int64(7), query.int64(3));
    return row;
}

QJsonObject reportAt(const sql::Query &query)
{
    QJsonObject row{{u"id"_s, idText(query, 0)}, {u"reporter"_s, idText(query, 1)},
        {u"target_type"_s, query.text(2)}, {u"target"_s, idText(query, 3)}, {u"reason"_s, query.text(4)}};
    stamp(row, query.int64(5), query.int64(6), query.int64(7));
    return row;
}

} // namespace preggo::server
