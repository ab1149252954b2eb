// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/accounts/house.h"
#include "tests/server/media/pictures.h"

#include "server/services/media_rows.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QTest>

#include <thread>

using namespace preggo;
using namespace preggo::server;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

} // namespace

class UploadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void optionsTellWhatThereIs();
    void inPiecesAndStored();
    void creationIsIdempotent();
    void wrongOffsetAndChecksum();
    void wholeIsChecked();
    void badCreations_data();
    void badCreations();
    void damagedPictureIsRefusedForGood();
    void onlyTheUploader();
    void losingTheAbilityStopsIt();
    void removedMemberIsStopped();
    void openUploadsAreLimited();
    void familiesHaveAQuota_data();
    void familiesHaveAQuota();
    void expiresAndIsSwept();
    void serverDiedBeforeItLooked();
    void askingWhileItIsStoredWaitsForThat();
    void failedCommitCanBeRepeated();
    void terminates();

private:
    struct Ask
    {
        MediaId media;
        QByteArray bytes;
        QByteArray length; ///< instead of the bytes' own
        QByteArray alt = "Two halves";
    };
    QHash<QByteArray, QByteArray> creationHeaders(const Ask &ask) const
    {
        const auto pair = [](const QByteArray &key, const QByteArray &value) {
            return key + ' ' + value.toBase64();
        };
        return {{"tus-resumable", "1.0.0"},
            {"upload-length", ask.length.isEmpty() ? QByteArray::number(ask.bytes.size()) : ask.length},
            {"upload-metadata",
                pair("media_id", ask.media.toString().toLatin1()) + ','
                    + pair("family", m_family.toString().toLatin1()) + ','
                    + pair("sha256", sha256(ask.bytes).toHex()) + ',' + pair("alt", ask.alt) + ','
                    + pair("filetype", "image/jpeg")},
            {"idempotency-key", ask.media.toString().toLatin1()}};
    }
    Response create(const Ask &ask, const Someone &who)
    {
        House::With with;
        with.headers = creationHeaders(ask);
        return m_house->call(Method::Post, "/api/v1/uploads", with, who.access);
    }
    Response send(
        MediaId media, qint64 offset, const QByteArray &bytes, const Someone &who, const QByteArray &sum = {})
    {
        House::With with;
        with.body = bytes;
        with.headers = {{"tus-resumable", "1.0.0"}, {"content-type", "application/offset+octet-stream"},
            {"upload-offset", QByteArray::number(offset)},
            {"upload-checksum", "sha256 " + (sum.isEmpty() ? sha256(bytes) : sum).toBase64()}};
        return m_house->call(Method::Patch, path(media), with, who.access);
    }
    Response ask(Method method, MediaId media, const Someone &who)
    {
        House::With with;
        with.headers = {{"tus-resumable", "1.0.0"}};
        return m_house->call(method, path(media), with, who.access);
    }
    static QByteArray path(MediaId media) { return "/api/v1/uploads/" + media.toString().toLatin1(); }
    MediaId newMedia() { return m_house->rng.mintV7<MediaId>(m_house->clock.wallMs()); }
    int filesOnDisk() const
    {
        int count = 0;
        for (QDirIterator files(m_house->directory.path(), QDir::Files, QDirIterator::Subdirectories);
             files.hasNext(); ++count)
            files.next();
        return count;
    }

    std::unique_ptr<House> m_house;
    Someone m_owner, m_guest, m_stranger;
    FamilyId m_family;
    QByteArray m_picture = jpegOf(halves({500, 400}));
};

void UploadsTest::init()
{
    m_house = std::make_unique<House>();
    m_owner = m_house->signUp(u"Olga"_s);
    m_guest = m_house->signUp(u"Greta"_s);
    m_stranger = m_house->signUp(u"Tamar"_s);
    m_family = m_house->family(m_owner);
    m_house->join(m_family, m_owner, m_guest, u"contributor"_s);
}

void UploadsTest::optionsTellWhatThereIs()
{
    const auto response = m_house->call(Method::Options, "/api/v1/uploads", {});
    QCOMPARE(response.status, 204);
    QCOMPARE(headerOf(response, "tus-version"), "1.0.0");
    QCOMPARE(headerOf(response, "tus-max-size"), QByteArray::number(limits::kPictureBytes));
    QVERIFY(headerOf(response, "tus-extension").contains("checksum"));
}

