// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/json.h"

#include <QTest>

using namespace preggo;
using namespace Qt::Literals::StringLiterals;

class TestJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hostileBodies_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code");
        QTest::newRow("empty") << QByteArray() << int(ProblemCode::InvalidJson);
        QTest::newRow("text") << QByteArray("hello") << int(ProblemCode::InvalidJson);
        QTest::newRow("array") << QByteArray("[]") << int(ProblemCode::InvalidJson);
        QTest::newRow("cut") << QByteArray("{\"a\":") << int(ProblemCode::InvalidJson);
        QTest::newRow("latin-1") << QByteArray("{\"a\":\"\xe9\"}") << int(ProblemCode::InvalidUtf8);
        QTest::newRow("overlong") << QByteArray("{\"a\":\"\xc0\xaf\"}") << int(ProblemCode::InvalidUtf8);
        QTest::newRow("surrogate") << QByteArray("{\"a\":\"\xed\xa0\x80\"}") << int(ProblemCode::InvalidUtf8);
        QTest::newRow("half a surrogate pair")
            << QByteArray("{\"a\":\"\\ud800\"}") << int(ProblemCode::InvalidUtf8);
        QTest::newRow("the other half")
            << QByteArray("{\"a\":\"x\\uDE00\"}") << int(ProblemCode::InvalidUtf8);
        QTest::newRow("two first halves")
            << QByteArray("{\"\\ud83d\\ud83d\\ude00\":1}") << int(ProblemCode::InvalidUtf8);
        QTest::newRow("deep") << QByteArray("{\"a\":" + QByteArray(16, '[') + QByteArray(16, ']') + "}")
                              << int(ProblemCode::TooDeep);
        QTest::newRow("very deep") << QByteArray(100'000, '[') << int(ProblemCode::TooDeep);
        QTest::newRow("large") << QByteArray("{\"a\":\"" + QByteArray(300 * 1024, 'x') + "\"}")
                               << int(ProblemCode::TooLarge);
    }
    void hostileBodies()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, code);
        const auto read = parseJsonObject(body);
        QVERIFY(!read.has_value());
        QCOMPARE(int(read.error().code), code);
        QVERIFY(!read.error().detail.isEmpty());
    }

    void escapesThatAreText_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("text");
        QTest::newRow("a pair") << QByteArray("{\"a\":\"\\ud83d\\ude00\"}") << u"😀"_s;
        QTest::newRow("a backslash and letters") << QByteArray("{\"a\":\"\\\\ud800\"}") << u"\\ud800"_s;
        QTest::newRow("another letter") << QByteArray("{\"a\":\"\\u00e9\"}") << u"é"_s;
    }
    void escapesThatAreText()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, text);
        const auto read = parseJsonObject(body);
        QVERIFY(read.has_value());
        QCOMPARE((*read)[u"a"].toString(), text);
    }

    void wholeNumbersAreThoseInTheirBounds()
    {
        const auto whole = [](const QJsonValue &value) { return wholeNumber(value, -5, 1LL << 53); };
        QCOMPARE(whole(7), std::optional<qint64>(7));
        QCOMPARE(whole(qint64(1) << 53), std::optional<qint64>(qint64(1) << 53));
        for (const QJsonValue &other : {QJsonValue(-6), QJsonValue(1.5), QJsonValue(9.3e18),
                 QJsonValue(-1e300), QJsonValue(u"7"_s), QJsonValue(), QJsonValue(QJsonValue::Undefined)})
            QVERIFY(!whole(other).has_value());
    }

    void depthCountsOnlyBrackets()
    {
        const auto read = parseJsonObject("{\"a\":\"[[[[[[[[[[[[[[[[[[[[[[[[ \\\" [[\"}");
        QVERIFY(read.has_value());
        const QByteArray sixteen = "{\"a\":" + QByteArray(15, '[') + QByteArray(15, ']') + "}";
        QVERIFY(parseJsonObject(sixteen).has_value());
    }

    void unknownFieldIsNamed()
    {
        JsonReader reader({{u"name"_s, u"a"_s}, {u"nmae"_s, u"b"_s}});
        QString name;
        reader.text(u"name", name, 10);
        const auto done = reader.finish();
        QVERIFY(!done.has_value());
        QCOMPARE(int(done.error().code), int(ProblemCode::UnknownField));
        QCOMPARE(done.error().field, u"nmae"_s);
    }

    void unknownFieldOfANewerServerIsIgnored()
    {
        JsonReader reader({{u"new"_s, 1}});
        QVERIFY(reader.finish(UnknownFields::Ignore).has_value());
    }

    void wrongTypesAreNamed_data()
    {
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("number") << QJsonValue(1);
        QTest::newRow("list") << QJsonValue(QJsonArray());
        QTest::newRow("null") << QJsonValue();
        QTest::newRow("too long") << QJsonValue(QString(11, u'x'));
    }
    void wrongTypesAreNamed()
    {
        QFETCH(QJsonValue, value);
        JsonReader reader({{u"name"_s, value}}, u"outer"_s);
        QString name = u"before"_s;
        reader.text(u"name", name, 10);
        const auto done = reader.finish();
        QVERIFY(!done.has_value());
        QCOMPARE(done.error().field, u"outer.name"_s);
        QCOMPARE(name, u"before"_s);
    }

    void lengthCountsCodePoints()
    {
        JsonReader reader({{u"name"_s, QString::fromUcs4(U"👶👶👶")}});
        QString name;
        reader.text(u"name", name, 3);
        QVERIFY(reader.finish().has_value());
    }

    void integersAreWholeAndBounded_data()
    {
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<bool>("valid");
        QTest::newRow("low end") << QJsonValue(0) << true;
        QTest::newRow("high end") << QJsonValue(9) << true;
        QTest::newRow("below") << QJsonValue(-1) << false;
        QTest::newRow("above") << QJsonValue(10) << false;
        QTest::newRow("fraction") << QJsonValue(1.5) << false;
        QTest::newRow("2^63") << QJsonValue(9.3e18) << false;
        QTest::newRow("text") << QJsonValue(u"1"_s) << false;
        QTest::newRow("true") << QJsonValue(true) << false;
    }
    void integersAreWholeAndBounded()
    {
        QFETCH(QJsonValue, value);
        QFETCH(bool, valid);
        JsonReader reader({{u"n"_s, value}});
        int n = -7;
        reader.integer(u"n", n, 0, 9);
        QCOMPARE(reader.finish().has_value(), valid);
        QCOMPARE(n != -7, valid);
    }

    void listsAreBounded()
    {
        const QString id = u"0190163d-8694-739b-aea5-966c26f8ad91"_s;
        JsonReader reader({{u"ids"_s, QJsonArray{id, id, id}}});
        QVector<PostId> ids;
        reader.optionalIds(u"ids", ids, 2);
        QVERIFY(!reader.finish().has_value());
        QVERIFY(ids.isEmpty());
    }

    void datesAreDates_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        QTest::newRow("day") << u"2026-02-28"_s << true;
        QTest::newRow("no such day") << u"2026-02-30"_s << false;
        QTest::newRow("time") << u"2026-02-28T10:00:00"_s << false;
        QTest::newRow("words") << u"tomorrow"_s << false;
    }
    void datesAreDates()
    {
        QFETCH(QString, text);
        QFETCH(bool, valid);
        JsonReader reader({{u"d"_s, text}});
        QDate date;
        reader.date(u"d", date);
        QCOMPARE(reader.finish().has_value(), valid);
        QCOMPARE(date.isValid(), valid);
    }

    // RFC 8785, section 3.2.3 (keys by UTF-16 code units) and 3.2.2 (escapes, numbers).
    void canonicalForm_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("canonical");
        QTest::newRow("sorted, compact")
            << QByteArray("{ \"b\" : 1, \"a\" : [true, null] }") << QByteArray("{\"a\":[true,null],\"b\":1}");
        QTest::newRow("escapes") << QByteArray("{\"a\":\"\\u0001\\n\\\"\\\\\\u20ac\\/\"}")
                                 << QByteArray("{\"a\":\"\\u0001\\n\\\"\\\\€/\"}");
        QTest::newRow("key order") << QByteArray(
            "{\"\\u20ac\":1,\"\\r\":2,\"1\":3,\"\\ud83d\\ude02\":4,\"\\ufb33\":5}")
                                   << QByteArray("{\"\\r\":2,\"1\":3,\"€\":1,\"😂\":4,\"\xef\xac\xb3\":5}");
        QTest::newRow("whole numbers") << QByteArray("{\"a\":1.0,\"b\":-0,\"c\":1e3,\"d\":1763820000000}")
                                       << QByteArray("{\"a\":1,\"b\":0,\"c\":1000,\"d\":1763820000000}");
        QTest::newRow("fractions") << QByteArray("{\"a\":0.5,\"b\":1e-7}")
                                   << QByteArray("{\"a\":0.5,\"b\":1e-7}");
    }
    void canonicalForm()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, canonical);
        const auto object = parseJsonObject(input);
        QVERIFY(object.has_value());
        QCOMPARE(canonicalJson(*object), canonical);
    }

    void problemsRoundTrip()
    {
        for (int i = 0; i <= int(ProblemCode::Unavailable); ++i) {
            const auto code = static_cast<ProblemCode>(i);
            Problem problem = makeProblem(code, {}, u"a.b"_s);
            problem.retryAfterSeconds = 7;
            problem.extra[u"offset"_s] = 12;
            QVERIFY(problem.status() >= 400 && problem.status() < 600);
            QVERIFY2(
                !problem.title().isEmpty() && problem.detail.endsWith(u'.'), qPrintable(problemName(code)));
            const Problem read = Problem::fromJson(problem.toJson());
            QCOMPARE(int(read.code), i);
            QCOMPARE(read.detail, problem.detail);
            QCOMPARE(read.field, problem.field);
            QCOMPARE(*read.retryAfterSeconds, 7);
            QCOMPARE(read.extra, problem.extra);
        }
    }

    void strangerProblemsKeepTheirClass()
    {
        QCOMPARE(int(Problem::fromJson({{u"status"_s, 418}}).code), int(ProblemCode::BadRequest));
        QCOMPARE(int(Problem::fromJson({{u"status"_s, 599}}).code), int(ProblemCode::Internal));
        const auto wait = [](double seconds) {
            return Problem::fromJson({{u"retry_after"_s, seconds}}).retryAfterSeconds;
        };
        QCOMPARE(wait(30), std::optional(30));
        QCOMPARE(wait(-30), std::optional(0));
        QCOMPARE(wait(1e300), std::optional(int(limits::kRetryAfterSeconds)));
    }
};

QTEST_GUILESS_MAIN(TestJson)
#include "test_json.moc"
