// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/accounts/house.h"
#include "tests/server/media/pictures.h"

#include <QDirIterator>
#include <QTest>

#include <atomic>
#include <thread>

using namespace preggo;
using namespace preggo::server;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

class MediaServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void newestRequestWins();
    void seederStoresDirectly();

private:
    MediaId newMedia() { return m_house->rng.mintV7<MediaId>(m_house->clock.wallMs()); }
    int filesOnDisk() const
    {
        int count = 0;
        QDirIterator files(m_house->directory.path(), QDir::Files, QDirIterator::Subdirectories);
        for (; files.hasNext(); ++count)
            files.next();
        return count;
    }

    std::unique_ptr<House> m_house;
    Someone m_owner, m_guest;
    FamilyId m_family;
    QByteArray m_picture = jpegOf(halves({500, 400}));
};

void MediaServiceTest::init()
{
    m_house = std::make_unique<House>();
    m_owner = m_house->signUp(u"Olga"_s);
    m_guest = m_house->signUp(u"Greta"_s);
    m_family = m_house->family(m_owner);
    m_house->join(m_family, m_owner, m_guest, u"contributor"_s);
}

void MediaServiceTest::newestRequestWins()
{
    UploadFiles files(m_house->directory.filePath(u"turns"_s));
    const auto media = newMedia();
    auto first = std::make_unique<UploadFiles::Turn>(files.takeTurn(media));
    QVERIFY(!first->lost());
    // Two more come while the first works: the older of them must give way.
    std::atomic<int> lost = 0;
    const auto wait = [&] {
        if (files.takeTurn(media).lost())
            ++lost;
    };
    std::thread second(wait);
    QTRY_COMPARE(files.requests(media), 2);
    std::thread third(wait);
    QTRY_COMPARE(files.requests(media), 3);
    first.reset();
    second.join();
    third.join();
    QCOMPARE(lost.load(), 1);
    QVERIFY(!files.takeTurn(media).lost());
}

void MediaServiceTest::seederStoresDirectly()
{
    const auto media = newMedia();
    const MediaService::Ticket ticket{media, m_family, m_owner.user, u"Alt"_s};
    QVERIFY(m_house->media.store(*m_house, ticket, m_picture));
    QVERIFY(m_house->media.store(*m_house, ticket, m_picture));
    QCOMPARE(m_house->number(u"SELECT COUNT(*) FROM media"_s), 1);
    // The same bytes under another id share their blobs.
    const int files = filesOnDisk();
    QVERIFY(m_house->media.store(*m_house, {newMedia(), m_family, m_owner.user, {}}, m_picture));
    QCOMPARE(filesOnDisk(), files);
    const auto other = m_house->media.store(*m_house, {media, m_family, m_guest.user, {}}, m_picture);
    QCOMPARE(other.error().code, ProblemCode::Conflict);
}

QTEST_GUILESS_MAIN(MediaServiceTest)
#include "tst_service.moc"
