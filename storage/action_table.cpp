// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/action_table.h"

#include "protocol/json.h"
#include "protocol/limits.h"
#include "protocol/wire_names.h"
#include "storage/problem_text.h"

#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr WireName<ActionState> kStates[] = {
    {ActionState::Queued, u"QUEUED"},
    {ActionState::Sending, u"SENDING"},
    {ActionState::Acked, u"ACKED"},
    {ActionState::Parked, u"PARKED"},
    {ActionState::Discarded, u"DISCARDED"},
};

const QString kColumns =
    u"op_id, local_seq, kind, kind_v, stream_id, order_key, entity_id, payload, base_version, state, "
    u"sent_count, attempts, "
    "next_at_ms, slow_lane, crash_count, cause, problem, ack_seq, ack_epoch, supersedes, created_ms, acked_ms, payload_sha256"_s;

constexpr int kKindNameMax = 64;
constexpr int kVersionMax = 1'000; // as Action::fromJson
constexpr int kCounterMax = 1'000'000; // far beyond what any rule tells apart
constexpr int kKeyMax = 200;

/// Near enough to be reckoned with.
qint64 instant(const sql::Query &query, int column)
{
    constexpr qint64 kFar = 1LL << 53;
    return std::clamp(query.int64(column), -kFar, kFar);
}

bool readAction(const sql::Query &query, Action &action)
{
    const QByteArray stored = query.blob(7);
    if (stored.size() > limits::kStoredPayloadBytes)
        return false;
    action.opId = query.id<OpId>(0);
    action.entityId = query.id<EntityId>(6);
    const auto stream = StreamId::parse(query.text(4));
    const auto payload = QJsonDocument::fromJson(stored);
    if (action.opId.isNull() || action.entityId.isNull() || !stream || !payload.isObject())
        return false;
    if (!fromWire(query.text(2), action.kind)) {
        action.kind = ActionKind::Unknown;
        action.unknownKind = query.text(2);
    }
    action.v = query.integer(3);
    action.stream = *stream;
    action.payload = payload.object();
    action.orderKey = query.text(5);
    action.baseVersion = query.optionalInt64(8);
    action.occurredAtMs = instant(query, 20);
    return true;
}

/// What no version of this program writes was changed by somebody else: sent, it would be in her name.
bool isGenuine(const sql::Query &query, const Action &action)
{
    if (action.v < 1 || action.v > kVersionMax)
        return false;
    if (action.kind == ActionKind::Unknown
        && (action.unknownKind.isEmpty() || action.unknownKind.size() > kKindNameMax
            || action.orderKey.size() > kKeyMax))
        return false;
    return query.blob(22) == action.fingerprint();
}

int counter(const sql::Query &query, int column)
{
    return static_cast<int>(std::clamp<qint64>(query.int64(column), 0, kCounterMax));
}

bool readRow(const sql::Query &query, ActionRow &row)
{
    row.localSeq = query.int64(1);
    if (row.localSeq < 1 || row.localSeq > limits::kLocalSeqMax || !readAction(query, row.action)
        || !isGenuine(query, row.action) || !fromText(query.text(9), row.state))
        return false;
    // Outside the fingerprint, and it follows from what is inside.
    if (row.action.kind != ActionKind::Unknown)
        row.action.orderKey =
            orderKeyFor(row.action.kind, row.action.stream, row.action.entityId, row.action.payload);
    row.sentCount = counter(query, 10);
    row.attempts = counter(query, 11);
    row.nextAtMs = instant(query, 12);
    row.slowLane = query.boolean(13);
    row.crashCount = counter(query, 14);
    row.cause = static_cast<ParkCause>(
        std::clamp<qint64>(query.int64(15), 0, static_cast<int>(ParkCause::NotMember)));
    row.problem = problemFromText(query.text(16));
    row.ackSeq = query.int64(17);
    row.ackEpoch = query.id<EpochId>(18);
    row.supersedes = query.id<OpId>(19);
    row.createdMs = instant(query, 20);
    row.ackedMs = instant(query, 21);
    return true;
}

} // namespace

QString toText(ActionState state)
{
    return wireNameOf(kStates, state);
}

bool fromText(QStringView text, ActionState &out)
{
    return valueOfWireName(kStates, text, out);
}

