// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/view_items.h"
#include "person.h"
#include "tests/faultproxy/fault_proxy.h"
#include "tests/support/server_process.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kPatienceMs = 40'000;
}

/// What must hold when the network, the server or the app goes at the worst moment.
class TestNetwork : public QObject
{
    Q_OBJECT

    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<Person> m_anna; ///< through the proxy
    std::unique_ptr<Person> m_karl; ///< straight to the server

    [[nodiscard]] int countAtKarl(const QString &text)
    {
        int found = 0;
        for (int row = 0; row < m_karl->posts(); ++row)
            found += m_karl->app().feed()->index(row).data(FeedModel::TextRole).toString() == text;
        return found;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<ServerProcess>();
        QVERIFY(m_server->start());
        FaultProxy::Options options;
        options.target = m_server->port();
        m_proxy = FaultProxy::start(options);
        QVERIFY(m_proxy);
        m_anna = std::make_unique<Person>(u"Anna"_s, m_proxy->url());
        m_karl = std::make_unique<Person>(u"Karl"_s, m_server->url());
        QVERIFY(m_anna->open() && m_anna->signUp() && m_anna->createFamily(u"The Bergs"_s));
        QVERIFY(m_karl->open() && m_karl->signUp());
        QVERIFY(m_karl->join(m_anna->invite(u"contributor"_s), u"Grandpa"_s));
        QVERIFY(m_anna->post(u"First"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!m_karl->postWith(u"First"_s).isEmpty(), kPatienceMs);
    }

    void cleanupTestCase()
    {
        m_anna.reset();
        m_karl.reset();
        QCOMPARE(m_server->stop(), 0);
    }

    void init()
    {
        m_proxy->setFault({}); // whatever the test before left behind
        QTRY_VERIFY_WITH_TIMEOUT(m_anna->connected() && m_karl->connected(), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(m_anna->waiting(), 0, kPatienceMs);
    }

    void reactionWhileTheServerIsStoppedArrivesOnce()
    {
        const QString id = m_anna->postWith(u"First"_s);
        QCOMPARE(m_server->stop(), 0);
        m_anna->app().feed()->react(id, u"hug"_s);
        QCOMPARE(m_anna->role(id, FeedModel::MyReactionRole).toString(), u"hug"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_anna->waiting(), 1, kPatienceMs);
        QVERIFY(m_server->start());
        QTRY_COMPARE_WITH_TIMEOUT(m_anna->waiting(), 0, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(m_karl->role(id, FeedModel::ReactionTotalRole).toInt(), 1, kPatienceMs);
        QCOMPARE(m_anna->role(id, FeedModel::ReactionTotalRole).toInt(), 1);
    }

    void lostAnswerDoublesNothing()
    {
        const QString text = u"Answer lost"_s;
        m_proxy->setFault({.kind = Fault::Kind::SwallowAnswer, .only = "POST /api/v1/sync/push"});
        QVERIFY(m_anna->post(text));
        // The server has done it (Karl sees it), while Anna never heard so.
        QTRY_COMPARE_WITH_TIMEOUT(countAtKarl(text), 1, kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(m_proxy->counts().swallowed >= 2, kPatienceMs); // and has tried again
        m_proxy->setFault({});
        QTRY_COMPARE_WITH_TIMEOUT(m_anna->waiting(), 0, kPatienceMs);
        QVERIFY(m_anna->post(u"After it"_s));
        QTRY_COMPARE_WITH_TIMEOUT(countAtKarl(u"After it"_s), 1, kPatienceMs);
        QCOMPARE(countAtKarl(text), 1);
        QVERIFY(!m_anna->postWith(text).isEmpty());
    }

    void inviteWhoseAnswerWasLostIsReplaced()
    {
        auto *family = m_anna->app().family();
        m_proxy->setFault({.kind = Fault::Kind::SwallowAnswer, .only = "/invites HTTP"});
        family->createInvite(u"viewer"_s, u"Aunt"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!family->busy(), kPatienceMs);
        QVERIFY(!family->errorText().isEmpty());
        QVERIFY(m_proxy->counts().swallowed >= 1); // the server has made it
        m_proxy->setFault({});
        QVERIFY(!m_anna->invite(u"viewer"_s).isEmpty());
        qsizetype open = -1;
        m_anna->client().account()->api().invites(*FamilyId::parse(family->familyId()),
            [&](const Result<QVector<Invite>> &invites) { open = invites ? invites->size() : -2; });
        QTRY_COMPARE_WITH_TIMEOUT(open, 1, kPatienceMs); // nobody could use the other one
    }

    void whatWasDoneOfflineArrivesInOrder()
    {
        m_proxy->setFault({Fault::Kind::Reset});
        QTRY_VERIFY_WITH_TIMEOUT(!m_anna->connected(), kPatienceMs);
        const QString text = u"Written in the clinic"_s;
        QVERIFY(m_anna->post(text, {m_anna->drawPicture(800, 600)}));
        const QString id = m_anna->postWith(text);
        QVERIFY(!id.isEmpty());
        m_anna->app().feed()->react(id, u"joy"_s);
        QVERIFY(m_anna->comment(id, u"More soon"_s));
        QVERIFY(m_karl->postWith(text).isEmpty());
        m_proxy->setFault({});
        QTRY_VERIFY_WITH_TIMEOUT(!m_karl->postWith(text).isEmpty(), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(m_karl->role(id, FeedModel::CommentCountRole).toInt(), 1, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(m_karl->role(id, FeedModel::ReactionTotalRole).toInt(), 1, kPatienceMs);
        QCOMPARE(m_karl->role(id, FeedModel::PicturesRole).value<QList<PictureItem>>().size(), 1);
    }

    void restartOfflineShowsFeedAndPendingThings()
    {
        m_proxy->setFault({Fault::Kind::Reset});
        QTRY_VERIFY_WITH_TIMEOUT(!m_anna->connected(), kPatienceMs);
        const QString text = u"Before the battery died"_s;
        QVERIFY(m_anna->post(text));
        const int before = m_anna->posts();
        m_anna->close();
        QVERIFY(m_anna->open());
        QTRY_COMPARE_WITH_TIMEOUT(m_anna->posts(), before, kPatienceMs);
        QVERIFY(!m_anna->postWith(u"First"_s).isEmpty());
        const QString id = m_anna->postWith(text);
        QVERIFY(!id.isEmpty());
        QVERIFY(m_anna->role(id, FeedModel::DeliveryRole).toInt() != int(FeedModel::Sent));
        QTRY_COMPARE_WITH_TIMEOUT(m_anna->waiting(), 1, kPatienceMs);
        m_proxy->setFault({});
        QTRY_COMPARE_WITH_TIMEOUT(m_anna->waiting(), 0, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(countAtKarl(text), 1, kPatienceMs);
        QCOMPARE(m_anna->postWith(text), id);
    }

    void killedServerKeepsWhatItAcknowledged()
    {
        const QString text = u"Acknowledged"_s;
        QVERIFY(m_anna->post(text));
        QTRY_COMPARE_WITH_TIMEOUT(m_anna->waiting(), 0, kPatienceMs);
        m_server->kill();
        QVERIFY(m_server->start());
        Person other(u"Rosa"_s, m_server->url());
        QVERIFY(other.open() && other.signUp());
        QTRY_VERIFY_WITH_TIMEOUT(m_anna->connected(), kPatienceMs);
        QVERIFY(other.join(m_anna->invite(u"viewer"_s), u"Aunt"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!other.postWith(text).isEmpty(), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(other.posts(), m_anna->posts(), kPatienceMs); // first join sees all
    }
};

QTEST_MAIN(TestNetwork)
#include "tst_network.moc"
