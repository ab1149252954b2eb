// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Two floors of the database: a keyset page out of many rows, and durable commits of one small row.
#include "storage/sql/database.h"
#include "storage/sql/transaction.h"
#include "tests/bench/probe/process.h"
#include "tests/bench/probe/samples.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace preggo;
using namespace preggo::bench;

namespace {

constexpr int kPage = 20;

bool fillTable(sql::Database &db, int rows)
{
    const bool made = db.exec(u"CREATE TABLE post(id INTEGER PRIMARY KEY, published_at INTEGER NOT NULL, "
                              "author BLOB, kind TEXT, body TEXT, reactions INTEGER)"_s)
                          .has_value()
        && db.exec(u"CREATE INDEX post_by_time ON post(published_at DESC, id DESC)"_s).has_value();
    const QString text = u"A text of the usual length about a day like most others. "_s.repeated(4);
    for (int done = 0; made && done < rows;) {
        sql::Transaction transaction(db);
        for (int i = 0; i < 50'000 && done < rows; ++i, ++done) {
            auto query = db.query(
                u"INSERT INTO post(published_at, author, kind, body, reactions) VALUES(?,?,?,?,?)"_s);
            query.bind(qint64(done) * 1000)
                .bind(QByteArray(16, 'a'))
                .bind(u"update"_s)
                .bind(text)
                .bind(done % 9);
            if (!query.run())
                return false;
        }
        if (!transaction.commit())
            return false;
    }
    return made;
}

/// One page from a place that changes, all columns read.
double pageMs(sql::Database &db, qint64 before)
{
    const qint64 begin = monotonicUs();
    auto query = db.query(u"SELECT id, published_at, author, kind, body, reactions FROM post "
                          "WHERE published_at < ? ORDER BY published_at DESC, id DESC LIMIT ?"_s);
    query.bind(before).bind(kPage);
    qint64 sum = 0;
    if (query.run()) {
        while (query.next())
            sum += query.int64(1) + query.blob(2).size() + query.text(3).size() + query.text(4).size()
                + query.int64(5);
    }
    return sum > 0 ? static_cast<double>(monotonicUs() - begin) / 1000.0 : 0;
}

double commitsPerSecond(sql::Database &db, int count)
{
    const qint64 begin = monotonicUs();
    for (int i = 0; i < count; ++i) {
        sql::Transaction transaction(db);
        auto query = db.query(u"UPDATE post SET reactions = reactions + 1 WHERE id = ?"_s);
        query.bind(1 + i * 37 % 1000);
        if (!query.run() || !transaction.commit())
            return 0;
    }
    return count * 1e6 / static_cast<double>(monotonicUs() - begin);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"rows"_s, {}, u"n"_s, u"1000000"_s}, {u"commits"_s, {}, u"n"_s, u"3000"_s},
        {u"folder"_s, {}, u"folder"_s}, {u"started-us"_s, {}, u"us"_s}});
    parser.process(application);
    const QTemporaryDir folder(
        parser.value(u"folder"_s).isEmpty() ? QString() : parser.value(u"folder"_s) + u"/floor-XXXXXX"_s);
    const auto opened = sql::Database::open({folder.filePath(u"floor.db"_s), {}, false, 5'000,
        {u"journal_mode=WAL"_s, u"synchronous=FULL"_s, u"mmap_size=268435456"_s, u"cache_size=-65536"_s}});
    const int rows = parser.value(u"rows"_s).toInt();
    if (!opened || !fillTable(**opened, rows))
        return 1;
    Samples shallow;
    Samples deep;
    for (int i = 0; i < 400; ++i) {
        shallow.add(pageMs(**opened, qint64(rows) * 1000 - i * 20));
        deep.add(pageMs(**opened, qint64(rows) * 100 - i * 7000 % 50'000));
    }
    QJsonObject out;
    shallow.writeTo(out, u"page_ms"_s);
    deep.writeTo(out, u"deep_page_ms"_s);
    out[u"commits_per_second"_s] = commitsPerSecond(**opened, parser.value(u"commits"_s).toInt());
    std::printf("%s\n", QJsonDocument(out).toJson(QJsonDocument::Compact).constData());
    return 0;
}
