// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// The least that sending and reading need: plain group commits in SQLite, and plain requests to a bare
// server.
#include "storage/sql/database.h"
#include "storage/sql/transaction.h"
#include "tests/bench/load/http_load.h"
#include "tests/bench/probe/process.h"

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

constexpr int kPushRows = 50;
constexpr int kPageRows = 500;
constexpr int kSnapshotRows = 200;
constexpr qsizetype kRowBytes = 400; ///< of an action or a row, as JSON

std::unique_ptr<sql::Database> openTable(const QString &path, const QString &synchronous)
{
    auto opened = sql::Database::open(
        {path, {}, false, 5'000, {u"journal_mode=WAL"_s, u"synchronous="_s + synchronous}});
    if (!opened)
        return nullptr;
    const bool made =
        (*opened)
            ->exec(u"CREATE TABLE item(id INTEGER PRIMARY KEY, state INTEGER, row TEXT NOT NULL)"_s)
            .has_value();
    return made ? std::move(*opened) : nullptr;
}

bool writeRows(sql::Database &db, int first, int rows)
{
    const QString row(kRowBytes, u'x');
    sql::Transaction transaction(db);
    for (int i = first; i < first + rows; ++i) {
        auto query = db.query(u"INSERT INTO item(id, state, row) VALUES(?,0,?) "
                              "ON CONFLICT(id) DO UPDATE SET state = state + 1"_s);
        if (!query.bind(i).bind(row).run())
            return false;
    }
    return transaction.commit().has_value();
}

/// Notes 50 rows as sent, posts them, has them on the server's disk, notes the answer; rows a second.
double drain(const QTemporaryDir &folder, quint16 port, int rows)
{
    const auto device = openTable(folder.filePath(u"device.db"_s), u"FULL"_s);
    const auto server = openTable(folder.filePath(u"server.db"_s), u"FULL"_s);
    if (!device || !server || !writeRows(*device, 0, rows))
        return 0;
    LoadPlan plan;
    plan.port = port;
    plan.connections = 1;
    plan.requests = rows / kPushRows;
    plan.milliseconds = 120'000;
    int first = 0;
    const QByteArray request = postRequest("/", QByteArray(kPushRows * kRowBytes, 'x'));
    plan.next = [&] {
        (void)writeRows(*device, first, kPushRows);
        (void)writeRows(*server, first, kPushRows);
        (void)writeRows(*device, first, kPushRows);
        first += kPushRows;
        return request;
    };
    const LoadResult result = runLoad(plan);
    return result.requestsPerSecond * kPushRows;
}

/// Milliseconds to put one page of rows into a cache that may lose its last commit.
double pageMs(sql::Database &db, int first, int rows)
{
    const qint64 begin = monotonicUs();
    return writeRows(db, first, rows) ? static_cast<double>(monotonicUs() - begin) / 1000.0 : 0;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"actions"_s, {}, u"n"_s, u"10000"_s}, {u"posts"_s, {}, u"n"_s, u"50000"_s},
        {u"port"_s, {}, u"n"_s}, {u"folder"_s, {}, u"folder"_s}, {u"started-us"_s, {}, u"us"_s}});
    parser.process(application);
    const QTemporaryDir folder(parser.value(u"folder"_s) + u"/floor-XXXXXX"_s);
    const auto cache = openTable(folder.filePath(u"cache.db"_s), u"NORMAL"_s);
    if (!cache)
        return 1;
    const int posts = parser.value(u"posts"_s).toInt();
    QJsonObject out;
    out[u"page_ms"_s] = pageMs(*cache, 0, kPageRows);
    out[u"first_page_ms"_s] = pageMs(*cache, kPageRows, kSnapshotRows);
    double whole = 0;
    for (int first = 0; first < posts; first += kSnapshotRows)
        whole += pageMs(*cache, first, kSnapshotRows);
    out[u"whole_ms"_s] = whole;
    out[u"rate"_s] = drain(folder, parser.value(u"port"_s).toUShort(), parser.value(u"actions"_s).toInt());
    std::printf("%s\n", QJsonDocument(out).toJson(QJsonDocument::Compact).constData());
    return 0;
}
