// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "fold_rows.h"

#include "core/sync/overlay.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// Own posts on top, their pictures, and how far each action has come.
class TestOwnPending : public QObject, private FoldRows
{
    Q_OBJECT

private Q_SLOTS:
    void anOwnPostIsShownUntilTheBaseHoldsIt()
    {
        ActionQueue queue;
        const Overlay overlay(queue, m_self);
        QVERIFY(!overlay.ownPendingPost(m_post));
        auto &entry =
            queue.insert(acked(onPost(1, ActionKind::PostCreate,
                                   PostCreate{PostKind::Update, u"Mine"_s, {}, {}, {}, {}, {}}.toJson()),
                             12, m_epoch),
                true);
        QCOMPARE(overlay.ownPendingPost(m_post)->post.text, u"Mine"_s);
        entry.baseSeq = 12;
        QVERIFY(!overlay.ownPendingPost(m_post));
        QVERIFY(overlay.ownPending(m_family).isEmpty());
        entry.baseSeq = 0;
        (void)queue.apply(numbered<OpId>(1), ActionEvent::EpochLost);
        (void)queue.apply(numbered<OpId>(1), ActionEvent::Discarded);
        QVERIFY(!overlay.ownPendingPost(m_post)); // it is being given up
    }

    void aPendingPostThatCannotBeReadIsShownEmpty()
    {
        const PostCard shown =
            pendingCard(onPost(1, ActionKind::PostCreate, {{u"text"_s, 7}}).action, m_self);
        QCOMPARE(shown.post.id, m_post);
        QCOMPARE(shown.post.author, m_self);
        QVERIFY(shown.post.text.isEmpty());
    }

    void whoeverLooksMayStop()
    {
        ActionQueue queue;
        const Overlay overlay(queue, m_self);
        for (int i = 1; i <= 5; ++i)
            queue.insert(row(i, ActionKind::PostCreate, numbered<EntityId>(100 + i)), true);
        QVector<PostId> seen;
        overlay.eachOwnPending(m_family, [&](PostId post) {
            seen.append(post);
            return seen.size() < 2;
        });
        QCOMPARE(seen, (QVector<PostId>{numbered<PostId>(105), numbered<PostId>(104)}));
    }

    void picturesOfBothSidesStandInTheOrderOfThePost()
    {
        ActionQueue queue;
        const Overlay overlay(queue, m_self);
        PostEdit edit;
        edit.media = QVector<MediaId>{numbered<MediaId>(1), numbered<MediaId>(2), numbered<MediaId>(3)};
        queue.insert(onPost(1, ActionKind::PostEdit, edit.toJson()), true);
        MediaOut local;
        local.mediaId = numbered<MediaId>(1);
        local.width = 11;
        queue.setMedia(local);
        PostCard shown = card();
        Media served;
        served.id = numbered<MediaId>(2);
        served.width = 22;
        shown.media = {served};
        overlay.fold(shown);
        QCOMPARE(shown.media.size(), 2); // the third is on no disk yet
        QCOMPARE(shown.media[0].width, 11);
        QCOMPARE(shown.media[1].width, 22);
        QVERIFY(overlay.localMedia(numbered<MediaId>(1)));
        QVERIFY(!overlay.localMedia(numbered<MediaId>(2)));
    }

    void deliveries_data()
    {
        using enum ActionState;
        QTest::addColumn<ActionState>("state");
        QTest::addColumn<int>("attempts");
        QTest::addColumn<int>("media"); // its picture: -1 none, 0 unknown here, 1 waiting, 2 stored
        QTest::addColumn<int>("need"); // -1 none, 0 gone, 1 queued, 2 parked
        QTest::addColumn<Delivery>("delivery");
        const auto add = [](const char *name, ActionState state, int attempts, int media, int need,
                             Delivery delivery) {
            QTest::newRow(name) << state << attempts << media << need << delivery;
        };
        add("saved", Queued, 0, -1, -1, Delivery::Saved);
        add("tried", Queued, 1, -1, -1, Delivery::Waiting);
        add("for a picture", Queued, 0, 1, -1, Delivery::Waiting);
        add("its picture is there", Queued, 0, 2, -1, Delivery::Saved);
        add("its picture is the server's", Queued, 0, 0, -1, Delivery::Saved);
        add("behind one that goes", Queued, 0, -1, 1, Delivery::Saved);
        add("behind one that is settled", Queued, 0, -1, 0, Delivery::Saved);
        add("behind a refused one", Queued, 0, -1, 2, Delivery::Waiting);
        add("tried, and for a picture", Queued, 1, 1, 2, Delivery::Waiting);
        add("sending", Sending, 0, -1, -1, Delivery::Sending);
        add("refused", Parked, 0, -1, -1, Delivery::Refused);
        add("confirmed", Acked, 0, -1, -1, Delivery::Sent);
    }
    void deliveries()
    {
        QFETCH(ActionState, state);
        QFETCH(int, attempts);
        QFETCH(int, media);
        QFETCH(int, need);
        QFETCH(Delivery, delivery);
        ActionQueue queue;
        const Overlay overlay(queue, m_self);
        ActionRow each = onPost(2, ActionKind::PostEdit);
        each.state = state;
        each.attempts = attempts;
        if (media >= 0)
            each.action.payload[u"media"_s] = QJsonArray{numbered<MediaId>(1).toString()};
        if (media > 0) {
            MediaOut picture;
            picture.mediaId = numbered<MediaId>(1);
            picture.state = media == 1 ? MediaOutState::Waiting : MediaOutState::Stored;
            queue.setMedia(picture);
        }
        if (need >= 0)
            each.action.needs = {numbered<OpId>(1)};
        if (need > 0) {
            ActionRow other = row(1, ActionKind::PostCreate, numbered<EntityId>(99));
            other.state = need == 1 ? Queued() : ActionState::Parked;
            queue.insert(other, true);
        }
        queue.insert(each, true);
        QCOMPARE(overlay.deliveryOfAction(numbered<OpId>(2)).state, delivery);
        QCOMPARE(overlay.deliveryOf(m_post).state, delivery);
        QCOMPARE(overlay.deliveryOfAction(numbered<OpId>(77)).state, Delivery::Sent);
    }
    static ActionState Queued() { return ActionState::Queued; }
};

QTEST_GUILESS_MAIN(TestOwnPending)
#include "test_own_pending.moc"
