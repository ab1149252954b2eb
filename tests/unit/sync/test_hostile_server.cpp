// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/limits.h"
#include "tests/support/engine_world.h"

#include <QJsonArray>
#include <QTest>
#include <QUrlQuery>

#include <algorithm>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

using Answer = std::optional<HttpAnswer>;

/// One request, as whoever answers it in the server's place sees it.
struct Asked
{
    explicit Asked(const HttpRequest &http)
        : request(http)
        , query(http.path.section(u'?', 1))
    { }

    [[nodiscard]] bool isPush() const { return request.path == u"/api/v1/sync/push"; }
    [[nodiscard]] bool isChanges() const { return request.path.contains(u"/changes"_s); }
    [[nodiscard]] bool isSnapshot() const { return request.path.contains(u"/snapshot"_s); }
    [[nodiscard]] qint64 after() const { return query.queryItemValue(u"after"_s).toLongLong(); }
    [[nodiscard]] QString epoch() const { return query.queryItemValue(u"epoch"_s); }

    /// A page of changes without items that is right but for what a case makes of it.
    [[nodiscard]] QJsonObject page() const
    {
        return {{u"epoch"_s, epoch()}, {u"from"_s, after()}, {u"to"_s, after()}, {u"head"_s, after()},
            {u"more"_s, false}, {u"items"_s, QJsonArray()}};
    }
    [[nodiscard]] QJsonObject pageWith(const QJsonObject &other) const
    {
        QJsonObject json = page();
        for (auto it = other.begin(); it != other.end(); ++it)
            json[it.key()] = it.value();
        return json;
    }

    const HttpRequest &request;
    QUrlQuery query;
};

using Case = Answer (*)(const Asked &asked, int n);

Answer bytes(const QByteArray &body)
{
    return HttpAnswer{NetFailure::None, 200, {{"content-type", "application/json"}}, body};
}

Answer page(const Asked &asked, const QJsonObject &with)
{
    return asked.isChanges() ? Answer(jsonAnswer(200, asked.pageWith(with))) : std::nullopt;
}

QString epochNumber(int n)
{
    return numbered<EpochId>(0xf000 + n).toString();
}

QJsonObject snapshot(const QString &epoch, const QJsonValue &asOf, const QString &next)
{
    return {{u"epoch"_s, epoch}, {u"as_of"_s, asOf}, {u"next"_s, next}, {u"items"_s, QJsonArray()}};
}

Answer pushAnswer(const Asked &asked, const QJsonArray &results)
{
    if (!asked.isPush())
        return std::nullopt;
    return jsonAnswer(
        200, {{u"results"_s, results}, {u"heads"_s, QJsonObject()}, {u"server_time"_s, 1.7e12}});
}

struct Row
{
    const char *name;
    Case answer;
};