void UploadsTest::inPiecesAndStored()
{
    const auto media = newMedia();
    const auto made = create({media, m_picture, {}}, m_guest);
    QCOMPARE(made.status, 201);
    QCOMPARE(headerOf(made, "location"), path(media));
    QCOMPARE(headerOf(made, "upload-offset"), "0");
    QVERIFY(headerOf(made, "upload-expires").endsWith(" GMT"));
    const auto first = send(media, 0, m_picture.left(1000), m_guest);
    QCOMPARE(first.status, 204);
    QCOMPARE(headerOf(first, "upload-offset"), "1000");
    const auto head = ask(Method::Head, media, m_guest);
    QCOMPARE(head.status, 200);
    QCOMPARE(headerOf(head, "upload-offset"), "1000");
    QCOMPARE(headerOf(head, "upload-length"), QByteArray::number(m_picture.size()));
    QCOMPARE(headerOf(head, "cache-control"), "no-store");
    QVERIFY(!*mediaRow(*m_house->db, media));
    QCOMPARE(send(media, 1000, m_picture.mid(1000), m_guest).status, 204);
    const auto row = mediaRow(*m_house->db, media);
    QVERIFY(*row && (*row)->stored);
    QCOMPARE((*row)->media.uploader, m_guest.user);
    QCOMPARE((*row)->family, m_family);
    QCOMPARE(QSize((*row)->media.width, (*row)->media.height), QSize(500, 400));
    QCOMPARE((*row)->media.alt, u"Two halves"_s);
    QVERIFY((*row)->stream.isNull() && (*row)->media.post.isNull());
    QCOMPARE((*row)->media.variants.size(), 7);
    QVERIFY(!m_house->media.blobs().path((*row)->media.sha256).isEmpty());
    // What came is not kept: it may hold what was stripped.
    QCOMPARE(filesOnDisk(), 7);
    QCOMPARE(
        headerOf(ask(Method::Head, media, m_guest), "upload-offset"), QByteArray::number(m_picture.size()));
}

void UploadsTest::creationIsIdempotent()
{
    const auto media = newMedia();
    QCOMPARE(create({media, m_picture, {}}, m_guest).status, 201);
    QCOMPARE(send(media, 0, m_picture.left(700), m_guest).status, 204);
    const auto again = create({media, m_picture, {}}, m_guest);
    QCOMPARE(again.status, 201);
    QCOMPARE(headerOf(again, "location"), path(media));
    QCOMPARE(headerOf(again, "upload-offset"), "700");
    QCOMPARE(create({media, m_picture, {}}, m_owner).status, 409);
    // She prepared it anew: what came of the other bytes is void.
    const QByteArray other = jpegOf(halves({300, 300}));
    const auto anew = create({media, other, {}}, m_guest);
    QCOMPARE(headerOf(anew, "upload-offset"), "0");
    QCOMPARE(send(media, 0, other, m_guest).status, 204);
    // All is there already.
    const auto stored = create({media, other, {}}, m_guest);
    QCOMPARE(stored.status, 201);
    QCOMPARE(headerOf(stored, "upload-offset"), QByteArray::number(other.size()));
    QCOMPARE(create({media, other, {}}, m_owner).status, 409);
}

void UploadsTest::wrongOffsetAndChecksum()
{
    const auto media = newMedia();
    QCOMPARE(create({media, m_picture, {}}, m_guest).status, 201);
    const auto ahead = send(media, 10, m_picture.left(100), m_guest);
    QCOMPARE(ahead.status, 409);
    QCOMPARE(codeOf(ahead), ProblemCode::OffsetMismatch);
    QCOMPARE(headerOf(ahead, "upload-offset"), "0");
    QCOMPARE(bodyOf(ahead)[u"offset"].toInt(), 0);
    const auto damaged = send(media, 0, m_picture.left(100), m_guest, sha256("other"));
    QCOMPARE(damaged.status, 460);
    QCOMPARE(headerOf(ask(Method::Head, media, m_guest), "upload-offset"), "0");
    QCOMPARE(send(media, 0, m_picture + "more", m_guest).status, 413);
    QCOMPARE(send(media, -1, m_picture.left(10), m_guest).status, 422);
    House::With sloppy; // what stands between the letters is no part of Base64
    sloppy.body = m_picture.left(10);
    sloppy.headers = {{"tus-resumable", "1.0.0"}, {"content-type", "application/offset+octet-stream"},
        {"upload-offset", "0"}, {"upload-checksum", "sha256 " + sha256(sloppy.body).toBase64() + "!*"}};
    QCOMPARE(m_house->call(Method::Patch, path(media), sloppy, m_guest.access).status, 422);
    House::With plain;
    plain.body = "x";
    plain.headers = {{"tus-resumable", "1.0.0"}, {"upload-offset", "0"}};
    QCOMPARE(m_house->call(Method::Patch, path(media), plain, m_guest.access).status, 415);
    plain.headers = {};
    QCOMPARE(m_house->call(Method::Patch, path(media), plain, m_guest.access).status, 412);
}

