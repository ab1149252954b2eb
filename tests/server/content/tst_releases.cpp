// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/content/world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace preggo::server;
using namespace Qt::Literals::StringLiterals;

/// Held posts that go out by themselves, by the server's clock.
class ReleasesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesOutAtItsTimeAndOnce();
    void goesToItsAudience();
    void anotherTimeIsAnotherRelease();
    void aPauseEndsTheSchedule();
    void aHoldDuringAPauseStays();
    void aMovedPostKeepsItsPlace();
    void aDeletedPostStaysAway();
    void aLostAudienceKeepsThePostHeld();

private:
    static constexpr qint64 kHour = 3'600'000;

    /// A post that is held until an hour from now.
    static PostId hold(World &w, const QJsonObject &more = {})
    {
        const auto post = w.posted(w.contributor, w.all);
        holdAgain(w, post, more);
        return post;
    }
    static void holdAgain(World &w, PostId post, QJsonObject payload = {})
    {
        payload[u"at"_s] = w.clock.wallMs() + kHour;
        const auto held = w.action(ActionKind::PostHold, w.all, idCast<EntityId>(post), payload);
        QCOMPARE(w.pushOne(w.owner, held).status, PushStatus::Applied);
    }
    static QString streamOf(World &w, PostId post)
    {
        auto query = w.db->query(u"SELECT stream_id FROM post WHERE id=?"_s);
        return query.bind(post).run() && query.next() ? query.text(0) : QString();
    }
    static qint64 scheduled(World &w)
    {
        return w.number(u"SELECT COUNT(*) FROM post WHERE release_at_ms IS NOT NULL"_s);
    }
    static void pause(World &w, PauseMode mode)
    {
        const auto action = w.action(
            ActionKind::FamilyPause, w.all, idCast<EntityId>(w.family), FamilyPause{mode, {}, {}}.toJson());
        QCOMPARE(w.pushOne(w.owner, action).status, PushStatus::Applied);
    }
};

void ReleasesTest::goesOutAtItsTimeAndOnce()
{
    World w;
    const auto post = hold(w);
    w.clock.advance(kHour - 1);
    QCOMPARE(w.releaseDue(), 0);
    QCOMPARE(streamOf(w, post), w.parents.toString());
    w.clock.advance(1);
    QCOMPARE(w.releaseDue(), 1);
    QCOMPARE(streamOf(w, post), w.all.toString());
    QVERIFY(!w.effects.published.isEmpty()); // the hub carries it
    // It is news now, not when it was written.
    QCOMPARE(w.number(u"SELECT published_ms FROM post"_s), w.clock.wallMs());
    QCOMPARE(scheduled(w), 0);
    QCOMPARE(w.releaseDue(), 0);
    const auto op = OpId(QUuid::createUuidV5(post.uuid(), QString::number(w.clock.wallMs())));
    const auto asked = w.call(w.owner, Method::Get, "/api/v1/ops/" + op.toString().toLatin1());
    QCOMPARE(asked.status, 200);
}

void ReleasesTest::goesToItsAudience()
{
    World w;
    const auto close = w.audience({w.viewer});
    const auto post = hold(w, {{u"audience"_s, close.toString()}});
    w.clock.advance(kHour);
    QCOMPARE(w.releaseDue(), 1);
    QCOMPARE(streamOf(w, post), StreamId::audience(w.family, close).toString());
}

void ReleasesTest::anotherTimeIsAnotherRelease()
{
    World w;
    const auto post = hold(w);
    w.clock.advance(kHour);
    QCOMPARE(w.releaseDue(), 1);
    holdAgain(w, post);
    QCOMPARE(w.releaseDue(), 0);
    w.clock.advance(kHour);
    QCOMPARE(w.releaseDue(), 1);
    QCOMPARE(streamOf(w, post), w.all.toString());
}

void ReleasesTest::aPauseEndsTheSchedule()
{
    World w;
    const auto post = hold(w);
    pause(w, PauseMode::Paused);
    pause(w, PauseMode::None);
    w.clock.advance(kHour);
    QCOMPARE(w.releaseDue(), 0);
    QCOMPARE(streamOf(w, post), w.parents.toString());
}

void ReleasesTest::aHoldDuringAPauseStays()
{
    World w;
    pause(w, PauseMode::Paused);
    const auto post = hold(w);
    w.clock.advance(kHour);
    QCOMPARE(w.releaseDue(), 0);
    QCOMPARE(scheduled(w), 0); // nor does it come out by itself when the pause is over
    QCOMPARE(streamOf(w, post), w.parents.toString());
}

void ReleasesTest::aMovedPostKeepsItsPlace()
{
    World w;
    const auto post = hold(w);
    const auto close = w.audience({w.viewer});
    const auto moved = w.action(
        ActionKind::PostMove, w.parents, idCast<EntityId>(post), {{u"audience"_s, close.toString()}});
    QCOMPARE(w.pushOne(w.owner, moved).status, PushStatus::Applied);
    w.clock.advance(kHour);
    QCOMPARE(w.releaseDue(), 0);
    QCOMPARE(streamOf(w, post), StreamId::audience(w.family, close).toString());
}

void ReleasesTest::aDeletedPostStaysAway()
{
    World w;
    const auto post = hold(w);
    const auto gone = w.action(ActionKind::PostDelete, w.parents, idCast<EntityId>(post));
    QCOMPARE(w.pushOne(w.owner, gone).status, PushStatus::Applied);
    w.clock.advance(kHour);
    QCOMPARE(w.releaseDue(), 0);
    QCOMPARE(streamOf(w, post), w.parents.toString());
}

void ReleasesTest::aLostAudienceKeepsThePostHeld()
{
    World w;
    const auto post = hold(w, {{u"audience"_s, w.audience({w.viewer}).toString()}});
    QVERIFY(w.db->exec(u"UPDATE audience SET deleted_ms=1"_s).has_value());
    w.clock.advance(kHour);
    QCOMPARE(w.releaseDue(), 0);
    QCOMPARE(scheduled(w), 0);
    QCOMPARE(streamOf(w, post), w.parents.toString());
}

QTEST_GUILESS_MAIN(ReleasesTest)
#include "tst_releases.moc"
