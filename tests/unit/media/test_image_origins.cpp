// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "loader_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;
using World = LoaderWorld;

/// Where pictures come from, and the bytes of their masters.
class TestImageOrigins : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsWhereAPictureCameFromAndHowLongItTook()
    {
        World world;
        const ImageRequest wanted = world.request(world.newId());
        (void)world.load(wanted);
        world.main.drain();
        QVERIFY(world.shown.isEmpty());
        world.main.advance(120);
        world.http.answer(picture());
        world.main.drain();
        (void)world.load(wanted);
        world.main.drain();
        world.restart();
        (void)world.load(wanted);
        world.main.drain();
        using From = PictureOrigin;
        QCOMPARE(world.shown,
            (QVector<std::pair<From, double>>{{From::Network, 120}, {From::Memory, 0}, {From::Disk, 0}}));
        (void)world.load(world.request(world.newId()));
        world.main.drain();
        world.http.fail(NetFailure::Offline);
        world.main.drain();
        QCOMPARE(world.shown.size(), 3); // what did not come is no duration
    }

    void theMasterComesFromDiskOrNetworkAndStays()
    {
        World w;
        const MediaId id = w.newId();
        QVector<QByteArray> got;
        const auto ask = [&](const QString &localPath = {}) {
            w.loader->original(id, localPath,
                [&](const Result<QByteArray> &bytes) { got.append(bytes.value_or(QByteArray("none"))); });
            w.main.drain();
        };
        ask();
        QCOMPARE(w.http.pending.size(), 1);
        QVERIFY(w.http.pending.first().request.path.endsWith(u"/full"_s));
        const HttpAnswer whole = picture(4000, 3000);
        w.http.answer(whole);
        w.main.drain();
        QCOMPARE(got, QVector<QByteArray>{whole.body});
        ask(); // out of the cache
        QCOMPARE(w.http.sent, 1);
        QCOMPARE(got.size(), 2);
        QCOMPARE(got.last(), whole.body);
    }

    void theMasterOfWhatIsForgottenDoesNotCome()
    {
        World w;
        const MediaId gone = w.newId();
        const MediaId kept = w.newId();
        QVector<ProblemCode> why;
        int came = 0;
        w.loader->original(
            gone, {}, [&](const Result<QByteArray> &bytes) { why.append(bytes.error().code); });
        w.loader->original(kept, {}, [&](const Result<QByteArray> &bytes) { came += bytes ? 1 : 0; });
        w.main.drain();
        QCOMPARE(w.http.pending.size(), 2);
        w.loader->forget({gone}); // she has left the family while it was on its way
        w.main.drain();
        QCOMPARE(why, QVector<ProblemCode>{ProblemCode::NotFound});
        QCOMPARE(w.http.cancelled, 1);
        while (!w.http.pending.isEmpty()) {
            w.http.answer(picture());
            w.main.drain();
        }
        QVERIFY(!w.cache.has(gone, u"full"_s));
        QVERIFY(w.cache.has(kept, u"full"_s));
        QCOMPARE(came, 1);
        QCOMPARE(why.size(), 1);
    }

    void theMasterOfAnUnsentPictureIsItsFile()
    {
        World w;
        QFile file(w.folder.filePath(u"own.jpg"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("own bytes");
        file.close();
        QByteArray got;
        ProblemCode why = ProblemCode::Internal;
        w.loader->original(
            w.newId(), file.fileName(), [&](const Result<QByteArray> &bytes) { got = *bytes; });
        w.main.drain();
        QCOMPARE(got, "own bytes");
        w.loader->original(w.newId(), file.fileName() + u".gone"_s,
            [&](const Result<QByteArray> &bytes) { why = bytes.error().code; });
        w.main.drain();
        QCOMPARE(why, ProblemCode::NotFound);
        QCOMPARE(w.http.sent, 0);
    }
};

QTEST_GUILESS_MAIN(TestImageOrigins)
#include "test_image_origins.moc"
