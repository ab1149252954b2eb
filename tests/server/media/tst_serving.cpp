// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/accounts/house.h"
#include "tests/server/media/pictures.h"

#include "server/media/accept_header.h"
#include "server/media/media_service.h"
#include "server/media/metadata_scan.h"

#include <QFile>
#include <QTest>

using namespace preggo;
using namespace preggo::server;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

class ServingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void negotiatesTheFormat();
    void headersProtect();
    void unchangedIsNotSentAgain();
    void largerThanThePictureServesTheNearest();
    void unattachedIsTheUploadersAlone();
    void attachedFollowsTheStream();
    void deletedIsGone();
    void nothingTellsWhatExists();
    void acceptHeader();
    void signedAddressServesItsPicture();
    void signedAddressServesNothingElse();
    void signedAddressDiesWithItsGrounds();
    void aRemovedMembersAddressIsDeadWithinFiveMinutes();
    void strangersGetNoAddress();
    void avifComesLater();
    void lateWorkIsDoneOnce();
    void whatIsGoneGetsNoAvif();

private:
    Response get(
        const QByteArray &variant, const Someone &who, const QHash<QByteArray, QByteArray> &headers = {})
    {
        House::With with;
        with.headers = headers;
        return m_house->call(
            Method::Get, "/media/" + m_media.toString().toLatin1() + '/' + variant, with, who.access);
    }
    QByteArray addressFor(const Someone &who, const QByteArray &variant = "w150")
    {
        return bodyOf(get(variant + "/address", who))[u"address"].toString().toLatin1();
    }
    int open(const QByteArray &address) { return m_house->get(address, {}).status; }
    int makeLate()
    {
        Effects none;
        Context reader{*m_house->db, m_house->clock, m_house->rng, none};
        return m_house->media.makeLate(*m_house, reader).value_or(-1);
    }
    void attachTo(const StreamId &stream)
    {
        auto query = m_house->db->query(u"UPDATE media SET stream_id = ?"_s);
        QVERIFY(query.bind(stream).run());
    }

    std::unique_ptr<House> m_house;
    Someone m_owner, m_guest, m_viewer, m_stranger;
    FamilyId m_family;
    MediaId m_media;
};

void ServingTest::init()
{
    m_house = std::make_unique<House>();
    m_owner = m_house->signUp(u"Olga"_s);
    m_guest = m_house->signUp(u"Greta"_s);
    m_viewer = m_house->signUp(u"Victor"_s);
    m_stranger = m_house->signUp(u"Tamar"_s);
    m_family = m_house->family(m_owner);
    m_house->join(m_family, m_owner, m_guest, u"contributor"_s);
    m_house->join(m_family, m_owner, m_viewer, u"viewer"_s);
    m_media = m_house->rng.mintV7<MediaId>(m_house->clock.wallMs());
    QVERIFY(
        m_house->media.store(*m_house, {m_media, m_family, m_guest.user, {}}, jpegOf(halves({700, 500}))));
    attachTo(StreamId::all(m_family));
}

void ServingTest::negotiatesTheFormat()
{
    const auto webp = get("w400", m_guest, {{"accept", "image/webp,image/*"}});
    QCOMPARE(webp.status, 200);
    QCOMPARE(headerOf(webp, "content-type"), "image/webp");
    QFile file(webp.filePath);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QImage::fromData(file.readAll(), "WEBP").width(), 400);
    const auto jpeg = get("w400", m_guest, {{"accept", "*/*"}});
    QCOMPARE(headerOf(jpeg, "content-type"), "image/jpeg");
    QVERIFY(headerOf(jpeg, "etag") != headerOf(webp, "etag"));
    const auto full = get("full", m_guest, {{"accept", "image/webp"}});
    QCOMPARE(headerOf(full, "content-type"), "image/jpeg");
}

void ServingTest::headersProtect()
{
    const auto response = get("w150", m_guest);
    QCOMPARE(headerOf(response, "cache-control"), "private, max-age=31536000, immutable");
    QCOMPARE(headerOf(response, "x-content-type-options"), "nosniff");
    QCOMPARE(headerOf(response, "content-security-policy"), "sandbox; default-src 'none'");
    QVERIFY(headerOf(response, "vary").contains("accept"));
    QVERIFY(!headerOf(response, "etag").startsWith("W/"));
}

void ServingTest::unchangedIsNotSentAgain()
{
    const auto tag = headerOf(get("w150", m_guest), "etag");
    QCOMPARE(tag.size(), 66);
    const auto same = get("w150", m_guest, {{"if-none-match", "\"x\", " + tag}});
    QCOMPARE(same.status, 304);
    QVERIFY(same.filePath.isEmpty());
    QCOMPARE(headerOf(same, "etag"), tag);
    QCOMPARE(get("w150", m_guest, {{"if-none-match", "\"x\""}}).status, 200);
    // A tag opens nothing.
    QCOMPARE(get("w150", m_stranger, {{"if-none-match", tag}}).status, 404);
}

