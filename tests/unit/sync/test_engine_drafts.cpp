// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/engine_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// Texts that are being written.
class TestEngineDrafts : public QObject
{
    Q_OBJECT

private:
    using World = EngineWorld;

    static Draft draftWith(int number, const QString &target, const QString &body)
    {
        return {numbered<DraftId>(number), target, body, {}, 1'000};
    }
    static std::optional<Draft> loadDraft(World &w, const QString &target)
    {
        std::optional<Draft> loaded;
        w.device.engine->loadDraft(target, [&](const std::optional<Draft> &draft) { loaded = draft; });
        w.executor.drain();
        return loaded;
    }

private Q_SLOTS:
    void draftsAreKept()
    {
        World w;
        std::optional<Result<void>> saved;
        w.device.engine->saveDraft(
            draftWith(1, u"post:a"_s, u"Half a thought"_s), [&](const Result<void> &r) { saved = r; });
        w.executor.drain();
        QVERIFY(saved && *saved);
        w.device.crash();
        QCOMPARE(loadDraft(w, u"post:a"_s)->body, u"Half a thought"_s);
        QVERIFY(!loadDraft(w, u"post:b"_s));
        w.device.engine->saveDraft(draftWith(1, u"post:a"_s, u"A whole one"_s));
        QCOMPARE(loadDraft(w, u"post:a"_s)->body, u"A whole one"_s);
        w.device.engine->removeDraft(numbered<DraftId>(1));
        QVERIFY(!loadDraft(w, u"post:a"_s));
    }

    void aDraftThatTheDiskRefusesIsTold()
    {
        World w;
        w.device.refuseWrites(w.device.outbox->database());
        std::optional<Result<void>> saved;
        w.device.engine->saveDraft(
            draftWith(1, u"post:a"_s, u"Half a thought"_s), [&](const Result<void> &r) { saved = r; });
        w.executor.drain();
        QVERIFY(saved && !*saved);
        QVERIFY(!saved->error().detail.isEmpty());
        (void)w.device.outbox->database().exec(u"ALTER TABLE draft RENAME TO away"_s);
        w.device.refuseWrites(w.device.outbox->database(), false);
        (void)w.device.outbox->database().exec(u"ALTER TABLE draft RENAME TO away"_s);
        QVERIFY(!loadDraft(w, u"post:a"_s)); // what cannot be read is none
    }

    void aPostReleasesItsDraft()
    {
        World w;
        w.device.engine->saveDraft(draftWith(1, u"post:a"_s, u"Words"_s));
        w.executor.drain();
        auto post = draft::createPost(
            w.stream, numbered<PostId>(5), PostCreate{PostKind::Update, u"Words"_s, {}, {}, {}, {}, {}});
        post.releases = numbered<DraftId>(1);
        w.device.refuseWrites(w.device.outbox->database());
        QVERIFY(!w.device.commit(post));
        w.device.refuseWrites(w.device.outbox->database(), false);
        QVERIFY(loadDraft(w, u"post:a"_s)); // not before the words are safe elsewhere
        QVERIFY(w.device.commit(post));
        QVERIFY(!loadDraft(w, u"post:a"_s));
    }
};

QTEST_GUILESS_MAIN(TestEngineDrafts)
#include "test_engine_drafts.moc"
