// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/view_items.h"
#include "person.h"
#include "tests/support/server_process.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kPatienceMs = 20'000;
}

/// Two devices and the server, all real, on a good network.
class TestFamily : public QObject
{
    Q_OBJECT

    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<Person> m_anna;
    std::unique_ptr<Person> m_karl;

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<ServerProcess>();
        QVERIFY(m_server->start());
        m_anna = std::make_unique<Person>(u"Anna"_s, m_server->url());
        m_karl = std::make_unique<Person>(u"Karl"_s, m_server->url());
        QVERIFY(m_anna->open() && m_anna->signUp() && m_anna->createFamily(u"The Bergs"_s));
        QVERIFY(m_karl->open() && m_karl->signUp());
        const QString code = m_anna->invite(u"contributor"_s);
        QVERIFY(!code.isEmpty());
        QVERIFY(m_karl->join(code, u"Grandpa"_s));
    }

    void cleanupTestCase()
    {
        m_anna.reset();
        m_karl.reset();
        QCOMPARE(m_server->stop(), 0);
    }

    void usedInviteIsRefusedInWords()
    {
        Person stranger(u"Stranger"_s, m_server->url());
        QVERIFY(stranger.open() && stranger.signUp());
        stranger.app().family()->joinByCode(u"AAAA-AAAA"_s, u"Nobody"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!stranger.app().family()->errorText().isEmpty(), kPatienceMs);
        QVERIFY(!stranger.app().hasFamily());
    }

    void postWithAPhotoReachesTheOther()
    {
        const QString text = u"Look who is waving"_s;
        QVERIFY(m_anna->post(text, {m_anna->drawPicture(1600, 1200), m_anna->drawPicture(900, 1200)}));
        QVERIFY(!m_anna->postWith(text).isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!m_karl->postWith(text).isEmpty(), kPatienceMs);

        const QString id = m_karl->postWith(text);
        QCOMPARE(id, m_anna->postWith(text));
        const auto pictures = m_karl->role(id, FeedModel::PicturesRole).value<QList<PictureItem>>();
        QCOMPARE(pictures.size(), 2);
        QCOMPARE(pictures[0].width, 1600);
        QCOMPARE(pictures[0].height, 1200);
        QCOMPARE(pictures[1].height, 1200);
        // It may have come with its thumbnail alone; then his device hears of the rest by itself.
        const auto isWhole = [&](int index) {
            const auto now = m_karl->role(id, FeedModel::PicturesRole).value<QList<PictureItem>>();
            return now.size() == 2 && now[index].source.startsWith(u"image://preggo/m/"_s);
        };
        QTRY_VERIFY_WITH_TIMEOUT(isWhole(0) && isWhole(1), kPatienceMs);
        QCOMPARE(m_karl->role(id, FeedModel::AuthorNameRole).toString(), u"Anna"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_anna->waiting(), 0, kPatienceMs);
    }

    void reactionAndCommentComeBack()
    {
        const QString text = u"The crib is up"_s;
        QVERIFY(m_anna->post(text));
        QTRY_VERIFY_WITH_TIMEOUT(!m_karl->postWith(text).isEmpty(), kPatienceMs);
        const QString id = m_karl->postWith(text);

        m_karl->app().feed()->react(id, u"love"_s);
        QCOMPARE(m_karl->role(id, FeedModel::MyReactionRole).toString(), u"love"_s); // in the same call
        QVERIFY(m_karl->comment(id, u"I will bring the screws"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_anna->role(id, FeedModel::ReactionTotalRole).toInt(), 1, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(m_anna->role(id, FeedModel::CommentCountRole).toInt(), 1, kPatienceMs);

        m_karl->app().feed()->react(id, u"love"_s); // the same again takes it back
        QCOMPARE(m_karl->role(id, FeedModel::ReactionTotalRole).toInt(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(m_anna->role(id, FeedModel::ReactionTotalRole).toInt(), 0, kPatienceMs);
    }

    void deletedPostGoesAndComesBack()
    {
        const QString text = u"A typo"_s;
        QVERIFY(m_anna->post(text));
        QTRY_VERIFY_WITH_TIMEOUT(!m_karl->postWith(text).isEmpty(), kPatienceMs);
        const QString id = m_anna->postWith(text);
        QTRY_COMPARE_WITH_TIMEOUT(m_anna->waiting(), 0, kPatienceMs);
        m_anna->app().feed()->removePost(id);
        QVERIFY(m_anna->postWith(text).isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(m_karl->postWith(text).isEmpty(), kPatienceMs);
        m_anna->app().feed()->undoRemove(id);
        QTRY_VERIFY_WITH_TIMEOUT(!m_karl->postWith(text).isEmpty(), kPatienceMs);
        QCOMPARE(m_karl->postWith(text), id);
    }

    void relativeMayNotDeleteWhatIsNotHis()
    {
        const QString text = u"Not yours"_s;
        QVERIFY(m_anna->post(text));
        QTRY_VERIFY_WITH_TIMEOUT(!m_karl->postWith(text).isEmpty(), kPatienceMs);
        QVERIFY(!m_karl->role(m_karl->postWith(text), FeedModel::CanDeleteRole).toBool());
        QVERIFY(!m_karl->role(m_karl->postWith(text), FeedModel::CanEditRole).toBool());
    }

    void pictureThatIsNoneIsRefusedAndTheTextStays()
    {
        const QString path = m_anna->drawPicture(4, 4) + u".text.jpg"_s;
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("This is a letter, not a picture.");
        file.close();
        auto *composer = m_anna->app().newComposer();
        composer->setText(u"Kept"_s);
        composer->addPictures({QUrl::fromLocalFile(path)});
        auto *pictures = composer->pictures();
        QTRY_COMPARE_WITH_TIMEOUT(pictures->index(0).data(PictureListModel::StateRole).toInt(),
            int(PictureListModel::Failed), kPatienceMs);
        QVERIFY(!pictures->index(0).data(PictureListModel::ErrorTextRole).toString().isEmpty());
        QCOMPARE(composer->text(), u"Kept"_s);
        composer->discard();
        composer->release();
    }

    /// Last: Karl is out afterwards.
    void removedMemberSeesNothingMore()
    {
        QVERIFY(m_karl->connected());
        auto &api = m_anna->client().account()->api();
        const FamilyId family = *FamilyId::parse(m_anna->app().family()->familyId());
        const UserId karl = m_karl->client().session().user();
        qint64 version = 0;
        api.members(family, [&](const Result<QVector<Member>> &members) {
            QVERIFY(members.has_value());
            for (const auto &member : *members) {
                if (member.user == karl)
                    version = member.stamp.version;
            }
        });
        QTRY_VERIFY_WITH_TIMEOUT(version > 0, kPatienceMs);
        bool removed = false;
        api.removeMember(
            family, karl, version, [&](const Result<void> &done) { removed = done.has_value(); });
        QTRY_VERIFY_WITH_TIMEOUT(removed, kPatienceMs);

        QTRY_VERIFY_WITH_TIMEOUT(!m_karl->app().hasFamily(), kPatienceMs);
        QCOMPARE(m_karl->posts(), 0);
        std::optional<Problem> answer;
        m_karl->client().account()->api().members(family,
            [&](const Result<QVector<Member>> &members) { answer = members ? Problem() : members.error(); });
        QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), kPatienceMs);
        QCOMPARE(int(answer->code), int(ProblemCode::NotFound));

        const QString text = u"Among ourselves"_s;
        QVERIFY(m_anna->post(text));
        QTRY_COMPARE_WITH_TIMEOUT(m_anna->waiting(), 0, kPatienceMs);
        QVERIFY(m_karl->postWith(text).isEmpty());
    }
};

QTEST_MAIN(TestFamily)
#include "tst_family.moc"
