// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "model_world.h"

#include <QSignalSpy>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A family's picture, as the account has it, and a folder of the person's.
struct Saving : ModelWorld
{
    Saving()
    {
        context.originals = [this](MediaId which, std::function<void(Result<QByteArray>)> done) {
            asked = which;
            answer = std::move(done);
        };
        attach();
    }
    void save(const QUrl &file) { app.copies()->save(media.toString(), file); }
    [[nodiscard]] QString path() const { return device.dir.filePath(u"week 20.jpg"_s); }
    [[nodiscard]] QString said() const { return told.isEmpty() ? QString() : told.last().first().toString(); }

    MediaId media = device.engine->mint<MediaId>();
    MediaId asked;
    std::function<void(Result<QByteArray>)> answer;
    QSignalSpy told{app.copies(), &PictureCopies::told};
};

} // namespace

class TestPictureCopies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMasterIsWrittenWhereSheChose()
    {
        Saving w;
        w.save(QUrl::fromLocalFile(w.path()));
        QCOMPARE(w.asked, w.media);
        QVERIFY(w.told.isEmpty()); // it is not there yet
        w.answer(QByteArray("bytes of the master"));
        w.settle();
        QCOMPARE(*w.files.read(w.path()), "bytes of the master");
        QVERIFY(w.said().contains(u"week 20.jpg"_s));
    }

    void whyItDidNotGoIsSaid()
    {
        Saving w;
        w.save(QUrl(u"https://elsewhere.example/x.jpg"_s));
        QCOMPARE(w.told.size(), 1);
        QVERIFY(w.asked.isNull());
        w.save(QUrl::fromLocalFile(w.path()));
        w.answer(tl::make_unexpected(makeProblem(ProblemCode::NotFound, u"It is gone."_s)));
        QCOMPARE(w.said(), u"It is gone."_s);
        w.save(QUrl::fromLocalFile(w.device.dir.filePath(u"no such folder/x.jpg"_s)));
        w.answer(QByteArray("x"));
        w.settle();
        QCOMPARE(w.told.size(), 3);
        QVERIFY(!w.said().contains(u"Saved"_s));
        QVERIFY(!w.files.exists(w.path()));
    }

    void afterSigningOutNothingIsWritten()
    {
        Saving w;
        w.save(QUrl::fromLocalFile(w.path()));
        w.app.detach();
        w.answer(QByteArray("x"));
        w.settle();
        QVERIFY(w.told.isEmpty());
        QVERIFY(!w.files.exists(w.path()));
    }
};

QTEST_GUILESS_MAIN(TestPictureCopies)
#include "test_picture_copies.moc"
