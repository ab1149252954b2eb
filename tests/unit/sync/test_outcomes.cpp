// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/outcome.h"
#include "tests/support/fake_server.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// What odd answers ask for.
class TestOutcomes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void retryAfter_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("inProblem");
        QTest::addColumn<qint64>("ms"); // -1: none
        QTest::newRow("none") << QByteArray() << -1 << qint64(-1);
        QTest::newRow("seconds") << QByteArray("17") << -1 << qint64(17'000);
        QTest::newRow("in the document") << QByteArray() << 9 << qint64(9'000);
        QTest::newRow("both") << QByteArray("17") << 9 << qint64(17'000);
        QTest::newRow("negative") << QByteArray("-5") << -1 << qint64(-1);
        QTest::newRow("a date") << QByteArray("Wed, 21 Oct 2026 07:28:00 GMT") << -1 << qint64(-1);
        QTest::newRow("years") << QByteArray("999999999") << -1 << qint64(24LL * 3600 * 1000);
    }
    void retryAfter()
    {
        QFETCH(QByteArray, header);
        QFETCH(int, inProblem);
        QFETCH(qint64, ms);
        Problem problem = makeProblem(ProblemCode::Unavailable);
        if (inProblem >= 0)
            problem.retryAfterSeconds = inProblem;
        HttpAnswer answer = problemAnswer(problem);
        if (!header.isEmpty())
            answer.headers.append({"retry-after", header});
        QCOMPARE(classify(answer).retryAfterMs.value_or(-1), ms);
        HttpAnswer bare{NetFailure::None, 503, answer.headers, {}};
        bare.headers[0].second = "text/html"; // a proxy's page, without a document
        QCOMPARE(classify(bare).retryAfterMs.value_or(-1), header.isEmpty() ? -1 : ms);
    }

    void statusesWithoutADocument_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<Verdict>("verdict");
        QTest::newRow("100") << 100 << Verdict::Retry;
        QTest::newRow("204") << 204 << Verdict::Retry;
        QTest::newRow("304") << 304 << Verdict::Retry;
        QTest::newRow("404") << 404 << Verdict::Gone;
        QTest::newRow("507") << 507 << Verdict::ServerFails;
    }
    void statusesWithoutADocument()
    {
        QFETCH(int, status);
        QFETCH(Verdict, verdict);
        for (const QByteArray &body : {QByteArray(), QByteArray("[]"), QByteArray("<html>")}) {
            const HttpAnswer answer{
                NetFailure::None, status, {{"content-type", "application/problem+json"}}, body};
            QCOMPARE(classify(answer).verdict, verdict);
        }
    }

    void aServerThatFailsRefusesNothing()
    {
        HttpAnswer answer = problemAnswer(makeProblem(ProblemCode::Rejected));
        answer.status = 500;
        QCOMPARE(classify(answer).verdict, Verdict::ServerFails);
        answer = problemAnswer(makeProblem(ProblemCode::Maintenance));
        QCOMPARE(classify(answer).verdict, Verdict::Maintenance);
    }

    void retryIsRetryWhateverTheReason_data()
    {
        QTest::addColumn<int>("code"); // -1: none
        QTest::addColumn<Verdict>("verdict");
        QTest::newRow("none") << -1 << Verdict::Retry;
        QTest::newRow("rejected") << int(ProblemCode::Rejected) << Verdict::Retry;
        QTest::newRow("not found") << int(ProblemCode::NotFound) << Verdict::Retry;
        QTest::newRow("internal") << int(ProblemCode::Internal) << Verdict::ServerFails;
        QTest::newRow("cursor ahead") << int(ProblemCode::CursorAhead) << Verdict::Rebase;
        QTest::newRow("unauthorized") << int(ProblemCode::Unauthorized) << Verdict::SignIn;
        QTest::newRow("token expired") << int(ProblemCode::TokenExpired) << Verdict::SignIn;
    }
    void retryIsRetryWhateverTheReason()
    {
        QFETCH(int, code);
        QFETCH(Verdict, verdict);
        PushResult result;
        result.status = PushStatus::Retry;
        if (code >= 0)
            result.problem = makeProblem(ProblemCode(code));
        QCOMPARE(classify(result).verdict, verdict);
    }
};

QTEST_GUILESS_MAIN(TestOutcomes)
#include "test_outcomes.moc"