const Row kRows[] = {
    {"no JSON", [](const Asked &, int) { return bytes("<html>Sign in to the hotel</html>"); }},
    {"half a page", [](const Asked &, int) { return bytes("{\"epoch\":\""); }},
    {"an array", [](const Asked &, int) { return bytes("[]"); }},
    {"deep", [](const Asked &, int) { return bytes("{\"items\":" + QByteArray(5'000, '[')); }},
    {"huge", [](const Asked &, int) { return bytes(QByteArray(17 * 1024 * 1024, '[')); }},
    {"wrong types",
        [](const Asked &, int) {
            return bytes("{\"epoch\":7,\"from\":\"a\",\"to\":[],\"head\":{},\"more\":1,\"items\":7,"
                         "\"results\":{},\"heads\":[]}");
        }},
    {"items that are none",
        [](const Asked &asked, int) {
            return page(asked, {{u"items"_s, QJsonArray{1, u"a"_s, QJsonObject{{u"seq"_s, -1}}}}});
        }},
    {"a place beyond all numbers",
        [](const Asked &asked, int) {
            return page(asked, {{u"to"_s, 9.3e18}});
        }},
    {"a place far ahead",
        [](const Asked &asked, int) {
            return page(asked, {{u"to"_s, 1e15}, {u"head"_s, 1e15}});
        }},
    {"a negative place",
        [](const Asked &asked, int) {
            return page(asked, {{u"to"_s, -5}, {u"from"_s, -9}});
        }},
    {"back to the beginning",
        [](const Asked &asked, int) {
            return page(asked, {{u"to"_s, 0}});
        }},
    {"pages without an end",
        [](const Asked &asked, int) {
            return page(asked, {{u"more"_s, true}});
        }},
    {"pages of another place",
        [](const Asked &asked, int) {
            return page(asked, {{u"from"_s, asked.after() + 7}, {u"to"_s, asked.after() + 9}});
        }},
    {"pages of another history",
        [](const Asked &asked, int n) {
            return page(asked, {{u"epoch"_s, epochNumber(n)}});
        }},
    {"two histories in turn",
        [](const Asked &asked, int n) {
            if (asked.isSnapshot())
                return Answer(jsonAnswer(200, snapshot(epochNumber(n % 2), 1, {})));
            return page(asked, {{u"epoch"_s, epochNumber((n + 1) % 2)}});
        }},
    {"a head that never comes true",
        [](const Asked &asked, int) {
            return page(asked, {{u"head"_s, 1e15}});
        }},
    {"another history at every look",
        [](const Asked &asked, int n) {
            if (!asked.request.path.contains(u"/p:"_s)) // her own stream would say that she has no family
                return Answer();
            if (asked.isSnapshot())
                return Answer(jsonAnswer(200, snapshot(epochNumber(n), 1, {})));
            return asked.isChanges() ? Answer(problemAnswer(makeProblem(ProblemCode::EpochChanged)))
                                     : std::nullopt;
        }},
    {"always too old",
        [](const Asked &asked, int) {
            return asked.isChanges() ? Answer(problemAnswer(makeProblem(ProblemCode::CursorTooOld)))
                                     : std::nullopt;
        }},
    {"a snapshot without an end",
        [](const Asked &asked, int n) {
            if (asked.isSnapshot())
                return Answer(jsonAnswer(200, snapshot(epochNumber(0), 1, u"again%1"_s.arg(n))));
            return asked.isChanges() ? Answer(problemAnswer(makeProblem(ProblemCode::CursorTooOld)))
                                     : std::nullopt;
        }},
    {"a snapshot of many histories",
        [](const Asked &asked, int n) {
            if (asked.isSnapshot())
                return Answer(jsonAnswer(200, snapshot(epochNumber(n), 1, u"more"_s)));
            return asked.isChanges() ? Answer(problemAnswer(makeProblem(ProblemCode::CursorTooOld)))
                                     : std::nullopt;
        }},
    {"results of others",
        [](const Asked &asked, int n) {
            return pushAnswer(asked,
                {QJsonObject{{u"op_id"_s, numbered<OpId>(n).toString()}, {u"status"_s, u"applied"_s},
                    {u"seqs"_s, QJsonObject()}, {u"entities"_s, QJsonArray()}}});
        }},
    {"applied at a place beyond all numbers",
        [](const Asked &asked, int) {
            QJsonArray results;
            const auto actions = QJsonDocument::fromJson(asked.request.body)[u"actions"_s].toArray();
            for (const auto &action : actions)
                results.append(QJsonObject{{u"op_id"_s, action[u"op_id"_s]}, {u"status"_s, u"applied"_s},
                    {u"seqs"_s, QJsonObject{{action[u"stream"_s].toString(), 9.3e18}}},
                    {u"entities"_s, QJsonArray()}});
            return pushAnswer(asked, results);
        }},
    {"a wait of less than no time",
        [](const Asked &asked, int) {
            return asked.isPush() ? Answer(jsonAnswer(
                       429, {{u"type"_s, u"urn:preggo:problem:rate_limited"_s}, {u"retry_after"_s, -1e300}}))
                                  : std::nullopt;
        }},
    {"no results", [](const Asked &asked, int) { return pushAnswer(asked, {}); }},
    {"a push of another history",
        [](const Asked &asked, int) {
            return asked.isPush() ? Answer(problemAnswer(makeProblem(ProblemCode::EpochChanged)))
                                  : std::nullopt;
        }},
};

} // namespace

/// What a broken or bad server answers costs neither what was written nor the battery, and is over when the
/// server is well again.
class TestHostileServer : public QObject
{
    Q_OBJECT

private:
    static qsizetype timesOnServer(EngineWorld &w)
    {
        const auto posts = postsOnServer(w);
        return std::count_if(posts.cbegin(), posts.cend(),
            [](const QJsonObject &post) { return post[u"text"_s] == u"Kept"_s; });
    }

private Q_SLOTS:
    void isSurvived_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(std::size(kRows)); ++i)
            QTest::newRow(kRows[i].name) << i;
    }

    void isSurvived()
    {
        constexpr int kHostileMs = 600'000;
        constexpr int kRequestsASecond = 1;
        QFETCH(const int, index);
        EngineWorld w;
        w.server.addPost(w.family, w.father, u"Before"_s);
        w.device.engine->refresh();
        w.settle();

        int asked = 0;
        w.device.net.before = [&](const HttpRequest &request) {
            return kRows[index].answer(Asked(request), ++asked);
        };
        const PostId kept = w.device.post(w.family, u"Kept"_s);
        w.server.addPost(w.family, w.father, u"Meanwhile"_s);
        w.device.engine->refresh();
        w.executor.advance(kHostileMs);
        QVERIFY2(asked > 0, "nothing was asked");
        QVERIFY2(asked <= kRequestsASecond * kHostileMs / 1'000, qPrintable(QString::number(asked)));
        // What the server has called durable may be shown as it says.
        QVERIFY(w.device.shows(w.family, kept) || timesOnServer(w) == 1);

        w.device.net.before = {};
        w.executor.advance(2 * limits::kRetryCapMs);
        w.device.engine->refresh();
        w.settle();
        QCOMPARE(waitingOf(w), 0);
        QCOMPARE(w.device.engine->status().parked, 0);
        QCOMPARE(timesOnServer(w), 1);
        const auto posts = postsOnServer(w);
        QCOMPARE(w.device.view(w.family).size(), posts.size());
        w.device.restart();
        w.settle();
        QCOMPARE(w.device.view(w.family).size(), posts.size());
    }
};

QTEST_GUILESS_MAIN(TestHostileServer)
#include "test_hostile_server.moc"
