// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/media_write.h"
#include "server/media/picture.h"
#include "server/media/upload_store.h"
#include "server/services/action_runner.h"
#include "tests/server/accounts/house.h"
#include "tests/server/media/pictures.h"

#include <QCryptographicHash>
#include <QTest>

using namespace preggo;
using namespace preggo::server;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// A picture between its preview and the rest of its sizes.
class EarlyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void isStoredWithItsPreview();
    void largerSizesAreNotThereYet();
    void theMasterIsNotThereYet();
    void becomesWholeUnderItsReaders();
    void readersHearOfTheRest();
    void takenOutMeanwhileNobodyHears();
    void deletedMeanwhileItComesBackWhole();
    void erasedMeanwhileNothingStays();
    void aBrokenOffPictureIsFinishedLater();
    void whatFailsIsTriedAgainAndKeepsNoOther();
    void whoIsAtItIsNotDoubled();
    void endingTheUploadEndsNoPicture();
    void withoutRoomForThePreviewTheWholeDecides();
    void aRefusalIsTheAnswer();
    void withoutAnotherThreadTheUploadWaits();
    void sharedBytesStay();

private:
    using Between = std::function<void()>;

    [[nodiscard]] UploadRow uploadOf(MediaId media) const
    {
        return {media, m_guest.user, m_family, m_bytes.size(),
            QCryptographicHash::hash(m_bytes, QCryptographicHash::Sha256), u"Alt"_s,
            m_house->clock.wallMs() + limits::kUploadMs, UploadState::Receiving, {}};
    }
    Result<PreparedPicture> develop(const QByteArray &bytes, const PreviewSink &preview);
    [[nodiscard]] MediaId newMedia() const { return m_house->rng.mintV7<MediaId>(m_house->clock.wallMs()); }
    /// All bytes of the upload are here: what the last chunk is answered.
    Result<void> finish(MediaId media);
    int finishEarly()
    {
        Effects none;
        Context reader{*m_house->db, m_house->clock, m_house->rng, none};
        return m_media->finishEarly(*m_house, reader).value_or(-1);
    }
    Response get(const QByteArray &variant, const Someone &who) const
    {
        return m_house->get("/media/" + m_id.toString().toLatin1() + '/' + variant, who.access);
    }
    PushStatus act(ActionKind kind, EntityId entity, const QJsonObject &payload = {});
    EntityId post();
    [[nodiscard]] Media media() const { return (*mediaRow(*m_house->db, m_id))->media; }
    [[nodiscard]] qint64 sentNames() const
    {
        return m_house->number(u"SELECT COUNT(*) FROM blob WHERE variant = 'sent'"_s);
    }
    [[nodiscard]] bool holdsSentBytes() const
    {
        return !m_media->blobs()
                    .path(QCryptographicHash::hash(m_bytes, QCryptographicHash::Sha256))
                    .isEmpty();
    }

    std::unique_ptr<House> m_house;
    std::unique_ptr<MediaService> m_media;
    Someone m_owner, m_guest, m_stranger;
    FamilyId m_family;
    MediaId m_id;
    QByteArray m_bytes = withExif(jpegOf(halves({900, 600})), 6);
    Between m_between; ///< runs once the preview is stored, while the rest is not
    bool m_fails = false; ///< the rest cannot be made
    bool m_hasThread = true;
    int m_prepared = 0;
};

void EarlyTest::init()
{
    m_house = std::make_unique<House>();
    m_owner = m_house->signUp(u"Olga"_s);
    m_guest = m_house->signUp(u"Greta"_s);
    m_stranger = m_house->signUp(u"Tamar"_s);
    m_family = m_house->family(m_owner);
    m_house->join(m_family, m_owner, m_guest, u"contributor"_s);
    m_between = {};
    m_fails = false;
    m_hasThread = true;
    m_prepared = 0;
    // The other thread is this one: what it does between the answer and the end is seen in m_between.
    m_media = std::make_unique<MediaService>(MediaDeps{.directory = m_house->directory.path(),
        .clock = m_house->clock,
        .prepare = [this](const QByteArray &bytes) { return develop(bytes, {}); },
        .early = {.prepare = [this](const QByteArray &bytes,
                                 const PreviewSink &preview) { return develop(bytes, preview); },
            .elsewhere =
                [this](const std::function<void()> &job) {
                    if (m_hasThread)
                        job();
                    return m_hasThread;
                }}});
    m_id = newMedia();
}

