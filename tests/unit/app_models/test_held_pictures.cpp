// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/words.h"
#include "model_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct FakeControl final : UploadControl
{
    void setPaused(const QSet<MediaId> &media) override { paused = media; }
    void setSendsOnMetered(bool sends) override { sendsOnMetered = sends; }
    UploadStanding standingOf(MediaId media) const override
    {
        return paused.contains(media) ? UploadStanding{UploadHold::Paused, {}} : standing;
    }
    void setStandingListener(std::function<void()> listener) override { changed = std::move(listener); }

    QSet<MediaId> paused;
    bool sendsOnMetered = true;
    UploadStanding standing;
    std::function<void()> changed;
};

/// Somebody whose post waits for its two pictures.
struct Waiting : ModelWorld
{
    Waiting()
    {
        context.uploads = &control;
        app.settings()->open({device.dir.filePath(u"settings.json"_s), &files, &executor, &executor, {}});
        attach();
        goLive(*this);
        PostCreate post;
        QVector<MediaOut> media;
        for (int number = 1; number <= 2; ++number) {
            MediaOut out;
            out.mediaId = device.engine->mint<MediaId>();
            out.family = family;
            out.path = device.dir.filePath(u"%1.jpg"_s.arg(number));
            media.append(out);
            post.media.append(out.mediaId);
        }
        pictures = post.media;
        auto action = draft::createPost(stream, device.engine->mint<PostId>(), post);
        action.media = media;
        (void)device.commit(action);
        settle(100);
    }
    ~Waiting() { app.detach(); }

    [[nodiscard]] QVariant at(OutboxModel::Role role) { return outbox.index(0).data(role); }
    [[nodiscard]] QString reason() { return at(OutboxModel::ReasonRole).toString(); }
    void pause(bool on)
    {
        outbox.pause(at(OutboxModel::OpIdRole).toString(), on);
        settle(100);
    }

    FakeControl control;
    QVector<MediaId> pictures;
    OutboxModel &outbox = *app.outbox();
};

} // namespace

/// Pictures that do not leave, and what she is told of it.
class TestHeldPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pausedOnesWaitUntilTheyMayGoOn()
    {
        Waiting w;
        QVERIFY(w.at(OutboxModel::CanPauseRole).toBool());
        QVERIFY(!w.at(OutboxModel::PausedRole).toBool());
        w.pause(true);
        QCOMPARE(w.control.paused, QSet<MediaId>(w.pictures.begin(), w.pictures.end()));
        QVERIFY(w.at(OutboxModel::PausedRole).toBool());
        QVERIFY2(w.reason().startsWith(u"Paused."_s), qPrintable(w.reason()));
        w.pause(false);
        QVERIFY(w.control.paused.isEmpty());
        QVERIFY(!w.reason().startsWith(u"Paused."_s));
    }

    void theNextRunKnowsThem()
    {
        Waiting w;
        w.pause(true);
        SettingsModel again;
        again.open({w.device.dir.filePath(u"settings.json"_s), &w.files, &w.executor, &w.executor, {}});
        QCOMPARE(again.pausedPictures(), QSet<MediaId>(w.pictures.begin(), w.pictures.end()));
        w.control.paused.clear();
        w.app.detach();
        w.attach();
        QCOMPARE(w.control.paused.size(), 2);
    }

    void whatIsGoneIsNotRememberedForEver()
    {
        Waiting w;
        w.pause(true);
        w.outbox.discard(w.at(OutboxModel::OpIdRole).toString());
        w.settle();
        QCOMPARE(w.outbox.count(), 0);
        PostCreate post;
        MediaOut out;
        out.mediaId = w.device.engine->mint<MediaId>();
        out.family = w.family;
        out.path = w.device.dir.filePath(u"3.jpg"_s);
        post.media = {out.mediaId};
        auto action = draft::createPost(w.stream, w.device.engine->mint<PostId>(), post);
        action.media = {out};
        (void)w.device.commit(action);
        w.settle(8LL * 24 * 3600 * 1000); // until the trash is emptied
        w.pause(true);
        QCOMPARE(w.app.settings()->pausedPictures(), QSet<MediaId>{out.mediaId});
    }

    void sheIsToldWhyTheyWait()
    {
        Waiting w;
        w.control.standing = {UploadHold::Metered, {}};
        w.control.changed();
        w.settle(100);
        QVERIFY2(w.reason().contains(u"costs nothing"_s), qPrintable(w.reason()));
        w.control.standing = {UploadHold::Failing, makeProblem(ProblemCode::StorageFull)};
        w.control.changed();
        w.settle(100);
        QCOMPARE(w.reason(), Words::problem(makeProblem(ProblemCode::StorageFull)));
        w.control.standing = {};
        w.control.changed();
        w.settle(100);
        QVERIFY2(w.reason().contains(u"2 pictures"_s), qPrintable(w.reason()));
    }

    void whatSheSaysOfNetworksThatCostIsKeptAndHeard()
    {
        Waiting w;
        QVERIFY(w.control.sendsOnMetered);
        w.app.settings()->setSendsOnMetered(false);
        QVERIFY(!w.control.sendsOnMetered);
        w.settle(100);
        SettingsModel again;
        again.open({w.device.dir.filePath(u"settings.json"_s), &w.files, &w.executor, &w.executor, {}});
        QVERIFY(!again.sendsOnMetered());
        w.control.sendsOnMetered = true;
        w.app.detach();
        w.attach();
        QVERIFY(!w.control.sendsOnMetered);
    }
};

QTEST_GUILESS_MAIN(TestHeldPictures)
#include "test_held_pictures.moc"
