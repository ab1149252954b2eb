// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/picture_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// What the engine and the uploads tell each other.
class TestPicturesTold : public QObject
{
    Q_OBJECT

private:
    using World = PictureWorld;

private Q_SLOTS:
    void howFarItHasComeIsTold()
    {
        struct Watch : SyncObserver
        {
            void mediaProgress(MediaId media, qint64 sent, qint64 total) override
            {
                told = {media, sent, total};
            }
            std::tuple<MediaId, qint64, qint64> told;
        } watch;
        World w;
        w.device.engine->addObserver(&watch);
        w.uploads.listener->mediaProgress(numbered<MediaId>(5), 7, 10);
        QCOMPARE(watch.told, std::make_tuple(numbered<MediaId>(5), qint64(7), qint64(10)));
        w.device.engine->removeObserver(&watch);
        w.uploads.listener->mediaProgress(numbered<MediaId>(5), 9, 10);
        QCOMPARE(std::get<1>(watch.told), 7);
    }

    void theyAreWokenWithTheRest()
    {
        World w;
        const int before = w.uploads.wakes;
        w.device.engine->networkChanged();
        QCOMPARE(w.uploads.wakes, before + 1);
        w.device.engine->foreground(true);
        QCOMPARE(w.uploads.wakes, before + 2);
        w.device.engine->foreground(false);
        QCOMPARE(w.uploads.wakes, before + 2);
        w.device.engine->stop();
        QVERIFY(!w.uploads.listener); // nobody is there to be told
    }
};

QTEST_GUILESS_MAIN(TestPicturesTold)
#include "test_pictures_told.moc"
