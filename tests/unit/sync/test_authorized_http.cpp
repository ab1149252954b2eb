// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/authorized_http.h"
#include "tests/support/engine_world.h"
#include "tests/support/scripted_http.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// Tokens, one refresh, and what it means when a fresh one is refused too (R6).
class TestAuthorizedHttp : public QObject
{
    Q_OBJECT

private:
    struct Bench
    {
        FakeClock clock;
        VirtualExecutor executor{clock};
        ScriptedHttp network{executor};
        FakeTokens tokens;
        std::optional<AuthorizedHttp> http{std::in_place, network, tokens};
        std::optional<HttpAnswer> answer;

        void send()
        {
            HttpRequest request;
            request.path = u"/api/v1/ops/1"_s;
            http->send(request, [this](const HttpAnswer &got) { answer = got; });
        }
        [[nodiscard]] QByteArray bearer() const
        {
            return network.pending.constFirst().header("authorization");
        }
    };

private Q_SLOTS:
    void whatHasATokenGoesWithIt()
    {
        Bench b;
        b.send();
        QCOMPARE(b.bearer(), "Bearer token-1");
        b.network.answerJson(200, "{}");
        QCOMPARE(b.answer->status, 200);
        QCOMPARE(b.tokens.rejections, 0);
    }

    void aRefusedTokenIsReplacedOnce()
    {
        Bench b;
        b.send();
        b.network.answerJson(401, {});
        QVERIFY(!b.answer);
        QCOMPARE(b.tokens.rejections, 1);
        QCOMPARE(b.bearer(), "Bearer token-2");
        b.network.answerJson(200, "{}");
        QCOMPARE(b.answer->status, 200);
        QCOMPARE(b.network.sent, 2);
    }

    void aFreshTokenThatIsRefusedTooIsAFailureAndNoSignOut()
    {
        Bench b;
        b.send();
        b.network.answerJson(401, {});
        b.network.answerJson(401, {}); // the server's keys changed during the refresh
        QCOMPARE(b.answer->failure, NetFailure::Offline);
        QCOMPARE(b.answer->status, 0);
        QCOMPARE(b.network.sent, 2); // not without end
        QCOMPARE(b.tokens.rejections, 2); // the next try asks for another one
    }

    void otherAnswersAreHandedOn_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {200, 304, 403, 404, 409, 429, 500, 503})
            QTest::addRow("%d", status) << status;
    }
    void otherAnswersAreHandedOn()
    {
        QFETCH(int, status);
        Bench b;
        b.send();
        b.network.answerJson(status, {});
        QCOMPARE(b.answer->status, status);
        QCOMPARE(b.network.sent, 1);
    }

    void aFailureWithAStatusIsAFailure()
    {
        Bench b;
        b.send();
        b.network.answer({NetFailure::Timeout, 401, {}, {}}); // the head came, and the rest never did
        QCOMPARE(b.answer->failure, NetFailure::Timeout);
        QCOMPARE(b.tokens.rejections, 0);
    }

    void withoutATokenNothingLeaves_data()
    {
        QTest::addColumn<ProblemCode>("code");
        QTest::addColumn<int>("status");
        QTest::newRow("she must sign in") << ProblemCode::Unauthorized << 401;
        QTest::newRow("no network") << ProblemCode::Unavailable << 0;
    }
    void withoutATokenNothingLeaves()
    {
        QFETCH(ProblemCode, code);
        QFETCH(int, status);
        Bench b;
        b.tokens.problem = makeProblem(code);
        b.send();
        QCOMPARE(b.network.sent, 0);
        QCOMPARE(b.answer->status, status);
        QCOMPARE(b.answer->failure, status == 401 ? NetFailure::None : NetFailure::Offline);
    }

    void nobodyIsCalledAfterTheEnd()
    {
        Bench b;
        b.send();
        b.send();
        b.http.reset();
        QCOMPARE(b.network.cancelled, 2);
        b.executor.drain();
        QVERIFY(!b.answer);
    }

    void aTokenThatComesAfterTheEndIsNotUsed()
    {
        Bench b;
        b.tokens.hold = true;
        b.send();
        b.http.reset();
        b.tokens.release();
        QCOMPARE(b.network.sent, 0);
        QVERIFY(!b.answer);
    }

    void anEngineWhoseServerChangesItsKeysGoesOnByItself()
    {
        EngineWorld w;
        w.device.net.before = [](const HttpRequest &request) -> std::optional<HttpAnswer> {
            const auto isStale = [](const auto &header) {
                return header.second == "Bearer token-1" || header.second == "Bearer token-2";
            };
            if (std::any_of(request.headers.cbegin(), request.headers.cend(), isStale))
                return problemAnswer(makeProblem(ProblemCode::TokenExpired));
            return std::nullopt;
        };
        w.device.post(w.family, u"Still me"_s);
        w.settle(30'000);
        QVERIFY(!w.device.engine->status().signInNeeded);
        QCOMPARE(postsOnServer(w).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestAuthorizedHttp)
#include "test_authorized_http.moc"