void UploadsTest::wholeIsChecked()
{
    const auto media = newMedia();
    QByteArray other = m_picture;
    other[other.size() / 2] = char(other[other.size() / 2] + 1);
    QCOMPARE(create({media, m_picture, {}}, m_guest).status, 201);
    const auto wrong = send(media, 0, other, m_guest); // each chunk fits its own checksum
    QCOMPARE(wrong.status, 460);
    QCOMPARE(headerOf(ask(Method::Head, media, m_guest), "upload-offset"), "0");
    QCOMPARE(send(media, 0, m_picture, m_guest).status, 204);
}

void UploadsTest::badCreations_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("status");
    QTest::newRow("30 MB") << QByteArray("upload-length") << QByteArray("31457280") << 413;
    QTest::newRow("empty") << QByteArray("upload-length") << QByteArray("0") << 422;
    QTest::newRow("negative") << QByteArray("upload-length") << QByteArray("-5") << 422;
    QTest::newRow("a sign") << QByteArray("upload-length") << QByteArray("+500") << 422;
    QTest::newRow("beyond all") << QByteArray("upload-length") << QByteArray("9223372036854775808") << 422;
    QTest::newRow("no number") << QByteArray("upload-length") << QByteArray("much") << 422;
    QTest::newRow("another tus") << QByteArray("tus-resumable") << QByteArray("0.2.2") << 412;
    QTest::newRow("no metadata") << QByteArray("upload-metadata") << QByteArray() << 422;
    QTest::newRow("no base64") << QByteArray("upload-metadata") << QByteArray("media_id %%%") << 422;
    QTest::newRow("endless metadata") << QByteArray("upload-metadata") << QByteArray(100'000, 'a') << 422;
    QTest::newRow("other key") << QByteArray("idempotency-key") << QByteArray("x") << 422;
}

void UploadsTest::badCreations()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, value);
    QFETCH(int, status);
    House::With with;
    with.headers = creationHeaders({newMedia(), m_picture, {}});
    with.headers[header] = value;
    const auto response = m_house->call(Method::Post, "/api/v1/uploads", with, m_guest.access);
    QCOMPARE(response.status, status);
    QVERIFY(bodyOf(response)[u"detail"].toString().size() > 10);
    QCOMPARE(headerOf(response, "tus-resumable"), "1.0.0");
    QCOMPARE(m_house->number(u"SELECT COUNT(*) FROM upload"_s), 0);
    const auto longAlt = create({newMedia(), m_picture, {}, QByteArray(1001, 'a')}, m_guest);
    QCOMPARE(longAlt.status, 422);
    const auto badText = create({newMedia(), m_picture, {}, "\xC3\x28"}, m_guest);
    QCOMPARE(codeOf(badText), ProblemCode::InvalidUtf8);
}

void UploadsTest::damagedPictureIsRefusedForGood()
{
    const QByteArray half = m_picture.left(m_picture.size() / 2);
    const auto media = newMedia();
    QCOMPARE(create({media, half, {}}, m_guest).status, 201);
    const auto refused = send(media, 0, half, m_guest);
    QCOMPARE(refused.status, 422);
    QCOMPARE(codeOf(refused), ProblemCode::PictureDamaged);
    // The answer was lost: every way of asking gives the same verdict.
    QCOMPARE(ask(Method::Head, media, m_guest).status, 422);
    QCOMPARE(codeOf(create({media, half, {}}, m_guest)), ProblemCode::PictureDamaged);
    QCOMPARE(codeOf(send(media, 0, half, m_guest)), ProblemCode::PictureDamaged);
    QCOMPARE(filesOnDisk(), 0);
    const QByteArray text = "I am a text named .jpg";
    const auto second = newMedia();
    QCOMPARE(create({second, text, {}}, m_guest).status, 201);
    QCOMPARE(send(second, 0, text, m_guest).status, 415);
    // Another copy under the same id is welcome.
    QCOMPARE(create({media, m_picture, {}}, m_guest).status, 201);
    QCOMPARE(send(media, 0, m_picture, m_guest).status, 204);
}