sql::Outcome<void> ActionTable::put(const ActionRow &row)
{
    auto query = m_database.query(u"INSERT OR REPLACE INTO action("_s + kColumns
        + u") VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"_s);
    const Action &a = row.action;
    query.bind(a.opId)
        .bind(row.localSeq)
        .bind(a.kindName())
        .bind(a.v)
        .bind(a.stream)
        .bind(a.orderKey)
        .bind(a.entityId);
    query.bind(QString::fromUtf8(toJsonBytes(a.payload)))
        .bind(a.baseVersion)
        .bind(toText(row.state))
        .bind(row.sentCount);
    query.bind(row.attempts)
        .bind(row.nextAtMs)
        .bind(row.slowLane)
        .bind(row.crashCount)
        .bind(static_cast<int>(row.cause));
    query.bind(problemToText(row.problem)).bind(row.ackSeq).bind(row.ackEpoch).bind(row.supersedes);
    query.bind(row.createdMs).bind(row.ackedMs).bind(a.fingerprint());
    return query.run();
}

sql::Outcome<void> ActionTable::rewrite(const ActionRow &row)
{
    auto query = m_database.query(
        u"UPDATE action SET kind_v=?, order_key=?, payload=?, payload_sha256=? WHERE op_id=?"_s);
    const Action &a = row.action;
    return query.bind(a.v)
        .bind(a.orderKey)
        .bind(QString::fromUtf8(toJsonBytes(a.payload)))
        .bind(a.fingerprint())
        .bind(a.opId)
        .run();
}

sql::Outcome<void> ActionTable::advance(const ActionRow &row)
{
    auto query = m_database.query(u"UPDATE action SET state=?, sent_count=?, attempts=?, next_at_ms=?, "
                                  u"slow_lane=?, crash_count=?, cause=?, problem=?, "
                                  "ack_seq=?, ack_epoch=?, acked_ms=? WHERE op_id=?"_s);
    query.bind(toText(row.state))
        .bind(row.sentCount)
        .bind(row.attempts)
        .bind(row.nextAtMs)
        .bind(row.slowLane);
    query.bind(row.crashCount)
        .bind(static_cast<int>(row.cause))
        .bind(problemToText(row.problem))
        .bind(row.ackSeq);
    query.bind(row.ackEpoch).bind(row.ackedMs).bind(row.action.opId);
    return query.run();
}

sql::Outcome<void> ActionTable::markDiscarded(OpId op)
{
    return m_database.query(u"UPDATE action SET state='DISCARDED', payload='{}' WHERE op_id=?"_s)
        .bind(op)
        .run();
}

sql::Outcome<void> ActionTable::remove(OpId op)
{
    return m_database.query(u"DELETE FROM action WHERE op_id=?"_s).bind(op).run();
}

sql::Outcome<void> ActionTable::removeDiscarded(qint64 createdBeforeMs)
{
    return m_database.query(u"DELETE FROM action WHERE state='DISCARDED' AND created_ms<?"_s)
        .bind(createdBeforeMs)
        .run();
}

sql::Outcome<ActionTable::Rows> ActionTable::load()
{
    auto query = m_database.query(
        u"SELECT "_s + kColumns + u" FROM action WHERE state<>'DISCARDED' ORDER BY local_seq"_s);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    Rows result;
    QSet<OpId> ops;
    while (query.next()) {
        ActionRow row;
        const bool isNew = readRow(query, row) && !ops.contains(row.action.opId)
            && (result.rows.isEmpty() || result.rows.constLast().localSeq < row.localSeq);
        if (isNew) {
            ops.insert(row.action.opId);
            result.rows.append(std::move(row));
        } else {
            ++result.unreadable;
        }
    }
    if (auto error = query.error())
        return tl::make_unexpected(*error);
    return result;
}

sql::Outcome<std::optional<ActionRow>> ActionTable::find(OpId op)
{
    auto query = m_database.query(u"SELECT "_s + kColumns + u" FROM action WHERE op_id=?"_s);
    query.bind(op);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    ActionRow row;
    if (!query.next() || !readRow(query, row))
        return std::optional<ActionRow>();
    return std::optional(row);
}

sql::Outcome<qint64> ActionTable::lastLocalSeq()
{
    auto query = m_database.query(u"SELECT MAX(local_seq) FROM action WHERE local_seq<=?"_s);
    query.bind(limits::kLocalSeqMax);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    return query.next() ? query.int64(0) : 0;
}

} // namespace preggo