Result<PreparedPicture> EarlyTest::develop(const QByteArray &bytes, const PreviewSink &preview)
{
    ++m_prepared;
    const auto show = [&](const PreparedPicture &picture) {
        if (preview)
            preview(picture);
        if (const Between between = std::exchange(m_between, {}))
            between();
    };
    auto picture = preparePicture(bytes, {}, show);
    return m_fails ? fail(ProblemCode::Unavailable) : std::move(picture);
}

Result<void> EarlyTest::finish(MediaId media)
{
    const UploadRow upload = uploadOf(media);
    auto announced = writeMedia(*m_house, [&](Context &context) { return putUpload(context, upload); });
    if (!announced)
        return announced;
    if (const auto grown = m_media->uploads().append(media, 0, m_bytes); !grown)
        return tl::make_unexpected(grown.error());
    return m_media->finishUpload(*m_house, upload);
}

PushStatus EarlyTest::act(ActionKind kind, EntityId entity, const QJsonObject &payload)
{
    Action action;
    action.opId = m_house->rng.mintV7<OpId>(m_house->clock.wallMs());
    action.kind = kind;
    action.stream = StreamId::all(m_family);
    action.entityId = entity;
    action.payload = payload;
    action.orderKey = orderKeyFor(kind, action.stream, entity, payload);
    PushStatus status = PushStatus::Retry;
    static_cast<void>(m_house->write([&](Context &context) {
        status = ActionRunner(context, m_guest.user, m_guest.device).run(action).status;
        return Response::empty(200);
    }));
    return status;
}

EntityId EarlyTest::post()
{
    const auto id = m_house->rng.mintV7<EntityId>(m_house->clock.wallMs());
    const QJsonObject payload{
        {u"kind"_s, u"photo"_s}, {u"text"_s, u"Look"_s}, {u"media"_s, QJsonArray{m_id.toString()}}};
    return act(ActionKind::PostCreate, id, payload) == PushStatus::Applied ? id : EntityId();
}

void EarlyTest::isStoredWithItsPreview()
{
    bool looked = false;
    m_between = [&] {
        looked = true;
        QCOMPARE(m_house->number(u"SELECT COUNT(*) FROM upload WHERE state = 'stored'"_s), 1);
        QCOMPARE(get("w150", m_guest).status, 200);
        QCOMPARE(headerOf(get("w150", m_guest), "cache-control"), "private, max-age=31536000, immutable");
        // Until a post takes it, it is hers alone; then the family's, and nobody else's.
        QCOMPARE(get("w150", m_owner).status, 404);
        QVERIFY(!post().isNull());
        QCOMPARE(get("w150", m_owner).status, 200);
        QCOMPARE(get("w150", m_stranger).status, 404);
        // What is known by now is true.
        const Media early = media();
        QCOMPARE(QSize(early.width, early.height), QSize(600, 900));
        QVERIFY(!early.placeholder.isEmpty() && early.sha256.isEmpty());
        QCOMPARE(early.variants.size(), 2);
        QVERIFY(!early.isWhole());
        // A backup of this moment holds what was sent; a server that is killed now goes on from it.
        QCOMPARE(sentNames(), 1);
        QVERIFY(holdsSentBytes());
    };
    QVERIFY(finish(m_id));
    QVERIFY(looked);
}

void EarlyTest::largerSizesAreNotThereYet()
{
    QByteArray thumbnail;
    m_between = [&] {
        thumbnail = headerOf(get("w150", m_guest), "etag");
        const auto interim = get("w800", m_guest);
        QCOMPARE(interim.status, 200);
        QCOMPARE(headerOf(interim, "etag"), thumbnail);
        QCOMPARE(headerOf(interim, "cache-control"), "private, no-store");
        QCOMPARE(headerOf(interim, "x-content-type-options"), "nosniff");
    };
    QVERIFY(finish(m_id));
    const auto sharp = get("w800", m_guest);
    QVERIFY(!thumbnail.isEmpty() && headerOf(sharp, "etag") != thumbnail);
    QCOMPARE(headerOf(sharp, "cache-control"), "private, max-age=31536000, immutable");
    // Beyond the picture's own size the nearest is the best that there is.
    QCOMPARE(headerOf(get("w1200", m_guest), "cache-control"), "private, max-age=31536000, immutable");
}