void UploadsTest::onlyTheUploader()
{
    const auto media = newMedia();
    QCOMPARE(create({media, m_picture, {}}, m_guest).status, 201);
    const auto unknown = send(newMedia(), 0, "x", m_owner);
    QCOMPARE(unknown.status, 404);
    for (const auto &who : {m_owner, m_stranger}) {
        QCOMPARE(ask(Method::Head, media, who).status, 404);
        QCOMPARE(ask(Method::Delete, media, who).status, 404);
        QCOMPARE(rawBody(send(media, 0, "x", who)), rawBody(unknown));
    }
    QCOMPARE(create({newMedia(), m_picture, {}}, m_stranger).status, 404);
    QCOMPARE(create({newMedia(), m_picture, {}}, Someone()).status, 401);
}

void UploadsTest::losingTheAbilityStopsIt()
{
    const auto media = newMedia();
    QCOMPARE(create({media, m_picture, {}}, m_guest).status, 201);
    QVERIFY(m_house->db->exec(u"UPDATE member SET abilities = 3 WHERE role = 'contributor'"_s));
    QCOMPARE(send(media, 0, m_picture, m_guest).status, 403);
    QCOMPARE(create({newMedia(), m_picture, {}}, m_guest).status, 403);
}

void UploadsTest::removedMemberIsStopped()
{
    const auto media = newMedia();
    QCOMPARE(create({media, m_picture, {}}, m_guest).status, 201);
    QVERIFY(m_house->db->exec(u"UPDATE member SET until_ms = 1 WHERE role = 'contributor'"_s));
    QCOMPARE(send(media, 0, m_picture, m_guest).status, 404);
    QCOMPARE(ask(Method::Head, media, m_guest).status, 404);
}

void UploadsTest::openUploadsAreLimited()
{
    for (int i = 0; i < limits::kOpenUploadsPerUser; ++i)
        QCOMPARE(create({newMedia(), m_picture, {}}, m_guest).status, 201);
    const auto beyond = create({newMedia(), m_picture, {}}, m_guest);
    QCOMPARE(beyond.status, 429);
    QVERIFY(!headerOf(beyond, "retry-after").isEmpty());
    QCOMPARE(create({newMedia(), m_picture, {}}, m_owner).status, 201);
}

void UploadsTest::familiesHaveAQuota_data()
{
    QTest::addColumn<bool>("isInPost");
    QTest::newRow("in posts") << true;
    QTest::newRow("in none yet") << false;
}

void UploadsTest::familiesHaveAQuota()
{
    QFETCH(bool, isInPost);
    const auto before = newMedia();
    QCOMPARE(create({before, m_picture, {}}, m_guest).status, 201);
    const auto first = newMedia();
    QVERIFY(m_house->media.store(*m_house, {first, m_family, m_guest.user, {}}, m_picture));
    if (isInPost) {
        auto place = m_house->db->query(u"UPDATE media SET stream_id = ?"_s);
        QVERIFY(place.bind(StreamId::all(m_family)).run());
    }
    const qint64 used = m_house->number(u"SELECT SUM(bytes) FROM blob"_s);
    auto filler = m_house->db->query(u"INSERT INTO blob VALUES(?, 'filler', 'jpeg', x'00', ?)"_s);
    const qint64 left = m_picture.size();
    QVERIFY(filler.bind(first).bind(limits::kFamilyPictureBytes - used - left).run());
    QCOMPARE(create({newMedia(), m_picture, {}}, m_guest).status, 201); // just fits
    QVERIFY(m_house->db->exec(u"UPDATE blob SET bytes = bytes + 1 WHERE variant = 'filler'"_s));
    const auto refused = create({newMedia(), m_picture, {}}, m_guest);
    QCOMPARE(codeOf(refused), ProblemCode::LimitReached);
    QVERIFY(bodyOf(refused)[u"detail"].toString().contains(u"100 GB"_s));
    // What has its place already keeps it; another family has a quota of its own.
    QCOMPARE(create({before, m_picture, {}}, m_guest).status, 201);
    QCOMPARE(create({first, m_picture, {}}, m_guest).status, 201);
    QCOMPARE(create({newMedia(), m_picture, {}}, m_stranger).status, 404);
    m_family = m_house->family(m_stranger);
    QCOMPARE(create({newMedia(), m_picture, {}}, m_stranger).status, 201);
}

