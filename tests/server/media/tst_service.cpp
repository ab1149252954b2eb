// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/accounts/house.h"
#include "tests/server/media/pictures.h"

#include <QCryptographicHash>
#include <QDateTime>
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
    void filesThatNothingNamesGo();

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

void MediaServiceTest::filesThatNothingNamesGo()
{
    QVERIFY(m_house->media.store(*m_house, {newMedia(), m_family, m_owner.user, {}}, m_picture));
    auto query = m_house->db->query(u"UPDATE media SET stream_id = ?"_s);
    QVERIFY(query.bind(StreamId::all(m_family)).run());
    const int named = filesOnDisk();
    // As a server leaves them that is killed between a file and its name, or within a file.
    QVERIFY(m_house->media.blobs().put("nobody's"));
    const QString orphan =
        m_house->media.blobs().path(QCryptographicHash::hash("nobody's", QCryptographicHash::Sha256));
    QFile half(orphan + u".0123.tmp"_s);
    QVERIFY(half.open(QIODevice::WriteOnly) && half.write("nob") == 3);
    half.close();
    const auto sweepAll = [&] {
        Effects none;
        Context reader{*m_house->db, m_house->clock, m_house->rng, none};
        for (int i = 0; i < DiskBlobStore::kShelves; ++i)
            QVERIFY(m_house->media.sweep(*m_house, reader));
    };
    const qint64 written = QFileInfo(orphan).lastModified().toMSecsSinceEpoch();
    m_house->clock.setWall(written + limits::kUnnamedBlobMs);
    sweepAll();
    QVERIFY(QFileInfo::exists(orphan)); // somebody may still be about to name it
    m_house->clock.setWall(QFileInfo(half).lastModified().toMSecsSinceEpoch() + limits::kUnnamedBlobMs + 1);
    sweepAll();
    QVERIFY(!QFileInfo::exists(orphan));
    QCOMPARE(filesOnDisk(), named);
}

QTEST_GUILESS_MAIN(MediaServiceTest)
#include "tst_service.moc"
