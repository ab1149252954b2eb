// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/net/qt_http_transport.h"
#include "person.h"
#include "tests/faultproxy/fault_proxy.h"
#include "tests/support/server_process.h"

#include <QElapsedTimer>
#include <QImage>
#include <QTest>

#include <algorithm>
#include <ctime>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000;
constexpr int kPictures = 20;
constexpr int kReactions = 10;
constexpr double kWorkMs = 50; ///< from a reaction to its request

/// What all threads of this process have worked so far, whatever else the machine does.
double workedMs()
{
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

/// The product's transport; tells what goes through it. Main thread.
class ToldTransport final : public HttpTransport
{
public:
    explicit ToldTransport(const QUrl &server)
        : m_http(server)
    { }

    RequestId send(HttpRequest request, Done done, Progress progress) override
    {
        const bool isPiece = request.method == "PATCH";
        m_pieces += isPiece ? 1 : 0;
        if (m_reactionLeft && request.body.contains("reaction.set"))
            std::exchange(m_reactionLeft, {})();
        return m_http.send(
            std::move(request),
            [this, isPiece, done = std::move(done)](HttpAnswer answer) {
                m_piecesAnswered += isPiece ? 1 : 0;
                done(std::move(answer));
            },
            std::move(progress));
    }
    void cancel(RequestId request) override { m_http.cancel(request); }

    void onReaction(std::function<void()> left) { m_reactionLeft = std::move(left); }
    [[nodiscard]] bool isSendingPiece() const { return m_pieces > m_piecesAnswered; }
    [[nodiscard]] int piecesAnswered() const { return m_piecesAnswered; }

private:
    QtHttpTransport m_http;
    std::function<void()> m_reactionLeft;
    int m_pieces = 0;
    int m_piecesAnswered = 0;
};

/// What a reaction cost until its request was handed to the network.
struct Cost
{
    double ms = -1; ///< by the clock, in which others work too
    double workMs = 0;
    int piecesMeanwhile = 0; ///< that ended, and that it could have waited for
};

} // namespace

/// What a person does goes at once, however much waits to be uploaded.
class TestLanes : public QObject
{
    Q_OBJECT

    ServerProcess m_server{QStringList{u"--no-rate-limits"_s}};
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<ToldTransport> m_http;
    std::unique_ptr<Person> m_anna;
    QTemporaryDir m_folder;

    /// Of noise, so that each is several pieces at the proxy's pace.
    [[nodiscard]] QStringList takePictures()
    {
        QStringList files;
        SeededRng rng(1);
        for (int i = 0; i < kPictures; ++i) {
            QImage image(640, 480, QImage::Format_RGB32);
            for (int y = 0; y < image.height(); ++y) {
                auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
                for (int x = 0; x < image.width(); ++x)
                    line[x] = 0xff000000U | static_cast<QRgb>(rng.below(0x1000000));
            }
            files.append(m_folder.filePath(u"%1.jpg"_s.arg(i)));
            image.save(files.last(), "JPG", 98);
        }
        return files;
    }

    [[nodiscard]] Cost react(const QString &post, const QString &kind)
    {
        Cost cost;
        QElapsedTimer time;
        const int before = m_http->piecesAnswered();
        const double workedBefore = workedMs();
        m_http->onReaction([&] {
            cost.ms = double(time.nsecsElapsed()) / 1e6;
            cost.workMs = workedMs() - workedBefore;
            cost.piecesMeanwhile = m_http->piecesAnswered() - before;
        });
        time.start();
        m_anna->app().feed()->react(post, kind);
        static_cast<void>(QTest::qWaitFor([&] { return cost.ms >= 0; }, kPatienceMs));
        m_http->onReaction({});
        return cost;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        FaultProxy::Options options;
        options.target = m_server.port();
        m_proxy = FaultProxy::start(options);
        QVERIFY(m_proxy);
        m_http = std::make_unique<ToldTransport>(QUrl(m_proxy->url()));
        m_anna = std::make_unique<Person>(u"Anna"_s, m_proxy->url());
        m_anna->speakThrough(m_http.get());
        QVERIFY(m_anna->open() && m_anna->signUp() && m_anna->createFamily(u"The Bergs"_s));
        QVERIFY(m_anna->post(u"First"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_anna->waiting(), 0, kPatienceMs);
    }

    void aReactionDoesNotWaitForTwentyPictures()
    {
        const QString first = m_anna->postWith(u"First"_s);
        m_proxy->setFault(*Fault::parse(u"bandwidth:300000"_s));
        QVERIFY(m_anna->post(u"All of them"_s, takePictures()));
        QVector<Cost> costs;
        for (int i = 0; i < kReactions; ++i) {
            QTRY_VERIFY_WITH_TIMEOUT(m_http->isSendingPiece(), kPatienceMs);
            costs.append(react(first, i % 2 == 0 ? u"hug"_s : u"joy"_s));
            QVERIFY(costs.last().ms >= 0);
            QVERIFY2(costs.last().workMs <= kWorkMs, qPrintable(QString::number(costs.last().workMs)));
            QTRY_COMPARE_WITH_TIMEOUT(m_anna->waiting(), 1, kPatienceMs); // the post with its pictures
        }
        QVERIFY(m_anna->postWith(u"All of them"_s) != QString());
        const auto quickest = *std::min_element(
            costs.cbegin(), costs.cend(), [](const Cost &a, const Cost &b) { return a.ms < b.ms; });
        const auto slowest = *std::max_element(
            costs.cbegin(), costs.cend(), [](const Cost &a, const Cost &b) { return a.workMs < b.workMs; });
        qInfo("%d reactions left after %.1f ms at the quickest, with %.1f ms of work at most", kReactions,
            quickest.ms, slowest.workMs);
        // Others may hold up one or the other, a line to wait in would hold up all.
        QVERIFY2(quickest.ms <= kWorkMs, qPrintable(QString::number(quickest.ms)));
        QCOMPARE(quickest.piecesMeanwhile, 0);
    }

    void cleanupTestCase()
    {
        m_anna.reset();
        m_http.reset();
        m_proxy.reset();
        QCOMPARE(m_server.stop(), 0);
    }
};

QTEST_MAIN(TestLanes)
#include "tst_lanes.moc"