void ServingTest::largerThanThePictureServesTheNearest()
{
    QCOMPARE(get("w1200", m_guest).filePath, get("w800", m_guest).filePath);
    QVERIFY(get("w400", m_guest).filePath != get("w800", m_guest).filePath);
}

void ServingTest::unattachedIsTheUploadersAlone()
{
    QVERIFY(m_house->db->exec(u"UPDATE media SET stream_id = NULL"_s));
    QCOMPARE(get("w150", m_guest).status, 200);
    QCOMPARE(get("w150", m_owner).status, 404);
    QCOMPARE(get("w150", m_viewer).status, 404);
    QCOMPARE(get("w150", m_stranger).status, 404);
    QVERIFY(m_house->db->exec(u"UPDATE member SET until_ms = 1 WHERE role = 'contributor'"_s));
    QCOMPARE(get("w150", m_guest).status, 404);
}

void ServingTest::attachedFollowsTheStream()
{
    QCOMPARE(get("w150", m_owner).status, 200);
    QCOMPARE(get("w150", m_viewer).status, 200);
    QCOMPARE(get("w150", m_stranger).status, 404);
    QCOMPARE(get("w150", Someone()).status, 401);
    attachTo(StreamId::parents(m_family));
    QCOMPARE(get("w150", m_owner).status, 200);
    QCOMPARE(get("w150", m_viewer).status, 404);
    QCOMPARE(get("w150", m_guest).status, 404); // it was hers, and the post is not for her
    attachTo(StreamId::all(m_family));
    QVERIFY(m_house->db->exec(u"UPDATE member SET until_ms = 1 WHERE role = 'viewer'"_s));
    QCOMPARE(get("w150", m_viewer).status, 404);
}

void ServingTest::deletedIsGone()
{
    QVERIFY(m_house->db->exec(u"UPDATE media SET deleted_ms = 1"_s));
    QCOMPARE(get("w150", m_owner).status, 404);
    QCOMPARE(get("full", m_guest).status, 404);
}

void ServingTest::nothingTellsWhatExists()
{
    const auto forbidden = get("w150", m_stranger);
    const auto wrongSize = get("w151", m_guest);
    const auto unknown = m_house->get(
        "/media/" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces) + "/w150", m_stranger.access);
    const auto nonsense = m_house->get("/media/..%2f..%2fetc/w150", m_stranger.access);
    for (const auto &response : {wrongSize, unknown, nonsense}) {
        QCOMPARE(response.status, 404);
        QCOMPARE(rawBody(response), rawBody(forbidden));
        QCOMPARE(response.headers, forbidden.headers);
    }
}

void ServingTest::acceptHeader()
{
    QVERIFY(acceptedFormats("image/webp").webp);
    QVERIFY(!acceptedFormats("image/webp").avif);
    QVERIFY(acceptedFormats("image/avif, image/webp;q=0.8, */*;q=0.1").webp);
    QVERIFY(acceptedFormats("image/avif, image/webp;q=0.8, */*;q=0.1").avif);
    QVERIFY(acceptedFormats("IMAGE/WEBP").webp);
    QVERIFY(!acceptedFormats("image/webp;q=0, image/jpeg").webp);
    QVERIFY(!acceptedFormats("image/webp ; q=0.0").webp);
    QVERIFY(!acceptedFormats("*/*").webp);
    QVERIFY(!acceptedFormats("*/*").avif);
    QVERIFY(!acceptedFormats("image/webpx").webp);
    QVERIFY(!acceptedFormats("").webp);
}

void ServingTest::signedAddressServesItsPicture()
{
    const auto told = get("w400/address", m_viewer);
    QCOMPARE(told.status, 200);
    QCOMPARE(headerOf(told, "cache-control"), "no-store");
    const auto address = bodyOf(told)[u"address"].toString().toLatin1();
    const auto shown = m_house->get(address, {});
    QCOMPARE(shown.status, 200);
    QCOMPARE(shown.filePath, get("w400", m_viewer).filePath);
    QCOMPARE(headerOf(shown, "referrer-policy"), "no-referrer");
    QCOMPARE(headerOf(shown, "cache-control"), "private, max-age=300, immutable");
}

void ServingTest::signedAddressServesNothingElse()
{
    const auto address = addressFor(m_viewer);
    QCOMPARE(open(address), 200);
    QCOMPARE(open(QByteArray(address).replace("/w150?", "/full?")), 401);
    QCOMPARE(open(QByteArray(address).replace(
                 m_viewer.user.toString().toLatin1(), m_owner.user.toString().toLatin1())),
        401);
    const auto expires = QByteArray::number(m_house->clock.wallMs() + limits::kSignedAddressMs);
    QVERIFY(address.contains(expires));
    QCOMPARE(open(QByteArray(address).replace(expires, expires + '0')), 401);
    QCOMPARE(open(address.chopped(1)), 401);
    QCOMPARE(open(address.left(address.indexOf("signature"))), 401);
    QCOMPARE(open(address.left(address.indexOf('?'))), 401);
    const auto other = m_house->rng.mintV7<MediaId>(m_house->clock.wallMs());
    QCOMPARE(
        open(QByteArray(address).replace(m_media.toString().toLatin1(), other.toString().toLatin1())), 401);
}

