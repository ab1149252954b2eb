// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/images/account_pictures.h"
#include "tests/support/engine_world.h"
#include "tests/support/fake_tokens.h"
#include "tests/support/scripted_http.h"

#include <QTemporaryDir>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The pictures of the mother's account, whose cache knows some of the family's.
struct World : EngineWorld
{
    MediaId known(qint64 seq)
    {
        return arrives(seq, device.engine->mint<MediaId>(), {u"w400"_s, u"w800"_s, u"full"_s});
    }
    /// A record as the server sends it, of a picture of which these are made.
    MediaId arrives(qint64 seq, MediaId id, const QStringList &made)
    {
        Media media;
        media.id = id;
        media.uploader = mother;
        media.post = device.engine->mint<PostId>();
        media.sha256 = QByteArray(32, 'x');
        media.width = 4'000;
        media.height = 3'000;
        for (const QString &name : made)
            media.variants.append({name, u"webp"_s, 400, 300, 10});
        const ChangeItem item{
            seq, EntityType::Media, idCast<EntityId>(media.id), ChangeOp::Upsert, media.toJson()};
        const auto states = device.cache->streams();
        for (const auto &state : *states) {
            if (state.stream == stream)
                (void)device.cache->applyRows({{stream, item}}, {{stream, {state.epoch, seq}}});
        }
        return media.id;
    }
    [[nodiscard]] QStringList asked() const
    {
        QStringList paths;
        for (const auto &each : pictureHttp.pending)
            paths.append(each.request.path);
        return paths;
    }

    QTemporaryDir folder;
    ScriptedHttp pictureHttp{executor};
    FakeTokens tokens;
    MediaCache mediaCache{folder.path()};
    ImageLoader loader{{pictureHttp, tokens, mediaCache, executor, {&executor}}};
    AccountPictures pictures{{*device.engine, loader, executor, executor}};
};

} // namespace

class TestAccountPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsExpectedComesInTheSizeOfTheCards()
    {
        World w;
        const MediaId first = w.known(101);
        const MediaId second = w.known(102);
        QVERIFY(w.device.cache->media(second)->has_value());
        w.pictures.expect({first});
        w.settle();
        QCOMPARE(w.asked(), QStringList()); // no card was shown yet: in which size?

        (void)w.pictures.load(
            {PictureRequest::What::Sent, first, {{700, 500}, PictureFit::Crop, 0}}, [](const auto &) {});
        w.settle(100);
        const MediaId unknown = w.device.engine->mint<MediaId>();
        w.pictures.expect({second, unknown});
        w.settle(100);
        QCOMPARE(w.asked(),
            (QStringList{
                u"/media/%1/w800"_s.arg(first.toString()), u"/media/%1/w800"_s.arg(second.toString())}));
        w.pictures.expect({});
        w.settle(100);
        QCOMPARE(w.asked().size(), 1);
    }

    // Its post may be seen before all its sizes are made; then the record tells of more.
    void whatBecomesWholeIsAskedForInFull()
    {
        World w;
        const auto id = w.device.engine->mint<MediaId>();
        const auto show = [&] {
            (void)w.pictures.load(
                {PictureRequest::What::Sent, id, {{700, 500}, PictureFit::Crop, 0}}, [](const auto &) {});
            w.settle(100);
        };
        w.arrives(101, id, {u"w150"_s});
        show();
        QCOMPARE(w.asked(), QStringList(u"/media/%1/w150"_s.arg(id.toString())));
        w.arrives(102, id, {u"w150"_s, u"w400"_s, u"w800"_s, u"full"_s});
        show();
        QCOMPARE(w.asked().constLast(), u"/media/%1/w800"_s.arg(id.toString()));
    }

    void theWidestCardTellsTheSize()
    {
        World w;
        const MediaId shown = w.known(101);
        const MediaId soon = w.known(102);
        const auto show = [&](int side) {
            (void)w.pictures.load(
                {PictureRequest::What::Sent, shown, {{side, side * 5 / 7}, PictureFit::Crop, 0}},
                [](const auto &) {});
            w.settle(100);
        };
        w.pictures.expect({soon}); // a page tells before its first picture is drawn
        show(700);
        QVERIFY(w.asked().contains(u"/media/%1/w800"_s.arg(soon.toString())));
        show(200); // a small tile beside it
        const MediaId later = w.known(103);
        w.pictures.expect({later});
        w.settle(100);
        QVERIFY(w.asked().contains(u"/media/%1/w800"_s.arg(later.toString())));
    }
};

QTEST_GUILESS_MAIN(TestAccountPictures)
#include "test_account_pictures.moc"
