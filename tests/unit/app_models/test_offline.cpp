// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "model_world.h"

#include <QBuffer>
#include <QImage>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray png()
{
    QImage image(8, 6, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "png");
    return bytes;
}

/// Somebody who keeps pictures of her family on the device. The server of the pictures answers when told to.
struct Keeping : ModelWorld
{
    Keeping()
    {
        context.keeper = &keeper;
        attach();
        app.settings()->open({device.dir.filePath(u"settings.json"_s), &files, &executor, &executor, {}});
    }

    void share(int pictures)
    {
        const PostId post = server.addPost(family, father, u"pictures"_s);
        for (int i = 0; i < pictures; ++i)
            server.addPicture(family, father, post);
        device.engine->refresh();
        settle(10'000);
    }
    void answerAll()
    {
        while (!pictureHttp.pending.isEmpty()) {
            pictureHttp.answer({NetFailure::None, 200, {{"content-type", "image/png"}}, png()});
            settle();
        }
    }

    ScriptedHttp pictureHttp{executor};
    MediaCache cache{device.dir.filePath(u"pictures"_s)};
    ImageLoader loader{{pictureHttp, tokens, cache, executor, {&executor}}};
    PictureKeeper keeper{{loader, cache, executor, executor}};
    OfflineModel &offline = *app.offline();
};

} // namespace

class TestOffline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsKeptUnlessSheSaysSo()
    {
        Keeping w;
        w.share(2);
        QCOMPARE(w.offline.weeks(), 0);
        QCOMPARE(w.pictureHttp.sent, 0);
        QVERIFY(w.offline.text().contains(u"Keep more"_s));
    }

    void whatIsThereAndWhatComesIsKept()
    {
        Keeping w;
        w.share(2);
        w.offline.setWeeks(4);
        w.settle();
        QVERIFY2(w.offline.text().startsWith(u"0 of 2 "_s), qPrintable(w.offline.text()));
        w.answerAll();
        QCOMPARE(w.keeper.progress().here, 2);
        QVERIFY2(w.offline.text().contains(u"all of them"_s), qPrintable(w.offline.text()));
        w.share(1);
        QVERIFY(w.offline.text().endsWith(u"are coming."_s));
        w.answerAll();
        QCOMPARE(w.keeper.progress().here, 3);
    }

    void onlyOfItsWeeks()
    {
        Keeping w;
        w.share(1);
        w.clock.advance(5LL * 7 * 24 * 3600 * 1000);
        w.share(2);
        w.offline.setWeeks(4);
        w.settle();
        QCOMPARE(w.keeper.progress().wanted, 2);
        w.offline.setWeeks(w.offline.everything());
        w.settle();
        QCOMPARE(w.keeper.progress().wanted, 3);
    }

    void theChoiceOutlivesTheProgramAndCanBeTakenBack()
    {
        Keeping w;
        w.share(1);
        w.offline.setWeeks(12);
        w.settle();
        SettingsModel again;
        again.open({w.device.dir.filePath(u"settings.json"_s), &w.files, &w.executor, &w.executor, {}});
        QCOMPARE(again.keptWeeks(w.family.toString()), 12);
        w.answerAll();
        w.offline.setWeeks(0);
        w.settle();
        QCOMPARE(w.keeper.progress().wanted, 0);
        QCOMPARE(w.cache.pinned().pictures, 0);
    }

    void signingOutEndsIt()
    {
        Keeping w;
        w.share(1);
        w.offline.setWeeks(12);
        w.app.detach();
        w.settle(60'000);
        QCOMPARE(w.offline.weeks(), 0);
        QCOMPARE(w.pictureHttp.sent, 0);
    }
};

QTEST_GUILESS_MAIN(TestOffline)
#include "test_offline.moc"
