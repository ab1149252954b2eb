// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/json.h"
#include "protocol/rng.h"
#include "protocol/sync_messages.h"

#include <QJsonArray>
#include <QTest>

using namespace preggo;
using namespace Qt::Literals::StringLiterals;

namespace {

SeededRng rng(13);
const auto stream = StreamId::all(rng.mintV4<FamilyId>());
const auto epoch = rng.mintV4<EpochId>();

ChangeItem item(qint64 seq)
{
    return {seq, EntityType::Post, rng.mintV4<EntityId>(), ChangeOp::Upsert, {{u"text"_s, u"x"_s}}};
}

QJsonObject oneAction()
{
    Action action;
    action.opId = rng.mintV7<OpId>(1);
    action.kind = ActionKind::PostDelete;
    action.stream = stream;
    action.entityId = rng.mintV4<EntityId>();
    action.orderKey = orderKeyFor(action.kind, stream, action.entityId, {});
    return action.toJson();
}

} // namespace

class TestSyncMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesPageRoundTrips()
    {
        ChangeItem gone = item(4);
        gone.op = ChangeOp::MovedOut;
        gone.row = {};
        const ChangesPage page{epoch, 2, 4, 9, true, {item(3), gone}};
        const auto read = ChangesPage::fromJson(page.toJson());
        QVERIFY(read.has_value());
        QCOMPARE(read->toJson(), page.toJson());
        QVERIFY(!page.toJson()[u"items"].toArray()[1].toObject().contains(u"row"));
    }

    void placesBeyondTheProtocolAreRefused()
    {
        PushResult result;
        result.opId = rng.mintV7<OpId>(1);
        QJsonObject json = result.toJson();
        for (const QJsonValue &seq :
            {QJsonValue(-1), QJsonValue(1.5), QJsonValue(9.3e18), QJsonValue(u"4"_s)}) {
            json[u"seqs"_s] = QJsonObject{{stream.toString(), seq}};
            QVERIFY(!PushResult::fromJson(json).has_value());
        }
        json[u"seqs"_s] = QJsonObject{{stream.toString(), 4}};
        QCOMPARE(PushResult::fromJson(json)->seqs.value(stream), 4);
    }

    void nothingIsDurableThatDoesNotExist()
    {
        const auto heads = headsFromJson(headsToJson({{stream, {epoch, 4, 9}}}));
        QCOMPARE(heads->value(stream).durable, 4);
    }

    void pageThatRunsBackwardsIsRefused()
    {
        QVERIFY(!ChangesPage::fromJson(ChangesPage{epoch, 4, 2, 9, false, {}}.toJson()).has_value());
        QVERIFY(!ChangesPage::fromJson(ChangesPage{epoch, 2, 10, 9, false, {}}.toJson()).has_value());
    }

    void upsertWithoutRowIsRefused()
    {
        QJsonObject object = item(3).toJson();
        object.remove(u"row"_s);
        QVERIFY(!ChangeItem::fromJson(object).has_value());
    }

    void snapshotRoundTrips()
    {
        const SnapshotPage page{epoch, 12, u"token"_s, {item(1)}};
        const auto read = SnapshotPage::fromJson(page.toJson());
        QVERIFY(read.has_value());
        QCOMPARE(read->toJson(), page.toJson());
    }

    void frameMustMoveForward()
    {
        const StreamFrame frame{stream, epoch, 3, 4, {item(4)}};
        const auto read = StreamFrame::fromJson(frame.toJson());
        QVERIFY(read.has_value());
        QCOMPARE(read->toJson(), frame.toJson());
        QVERIFY(!StreamFrame::fromJson(StreamFrame{stream, epoch, 4, 4, {}}.toJson()).has_value());
    }

    void replyRoundTrips()
    {
        PushReply reply;
        PushResult applied;
        applied.opId = rng.mintV4<OpId>();
        applied.status = PushStatus::Applied;
        applied.seqs.insert(stream, 4);
        applied.entities.append({stream, item(4)});
        PushResult refused;
        refused.opId = rng.mintV4<OpId>();
        refused.status = PushStatus::Rejected;
        refused.problem = makeProblem(ProblemCode::Rejected);
        reply.results = {applied, refused};
        reply.heads.insert(stream, {epoch, 4, 3});
        reply.serverTimeMs = 99;
        const auto read = PushReply::fromJson(reply.toJson());
        QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().detail));
        QCOMPARE(read->toJson(), reply.toJson());
    }

    void oneBadActionDoesNotSpoilTheBatch()
    {
        QJsonObject bad = oneAction();
        const QString opId = bad[u"op_id"_s].toString();
        bad[u"payload"_s] = QJsonObject{{u"x"_s, 1}};
        const QJsonObject request{{u"device_id"_s, rng.mintV4<DeviceId>().toString()},
            {u"epochs"_s, QJsonObject{{stream.toString(), epoch.toString()}}},
            {u"actions"_s, QJsonArray{oneAction(), bad, oneAction()}}};
        const auto read = PushRequest::fromJson(request);
        QVERIFY(read.has_value());
        QCOMPARE(read->actions.size(), 2);
        QCOMPARE(read->unreadable.size(), 1);
        QCOMPARE(read->unreadable[0].opId.toString(), opId);
        QCOMPARE(read->order, (QVector<int>{0, -1, 1}));
        QCOMPARE(read->epochs.value(stream), epoch);
    }

    void pushIsBounded()
    {
        QJsonArray many;
        for (int i = 0; i <= limits::kPushActions; ++i)
            many.append(oneAction());
        const QJsonObject request{{u"device_id"_s, rng.mintV4<DeviceId>().toString()}, {u"actions"_s, many}};
        QVERIFY(!PushRequest::fromJson(request).has_value());
    }
};

QTEST_GUILESS_MAIN(TestSyncMessages)
#include "test_sync_messages.moc"
