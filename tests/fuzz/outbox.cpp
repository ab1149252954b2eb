// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/limits.h"
#include "storage/outbox_reading.h"
#include "tests/fuzz/tampered_file.h"
#include "tests/support/coming_outbox.h"

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

// outbox.db as somebody else, or a dying disk, left it: opened, migrated to a coming version, payloads
// up-converted, read. The input is told in tampered_file.h.

namespace {

constexpr qint64 kFar = 1LL << 53;
constexpr int kCounterMax = 1'000'000;

const PayloadUpgrade kUpgrades[] = {{ActionKind::PostCreate, 1, withLanguage}};

void holdRow(const ActionRow &row)
{
    const Action &action = row.action;
    hold(row.localSeq >= 1 && row.localSeq <= limits::kLocalSeqMax, "a row has its number");
    hold(!action.opId.isNull() && !action.entityId.isNull() && !action.stream.isNull(),
        "an action has its ids");
    hold(action.v >= 1 && action.v <= 1'000, "an action has its version");
    hold(action.kind == ActionKind::Unknown
            || action.orderKey == orderKeyFor(action.kind, action.stream, action.entityId, action.payload),
        "an action waits in its own line");
    hold(toJsonBytes(action.payload).size() <= 6 * limits::kStoredPayloadBytes,
        "a payload is within the limit");
    for (const int counter : {row.sentCount, row.attempts, row.crashCount})
        hold(counter >= 0 && counter <= kCounterMax, "a counter counts");
    for (const qint64 time : {row.nextAtMs, row.createdMs, row.ackedMs, action.occurredAtMs})
        hold(time >= -kFar && time <= kFar, "a time can be reckoned with");
    hold(row.state != ActionState::Discarded, "what was discarded is not read");
}

/// Nobody waits in a ring: all can go, one after another.
void holdNoRing(const QVector<ActionRow> &rows)
{
    QSet<OpId> left;
    for (const auto &row : rows)
        left.insert(row.action.opId);
    for (bool goes = true; goes;) {
        goes = false;
        for (const auto &row : rows) {
            const auto &needs = row.action.needs;
            const bool free =
                std::none_of(needs.cbegin(), needs.cend(), [&](OpId need) { return left.contains(need); });
            goes = (free && left.remove(row.action.opId)) || goes;
        }
    }
    hold(left.isEmpty(), "nothing waits for itself");
}

void holdContents(const OutboxContents &contents)
{
    QSet<OpId> ops;
    qint64 last = 0;
    for (const auto &row : contents.actions) {
        holdRow(row);
        hold(row.localSeq > last && !ops.contains(row.action.opId), "every row has its own number and id");
        last = row.localSeq;
        ops.insert(row.action.opId);
    }
    hold(contents.lastLocalSeq >= last, "the next row comes after the last");
    holdNoRing(contents.actions);
}

/// What nobody touched is there as it was written.
void holdUntouched(const TamperedFile &file, const OutboxContents &contents)
{
    for (int number = 1; number <= TamperedFile::kActions; ++number) {
        const auto row = std::find_if(contents.actions.cbegin(), contents.actions.cend(),
            [&](const ActionRow &each) { return each.localSeq == number; });
        if (file.isTouched(number))
            continue;
        hold(row != contents.actions.cend(), "nothing is lost that nobody touched");
        hold(row->action.opId == sampleId<OpId>(number), "a row keeps its id");
        const bool isUpgraded = row->action.kind == ActionKind::PostCreate && row->sentCount == 0;
        hold(row->action.v == (isUpgraded ? 2 : 1),
            "what was never sent gets the new payload, and nothing else");
        hold(row->action.kind != ActionKind::PostCreate
                || row->action.payload[u"text"_s] == u"Words %1"_s.arg(number),
            "what she wrote is there");
    }
}

QByteArray told(const OutboxContents &contents)
{
    QByteArray text =
        QByteArray::number(contents.unreadable) + ' ' + QByteArray::number(contents.lastLocalSeq);
    for (const auto &row : contents.actions)
        text += '\n' + QByteArray::number(row.localSeq) + toJsonBytes(row.action.toJson());
    return text;
}

qint64 rowsIn(Outbox &outbox)
{
    auto query = outbox.database().query(u"SELECT COUNT(*) FROM action WHERE state<>'DISCARDED'"_s);
    return query.run() && query.next() ? query.int64(0) : -1;
}

void holdRefused(const TamperedFile &file, const sql::Error &error, qsizetype unsent)
{
    const auto now = readUnsent(file.path());
    hold(!file.isSound() || error.kind == sql::ErrorKind::Newer, "a sound file of a known version opens");
    hold(!file.isSound() || (now && now->size() == unsent), "what cannot be opened can still be read");
    const bool isKept = QFile::exists(file.path()) || file.damagedCopy() == file.bytes();
    hold(isKept, "a file that cannot be opened is kept");
}

void holdOpened(const TamperedFile &file, const OutboxSchema &schema)
{
    QByteArray first;
    for (int start = 0; start < 2; ++start) {
        auto opened = Outbox::open(file.path(), {}, schema);
        hold(opened || !file.isSound(), "what was opened once opens again");
        if (!opened)
            return;
        const auto contents = opened->outbox->load();
        hold(contents || !file.isSound(), "what was opened can be read");
        if (!contents)
            return;
        holdContents(*contents);
        hold(rowsIn(*opened->outbox) == contents->actions.size() + contents->unreadable,
            "every row is read or told of");
        hold(start == 0 || first == told(*contents), "a start reads what the start before has read");
        first = told(*contents);
        hold(opened->outbox->drafts().has_value() || !file.isSound(), "drafts can be read");
        opened->outbox->startSucceeded();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static TamperedFile file;
    file.make(fuzzInput(data, size));
    const auto unsent = readUnsent(file.path());
    static const auto ladder = comingLadder();
    const OutboxSchema schema{ladder, kUpgrades};
    {
        const auto opened = Outbox::open(file.path(), {}, schema);
        if (!opened) {
            holdRefused(file, opened.error(), unsent ? unsent->size() : 0);
            return 0;
        }
        hold(opened->damagedCopy.isEmpty() || file.damagedCopy() == file.bytes(),
            "a damaged file is kept as it was");
        hold(!file.isSound() || opened->damagedCopy.isEmpty()
                || opened->salvaged + opened->lost >= TamperedFile::kRows,
            "every row of a damaged file is salvaged or told as lost");
        if (const auto contents = opened->outbox->load();
            contents && opened->damagedCopy.isEmpty() && file.isSound())
            holdUntouched(file, *contents);
    }
    holdOpened(file, schema);
    return 0;
}
