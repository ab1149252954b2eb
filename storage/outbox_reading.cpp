// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/outbox_reading.h"

#include "storage/sql/database.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace preggo {

using namespace Qt::Literals::StringLiterals;
using sql::Outcome;

namespace {

Outcome<QSet<QString>> columnsOf(sql::Database &database, const QString &table)
{
    auto query = database.query(u"SELECT name FROM pragma_table_info(?)"_s);
    if (auto done = query.bind(table).run(); !done)
        return tl::make_unexpected(done.error());
    QSet<QString> names;
    while (query.next())
        names.insert(query.text(0));
    if (auto error = query.error())
        return tl::make_unexpected(*error);
    return names;
}

/// A SELECT of these columns; one that the table does not have is ''. Empty where there is no such table.
Outcome<QString> select(sql::Database &database, const QString &table, const QStringList &wanted)
{
    const auto there = columnsOf(database, table);
    if (!there)
        return tl::make_unexpected(there.error());
    if (there->isEmpty())
        return QString();
    QStringList columns;
    for (const QString &name : wanted)
        columns.append(there->contains(name) ? name : u"''"_s);
    return u"SELECT "_s + columns.join(u',') + u" FROM "_s + table;
}

/// Paths by the picture's id. Where the table is damaged, those that can be read: the words are worth more.
Outcome<QHash<QString, QString>> picturePaths(sql::Database &database)
{
    QHash<QString, QString> paths;
    const auto text = select(database, u"media_out"_s, {u"media_id"_s, u"path"_s});
    if (!text)
        return tl::make_unexpected(text.error());
    if (text->isEmpty())
        return paths;
    auto query = database.query(*text);
    auto done = query.run();
    while (done && query.next())
        paths.insert(QString::fromLatin1(query.blob(0).toHex()), query.text(1));
    if (const auto error = query.error(); done && error)
        done = tl::make_unexpected(*error);
    if (!done && isOfTheDisk(done.error()))
        return tl::make_unexpected(done.error());
    return paths;
}

QString textIn(const QJsonObject &content)
{
    return content[u"text"_s].toString();
}

QStringList picturesOf(const QJsonObject &payload, const QHash<QString, QString> &paths)
{
    QStringList pictures;
    for (const auto &value : payload[u"media"_s].toArray()) {
        const QString path = paths.value(value.toString().remove(u'-'));
        if (!path.isEmpty())
            pictures.append(path);
    }
    return pictures;
}

Outcome<void> readActions(sql::Database &database, QVector<UnsentItem> &items)
{
    const auto text = select(database, u"action"_s, {u"kind"_s, u"payload"_s, u"created_ms"_s, u"state"_s});
    const auto columns = columnsOf(database, u"action"_s);
    const auto paths = picturePaths(database);
    if (!text || !columns || !paths)
        return tl::make_unexpected(!text ? text.error() : !columns ? columns.error() : paths.error());
    if (text->isEmpty())
        return {};
    auto query =
        database.query(*text + (columns->contains(u"local_seq"_s) ? u" ORDER BY local_seq"_s : u""_s));
    if (auto done = query.run(); !done)
        return done;
    while (query.next()) {
        if (query.text(3) == u"ACKED" || query.text(3) == u"DISCARDED")
            continue;
        const QJsonObject payload = QJsonDocument::fromJson(query.blob(1)).object();
        items.append(
            {query.text(0), textIn(payload), picturesOf(payload, *paths), query.int64(2), query.text(1)});
    }
    if (auto error = query.error())
        return tl::make_unexpected(*error);
    return {};
}

Outcome<void> readDrafts(sql::Database &database, QVector<UnsentItem> &items)
{
    const auto text = select(database, u"draft"_s, {u"body"_s, u"media"_s, u"updated_ms"_s});
    if (!text)
        return tl::make_unexpected(text.error());
    if (text->isEmpty())
        return {};
    auto query = database.query(*text);
    if (auto done = query.run(); !done)
        return done;
    while (query.next()) {
        const auto body = QJsonDocument::fromJson(query.blob(0));
        QStringList pictures;
        for (const auto &picture : QJsonDocument::fromJson(query.blob(1)).array())
            pictures.append(picture.toObject()[u"path"_s].toString());
        items.append({u"draft"_s, body.isObject() ? textIn(body.object()) : query.text(0), pictures,
            query.int64(2), query.text(0)});
    }
    if (auto error = query.error())
        return tl::make_unexpected(*error);
    return {};
}

} // namespace

Outcome<QVector<UnsentItem>> readUnsent(const QString &path, const QString &vfs)
{
    const auto database = sql::Database::open({.path = path, .vfs = vfs, .readOnly = true, .pragmas = {}});
    if (!database)
        return tl::make_unexpected(database.error());
    QVector<UnsentItem> items;
    if (auto done = readActions(**database, items); !done)
        return tl::make_unexpected(done.error());
    if (auto done = readDrafts(**database, items); !done)
        return tl::make_unexpected(done.error());
    return items;
}

} // namespace preggo
