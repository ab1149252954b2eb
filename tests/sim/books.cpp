// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/books.h"

namespace preggo::sim {

using namespace Qt::Literals::StringLiterals;

namespace {

QString nameOf(const Deed &deed)
{
    return u"%1 %2 of device %3"_s.arg(toWire(deed.kind), deed.op.toString()).arg(deed.device);
}

/// docs/sync.md, section 4: which states may follow, with any number of steps between two looks.
bool mayBecome(const Deed &before, const Deed &now)
{
    const auto to = now.state;
    switch (before.state) {
    case ActionState::Queued:
    case ActionState::Sending:
        return true;
    case ActionState::Acked:
        // Lost with a history of the server, and sent again at once.
        return to != ActionState::Parked && to != ActionState::Discarded;
    case ActionState::Parked:
        // Refused by the server is final for this op.
        if (before.cause == ParkCause::Rejected)
            return to == ActionState::Parked || to == ActionState::Discarded;
        // The file says so of what was under way when its stream was closed; an answer may still come.
        return to != ActionState::Acked || before.cause == ParkCause::NotMember;
    case ActionState::Discarded:
        return to == ActionState::Discarded;
    }
    return false;
}

} // namespace

Deed *OutboxBook::find(OpId op)
{
    const auto it = m_deeds.find(op);
    return it == m_deeds.end() ? nullptr : &it->second;
}

void OutboxBook::seen(int device, UserId user, const QVector<Deed> &rows)
{
    QSet<OpId> present;
    for (auto row : rows) {
        row.device = device;
        row.user = user;
        present.insert(row.op);
        const auto it = m_deeds.find(row.op);
        if (it == m_deeds.end()) {
            row.place = ++m_places;
            m_deeds.emplace(row.op, row);
            continue;
        }
        if (it->second.gone)
            m_verdict.violated(u"I2: %1 came back after it had gone"_s.arg(nameOf(row)));
        compare(it->second, row);
        row.changedSomething = it->second.changedSomething;
        row.place = row.localSeq == it->second.localSeq ? it->second.place : ++m_places;
        row.wasParked = it->second.wasParked || row.state == ActionState::Parked;
        it->second = row;
    }
    for (const auto &op : m_present.value(device)) {
        if (!present.contains(op))
            vanished(m_deeds.at(op));
    }
    m_present[device] = present;
}

void OutboxBook::compare(const Deed &before, const Deed &now)
{
    if (!mayBecome(before, now))
        m_verdict.violated(
            u"I2: %1 went from state %2 to %3"_s.arg(nameOf(now)).arg(int(before.state)).arg(int(now.state)));
    if (before.sentCount > 0 && before.sha256 != now.sha256)
        m_verdict.violated(u"Q1: the payload of %1 changed after it was sent"_s.arg(nameOf(now)));
    const bool wasFinal = before.state == ActionState::Parked
        && (before.cause == ParkCause::Rejected || before.cause == ParkCause::NotMember);
    if (now.state == ActionState::Discarded && before.state != ActionState::Discarded && m_settled(now.op)
        && !wasFinal)
        m_verdict.violated(u"I5: %1 was forgotten, and the server has it"_s.arg(nameOf(now)));
    const bool refused = now.state == ActionState::Parked && now.cause == ParkCause::Rejected;
    if (refused && before.state != ActionState::Parked && m_settled(now.op))
        m_verdict.violated(u"I5: %1 is parked as refused, and the server has done it"_s.arg(nameOf(now)));
    if (now.sentCount < before.sentCount)
        m_verdict.violated(u"I2: %1 forgot that it was sent"_s.arg(nameOf(now)));
    if (now.localSeq < before.localSeq || now.orderKey != before.orderKey)
        m_verdict.violated(u"I6: %1 changed its place"_s.arg(nameOf(now)));
}

// A row may go when it is settled, when the trash is emptied, or when it was never sent and taken back.
void OutboxBook::vanished(Deed &deed)
{
    deed.gone = true;
    if (deed.state == ActionState::Acked || deed.state == ActionState::Discarded)
        return;
    // Where its effect came back by the socket before the answer, it is acknowledged and purged in one step.
    if (m_settled(deed.op))
        return;
    deed.cancelled = deed.sentCount == 0;
    if (!deed.cancelled)
        m_verdict.violated(u"I1: %1 is lost in state %2"_s.arg(nameOf(deed)).arg(int(deed.state)));
}

void ServerBook::committed(const server::Effects &effects, sql::Database &db)
{
    ++m_commit;
    auto ledger = db.query(u"SELECT op_id, status='applied' FROM op"_s);
    if (ledger.run()) {
        while (ledger.next())
            (ledger.boolean(1) ? m_now.ledger : m_everRefused).insert(ledger.id<OpId>(0));
        m_everApplied += m_now.ledger;
    }
    QSet<StreamId> streams;
    for (const auto &published : effects.published)
        streams.insert(published.stream);
    // A commit that nobody was told of may have written to others than this one.
    auto all = db.query(u"SELECT DISTINCT stream_id FROM change"_s);
    if (!all.run())
        return;
    while (all.next()) {
        if (const auto stream = StreamId::parse(all.text(0)))
            streams.insert(*stream);
    }
    QHash<QPair<StreamId, qint64>, OpId> ops;
    for (const auto &stream : std::as_const(streams)) {
        auto query = db.query(u"SELECT seq, op_id FROM change WHERE stream_id=? AND seq>? ORDER BY seq"_s);
        if (!query.bind(stream.toString()).bind(m_now.heads.value(stream)).run())
            return;
        while (query.next())
            ops.insert({stream, query.int64(0)}, query.id<OpId>(1));
    }
    missed(effects, ops);
    // In the order in which they were done, over all streams.
    for (const auto &published : effects.published)
        change(published.stream, published.item.seq, ops.value({published.stream, published.item.seq}));
}

// A server that dies within a COMMIT may have done it and told nobody.
void ServerBook::missed(const server::Effects &effects, const QHash<QPair<StreamId, qint64>, OpId> &ops)
{
    QMap<QPair<StreamId, qint64>, OpId> untold;
    for (auto it = ops.begin(); it != ops.end(); ++it)
        untold.insert(it.key(), it.value());
    for (const auto &published : effects.published)
        untold.remove({published.stream, published.item.seq});
    for (auto it = untold.begin(); it != untold.end(); ++it)
        change(it.key().first, it.key().second, it.value());
}

void ServerBook::change(const StreamId &stream, qint64 seq, OpId op)
{
    auto &head = m_now.heads[stream];
    // What was there when the world began is not counted.
    if (head > 0 && seq != head + 1)
        m_verdict.violated(u"I8: %1 went from %2 to %3"_s.arg(stream.toString()).arg(head).arg(seq));
    head = seq;
    if (!op.isNull())
        effect(op);
}

void ServerBook::effect(OpId op)
{
    const auto known = m_now.commitOf.constFind(op);
    if (known != m_now.commitOf.cend() && *known == m_commit)
        return;
    Deed *deed = m_outboxes.find(op);
    if (known != m_now.commitOf.cend()) {
        m_verdict.violated(u"I3: %1 took effect twice"_s.arg(deed ? nameOf(*deed) : op.toString()));
        return;
    }
    m_now.commitOf.insert(op, m_commit);
    if (!deed)
        return;
    deed->changedSomething = true;
    const bool refused = deed->state == ActionState::Parked && deed->cause == ParkCause::Rejected;
    const bool forgotten = deed->state == ActionState::Discarded && deed->cause != ParkCause::NotMember;
    if (refused || forgotten)
        m_verdict.violated(u"I5: %1 took effect after it was refused"_s.arg(nameOf(*deed)));
    // A pause goes before everything.
    if (deed->wasParked || deed->kind == ActionKind::FamilyPause)
        return;
    auto &last = m_now.lastOfKey[QString::number(deed->device) + u'/' + deed->orderKey];
    const Deed *before = m_outboxes.find(last);
    if (before && deed->place < before->place)
        m_verdict.violated(
            u"I6: %1 (place %2, state %3, sent %4) came after %5 (place %6, sent %7) of its key %8"_s
                .arg(nameOf(*deed))
                .arg(deed->place)
                .arg(int(deed->state))
                .arg(deed->sentCount)
                .arg(nameOf(*before))
                .arg(before->place)
                .arg(before->sentCount)
                .arg(deed->orderKey));
    last = op;
}

void ServerBook::restored()
{
    m_now = m_backup;
}

} // namespace preggo::sim