void EarlyTest::theMasterIsNotThereYet()
{
    m_between = [&] {
        for (const char *path : {"full", "full/address"}) {
            const auto notYet = get(path, m_guest);
            QCOMPARE(codeOf(notYet), ProblemCode::Unavailable);
            QCOMPARE(headerOf(notYet, "retry-after"), "1");
        }
        QCOMPARE(get("full", m_stranger).status, 404);
        QCOMPARE(get("sent", m_guest).status, 404);
    };
    QVERIFY(finish(m_id));
    QCOMPARE(get("full", m_guest).status, 200);
    QCOMPARE(get("sent", m_guest).status, 404);
}

void EarlyTest::becomesWholeUnderItsReaders()
{
    m_between = [&] { QVERIFY(!post().isNull()); };
    QVERIFY(finish(m_id));
    const auto whole = preparePicture(m_bytes);
    QVERIFY(whole);
    const Media after = media();
    QVERIFY(after.isWhole());
    QCOMPARE(after.sha256,
        QCryptographicHash::hash(whole->variants.constLast().bytes, QCryptographicHash::Sha256));
    QCOMPARE(after.variants.size(), whole->variants.size());
    for (qsizetype i = 0; i < whole->variants.size(); ++i)
        QCOMPARE(after.variants[i], whole->variants[i].info);
    QCOMPARE(after.alt, u"Alt"_s);
    // Nothing of what was sent stays: it may tell where she lives.
    QCOMPARE(sentNames(), 0);
    QVERIFY(!holdsSentBytes());
    QCOMPARE(m_media->uploads().offset(m_id), 0);
}

void EarlyTest::readersHearOfTheRest()
{
    Media early;
    qint64 head = 0;
    m_between = [&] {
        QVERIFY(!post().isNull());
        early = media();
        head = m_house->number(u"SELECT MAX(head_seq) FROM stream"_s);
    };
    Effects told;
    m_house->effectsOf = [&](const Effects &effects) {
        if (!effects.published.isEmpty())
            told = effects;
    };
    QVERIFY(finish(m_id));
    const Media whole = media();
    QVERIFY(early.stamp.seq > 0);
    QCOMPARE(whole.stamp.seq, head + 1);
    QCOMPARE(whole.stamp.version, early.stamp.version + 1);
    QCOMPARE(whole.stamp.publishedAtMs, early.stamp.publishedAtMs);
    QCOMPARE(told.published.size(), 1);
    QCOMPARE(told.published[0].stream, StreamId::all(m_family));
    QCOMPARE(told.published[0].item.seq, whole.stamp.seq);
    const auto item = Media::fromJson(told.published[0].item.row);
    QVERIFY(item && item->isWhole());
    QCOMPARE(item->id, m_id);
}

void EarlyTest::takenOutMeanwhileNobodyHears()
{
    const QString head = u"SELECT MAX(head_seq) FROM stream"_s;
    qint64 before = 0;
    m_between = [&] {
        const auto id = post();
        QCOMPARE(act(ActionKind::PostEdit, id, {{u"text"_s, u"No"_s}, {u"media"_s, QJsonArray{}}}),
            PushStatus::Applied);
        before = m_house->number(head);
    };
    QVERIFY(finish(m_id));
    QVERIFY(media().deleted && media().isWhole());
    QVERIFY(before > 0);
    QCOMPARE(m_house->number(head), before);
    QCOMPARE(get("w150", m_owner).status, 404);
}

void EarlyTest::deletedMeanwhileItComesBackWhole()
{
    EntityId id;
    m_between = [&] {
        id = post();
        QCOMPARE(act(ActionKind::PostDelete, id), PushStatus::Applied);
    };
    QVERIFY(finish(m_id));
    QCOMPARE(get("w800", m_owner).status, 404);
    QCOMPARE(act(ActionKind::PostRestore, id), PushStatus::Applied);
    QCOMPARE(get("w800", m_owner).status, 200);
    QVERIFY(media().isWhole());
}

void EarlyTest::erasedMeanwhileNothingStays()
{
    m_between = [&] {
        QVERIFY(m_house->db->exec(u"UPDATE media SET sha256=x'', placeholder=x'', alt='', variants='[]',"
                                  " state='erased', deleted_ms=1"_s));
    };
    QVERIFY(finish(m_id));
    QVERIFY(media().variants.isEmpty() && media().placeholder.isEmpty());
    Effects none;
    Context reader{*m_house->db, m_house->clock, m_house->rng, none};
    QVERIFY(m_media->sweep(*m_house, reader));
    QCOMPARE(m_house->number(u"SELECT COUNT(*) FROM blob"_s), 0);
    QVERIFY(!holdsSentBytes());
}

