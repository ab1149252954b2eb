// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/limits.h"
#include "tests/support/fault_device.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

ActionDraft post(const FaultDevice &device, int number)
{
    PostCreate create;
    create.text = u"Post %1"_s.arg(number);
    return draft::createPost(StreamId::all(device.family), numbered<PostId>(number), create);
}

/// The same post `rows` times, each with ids of its own: what a very long time without a network may leave.
OutboxBatch copiesOf(const ActionRow &row, int rows)
{
    OutboxBatch batch;
    for (int i = 1; i <= rows; ++i) {
        ActionRow copy = row;
        copy.action.opId = numbered<OpId>(0x100'0000 + i);
        copy.action.entityId = numbered<EntityId>(0x200'0000 + i);
        copy.localSeq = row.localSeq + i;
        batch.put.append(copy);
    }
    return batch;
}

} // namespace

/// limits::kOutboxActions: as much as may wait to be sent.
class TestOutboxLimit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void beyondTheLimitNothingIsTakenAndNothingIsLost()
    {
        FaultDevice device;
        QVERIFY(device.open());
        QVERIFY(*device.submit(post(device, 1)));
        const OpId first = device.engine->pending(1).constFirst().row.action.opId;
        QVERIFY(device.outbox->write(
            copiesOf(device.engine->pending(1).constFirst().row, limits::kOutboxActions - 2)));
        device.close();
        QVERIFY(device.open());
        QCOMPARE(device.engine->pending().size(), limits::kOutboxActions - 1);

        const auto last = device.submit(post(device, 2));
        QVERIFY(last && *last);
        const auto beyond = device.submit(post(device, 3));
        QVERIFY(beyond && !*beyond);
        QCOMPARE(beyond->error().code, ProblemCode::LimitReached);
        QVERIFY(beyond->error().detail.contains(u"Connect to the internet"_s));
        QCOMPARE(device.engine->pending().size(), limits::kOutboxActions);

        std::optional<Result<void>> discarded;
        device.engine->discard(first, [&](const Result<void> &done) { discarded = done; });
        device.executor->drain();
        QVERIFY(discarded && *discarded);
        const auto again = device.submit(post(device, 3)); // there is room for one
        QVERIFY(again && *again);
        QVERIFY(!*device.submit(post(device, 4)));

        device.losePower();
        QVERIFY(device.open());
        const auto pending = device.engine->pending(limits::kOutboxActions + 1);
        QCOMPARE(pending.size(), limits::kOutboxActions);
        QCOMPARE(pending.constLast().row.action.entityId, idCast<EntityId>(numbered<PostId>(3)));
    }
};

QTEST_GUILESS_MAIN(TestOutboxLimit)
#include "test_outbox_limit.moc"