void ServingTest::signedAddressDiesWithItsGrounds()
{
    const auto address = addressFor(m_viewer);
    const auto ofOwner = addressFor(m_owner);
    QVERIFY(m_house->db->exec(u"UPDATE member SET until_ms = 1 WHERE role = 'viewer'"_s));
    QCOMPARE(open(address), 404); // at once; five minutes would be allowed
    QCOMPARE(open(ofOwner), 200);
    m_house->clock.advance(limits::kSignedAddressMs - 1);
    QCOMPARE(open(ofOwner), 200);
    m_house->clock.advance(1);
    QCOMPARE(open(ofOwner), 401);
    m_house->clock.advance(-limits::kSignedAddressMs - 1'000);
    QCOMPARE(open(ofOwner), 401); // longer than any address lives
    m_house->clock.advance(2'000);
    QCOMPARE(open(ofOwner), 200);
    QVERIFY(m_house->db->exec(u"UPDATE session SET expires_ms = 1"_s));
    QCOMPARE(open(ofOwner), 401);
}

void ServingTest::aRemovedMembersAddressIsDeadWithinFiveMinutes()
{
    const auto address = addressFor(m_viewer);
    m_house->clock.advance(10'000);
    QCOMPARE(open(address), 200);
    const QByteArray member = "/api/v1/families/" + m_family.toString().toLatin1() + "/members/"
        + m_viewer.user.toString().toLatin1();
    QCOMPARE(m_house->call(Method::Delete, member, {}, m_owner.access).status, 204);
    QCOMPARE(open(address), 404); // sooner than was promised
    QCOMPARE(get("w150/address", m_viewer).status, 404); // and there is no other
    m_house->clock.advance(5LL * 60 * 1000 - 10'000);
    QCOMPARE(open(address), 401); // whatever became of the member's row
}

void ServingTest::strangersGetNoAddress()
{
    QCOMPARE(get("w150/address", m_stranger).status, 404);
    QCOMPARE(get("w151/address", m_owner).status, 404);
    QCOMPARE(get("w150/address", Someone()).status, 401);
    attachTo(StreamId::parents(m_family));
    QCOMPARE(get("w150/address", m_viewer).status, 404);
}

void ServingTest::avifComesLater()
{
    const QHash<QByteArray, QByteArray> readsAll{{"accept", "image/avif,image/webp,image/*"}};
    const auto before = get("w400", m_guest, readsAll);
    QCOMPARE(headerOf(before, "content-type"), "image/webp");
    const auto variants = m_house->number(u"SELECT length(variants) FROM media"_s);
    QCOMPARE(makeLate(), 1);
    const auto after = get("w400", m_guest, readsAll);
    QCOMPARE(headerOf(after, "content-type"), "image/avif");
    QVERIFY(headerOf(after, "etag") != headerOf(before, "etag"));
    QFile file(after.filePath);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!avifHoldsMetadata(file.readAll()));
    // A size that is not made is the nearest, in AVIF too; who reads no AVIF is not given any.
    QCOMPARE(get("w1200", m_guest, readsAll).filePath, get("w800", m_guest, readsAll).filePath);
    QCOMPARE(headerOf(get("w400", m_guest, {{"accept", "image/webp"}}), "content-type"), "image/webp");
    QCOMPARE(headerOf(get("w400", m_guest), "content-type"), "image/jpeg");
    QCOMPARE(headerOf(get("full", m_guest, readsAll), "content-type"), "image/jpeg");
    // The list that clients know stays as it was.
    QCOMPARE(m_house->number(u"SELECT length(variants) FROM media"_s), variants);
}

void ServingTest::lateWorkIsDoneOnce()
{
    QCOMPARE(makeLate(), 1);
    const auto blobs = m_house->number(u"SELECT COUNT(*) FROM blob"_s);
    QCOMPARE(makeLate(), 0);
    // An id from a clock that was behind is found in the next round.
    m_house->clock.advance(2 * 60 * 60 * 1000);
    QCOMPARE(makeLate(), 0);
    QVERIFY(m_house->db->exec(u"DELETE FROM blob WHERE format = 'avif'"_s));
    QCOMPARE(makeLate(), 0);
    m_house->clock.advance(2 * 60 * 60 * 1000);
    QCOMPARE(makeLate(), 1);
    QCOMPARE(m_house->number(u"SELECT COUNT(*) FROM blob"_s), blobs);
}

void ServingTest::whatIsGoneGetsNoAvif()
{
    QVERIFY(m_house->db->exec(u"UPDATE media SET deleted_ms = 1"_s));
    QCOMPARE(makeLate(), 0);
}

QTEST_GUILESS_MAIN(ServingTest)
#include "tst_serving.moc"