void UploadsTest::expiresAndIsSwept()
{
    const auto part = newMedia();
    const auto whole = newMedia();
    QCOMPARE(create({part, m_picture, {}}, m_guest).status, 201);
    QCOMPARE(send(part, 0, m_picture.left(100), m_guest).status, 204);
    QCOMPARE(create({whole, m_picture, {}}, m_guest).status, 201);
    QCOMPARE(send(whole, 0, m_picture, m_guest).status, 204);
    const auto sweep = [&] {
        Effects none;
        Context reader{*m_house->db, m_house->clock, m_house->rng, none};
        return m_house->media.sweep(*m_house, reader).value_or(-1);
    };
    QCOMPARE(sweep(), 0);
    m_house->clock.advance(limits::kUploadMs);
    m_guest.access = bodyOf(
        m_house->post("/api/v1/auth/refresh", {{u"refresh_token"_s, m_guest.refresh}}))[u"access_token"]
                         .toString();
    QCOMPARE(ask(Method::Head, part, m_guest).status, 410);
    QVERIFY(sweep() > 0);
    QCOMPARE(ask(Method::Head, part, m_guest).status, 404);
    QVERIFY(*mediaRow(*m_house->db, whole));
    m_house->clock.advance(limits::kUnattachedMediaMs);
    QVERIFY(sweep() > 0);
    QVERIFY(!*mediaRow(*m_house->db, whole));
    QCOMPARE(filesOnDisk(), 0);
}

void UploadsTest::serverDiedBeforeItLooked()
{
    const auto media = newMedia();
    QCOMPARE(create({media, m_picture, {}}, m_guest).status, 201);
    // All bytes are on the disk; the process ended before the picture was made of them.
    QVERIFY(m_house->media.uploads().append(media, 0, m_picture));
    const auto head = ask(Method::Head, media, m_guest);
    QCOMPARE(head.status, 200);
    QCOMPARE(headerOf(head, "upload-offset"), QByteArray::number(m_picture.size()));
    QVERIFY(*mediaRow(*m_house->db, media));
}

void UploadsTest::askingWhileItIsStoredWaitsForThat()
{
    const auto media = newMedia();
    QCOMPARE(create({media, m_picture, {}}, m_guest).status, 201);
    UploadFiles &uploads = m_house->media.uploads();
    auto storing = std::make_unique<UploadFiles::Turn>(uploads.takeTurn(media)); // as the last piece has it
    QVERIFY(uploads.append(media, 0, m_picture));
    Response told;
    std::thread other([&] { told = ask(Method::Head, media, m_guest); });
    QTRY_COMPARE(uploads.requests(media), 2);
    QVERIFY(m_house->media.finishUpload(*m_house, **uploadRow(*m_house->db, media)));
    storing.reset();
    other.join();
    QCOMPARE(told.status, 200);
    QCOMPARE(headerOf(told, "upload-offset"), QByteArray::number(m_picture.size()));
}

void UploadsTest::failedCommitCanBeRepeated()
{
    const auto media = newMedia();
    QCOMPARE(create({media, m_picture, {}}, m_guest).status, 201);
    m_house->failWrites = 1;
    QCOMPARE(send(media, 0, m_picture, m_guest).status, 503);
    QVERIFY(!*mediaRow(*m_house->db, media));
    QCOMPARE(create({media, m_picture, {}}, m_guest).status, 201);
    QVERIFY(*mediaRow(*m_house->db, media));
}

void UploadsTest::terminates()
{
    const auto media = newMedia();
    QCOMPARE(create({media, m_picture, {}}, m_guest).status, 201);
    QCOMPARE(send(media, 0, m_picture.left(100), m_guest).status, 204);
    QCOMPARE(ask(Method::Delete, media, m_guest).status, 204);
    QCOMPARE(ask(Method::Head, media, m_guest).status, 404);
    QCOMPARE(filesOnDisk(), 0);
}

QTEST_GUILESS_MAIN(UploadsTest)
#include "tst_uploads.moc"