void EarlyTest::aBrokenOffPictureIsFinishedLater()
{
    m_between = [&] { QVERIFY(!post().isNull()); };
    m_fails = true;
    QVERIFY(finish(m_id)); // she was told already
    QCOMPARE(get("w150", m_owner).status, 200);
    QVERIFY(!media().isWhole());
    m_fails = false;
    QCOMPARE(finishEarly(), 1);
    QVERIFY(media().isWhole());
    QCOMPARE(get("w800", m_owner).status, 200);
    QCOMPARE(sentNames(), 0);
    QVERIFY(!holdsSentBytes());
    QCOMPARE(finishEarly(), 0);
}

void EarlyTest::whatFailsIsTriedAgainAndKeepsNoOther()
{
    m_fails = true;
    QVERIFY(finish(m_id));
    m_house->clock.advance(1);
    QVERIFY(finish(newMedia()));
    QCOMPARE(finishEarly(), 2);
    QCOMPARE(finishEarly(), 0); // the round is over
    const int tried = m_prepared;
    m_fails = false;
    QCOMPARE(finishEarly(), 0); // not before its pause is
    QCOMPARE(m_prepared, tried);
    m_house->clock.advance(10LL * 60 * 1000);
    QCOMPARE(finishEarly(), 2);
    QCOMPARE(sentNames(), 0);
}

void EarlyTest::whoIsAtItIsNotDoubled()
{
    m_between = [&] {
        QCOMPARE(finishEarly(), 1); // seen, and left to the one who has it
        QCOMPARE(m_prepared, 1);
    };
    QVERIFY(finish(m_id));
    QVERIFY(media().isWhole());
    QCOMPARE(m_prepared, 1);
}

void EarlyTest::endingTheUploadEndsNoPicture()
{
    m_fails = true;
    QVERIFY(finish(m_id));
    const auto path = "/api/v1/uploads/" + m_id.toString().toLatin1();
    const House::With tus{.json = {}, .body = {}, .headers = {{"tus-resumable", "1.0.0"}}};
    QCOMPARE(m_house->call(Method::Delete, path, tus, m_guest.access).status, 204);
    m_fails = false;
    QCOMPARE(finishEarly(), 1);
    QVERIFY(media().isWhole());
}

void EarlyTest::withoutRoomForThePreviewTheWholeDecides()
{
    m_between = [&] { QCOMPARE(m_house->number(u"SELECT COUNT(*) FROM media"_s), 0); };
    const UploadRow upload = uploadOf(m_id);
    QVERIFY(writeMedia(*m_house, [&](Context &context) { return putUpload(context, upload); }));
    QVERIFY(m_media->uploads().append(m_id, 0, m_bytes));
    m_house->failWrites = 1;
    QVERIFY(m_media->finishUpload(*m_house, upload));
    QVERIFY(media().isWhole());
    QCOMPARE(sentNames(), 0);
}

void EarlyTest::aRefusalIsTheAnswer()
{
    m_bytes = "Dear all, here is the picture.";
    const auto refused = finish(m_id);
    m_bytes = withExif(jpegOf(halves({900, 600})), 6);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ProblemCode::UnsupportedMedia);
    QCOMPARE(m_house->number(u"SELECT COUNT(*) FROM upload WHERE state = 'refused'"_s), 1);
    QCOMPARE(m_house->number(u"SELECT COUNT(*) FROM media"_s), 0);
}

void EarlyTest::withoutAnotherThreadTheUploadWaits()
{
    m_hasThread = false; // as in a server that stops
    const auto refused = finish(m_id);
    QVERIFY(!refused);
    QVERIFY(refused.error().isTransient());
    QCOMPARE(m_media->uploads().offset(m_id), m_bytes.size()); // nothing has to be sent again
    m_hasThread = true;
    QVERIFY(m_media->finishUpload(*m_house, uploadOf(m_id)));
    QVERIFY(media().isWhole());
}

void EarlyTest::sharedBytesStay()
{
    m_fails = true;
    const MediaId other = newMedia();
    QVERIFY(finish(other));
    m_fails = false;
    QVERIFY(finish(m_id)); // the same bytes, and whole: those of the other must not go with them
    QVERIFY(holdsSentBytes());
    QCOMPARE(finishEarly(), 1);
    QVERIFY(!holdsSentBytes());
}

QTEST_GUILESS_MAIN(EarlyTest)
#include "tst_early.moc"
