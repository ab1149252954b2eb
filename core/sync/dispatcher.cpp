// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/dispatcher.h"

#include "protocol/json.h"
#include "protocol/limits.h"

#include <algorithm>
#include <set>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kPushAnswerBytes = 16LL * 1024 * 1024;

/// What the storage thread makes of an answer.
struct Landed
{
    Result<PushReply> reply;
    sql::Outcome<ApplyReport> report;
};

Landed land(Cache &cache, const QByteArray &body)
{
    const auto json = parseJsonObject(body, kPushAnswerBytes);
    if (!json)
        return {tl::make_unexpected(json.error()), ApplyReport()};
    auto reply = PushReply::fromJson(*json);
    if (!reply)
        return {reply, ApplyReport()};
    QVector<StreamChange> rows;
    for (const auto &result : reply->results)
        rows += result.entities;
    return {reply, cache.applyRows(rows, reply->heads)};
}

} // namespace

Dispatcher::Dispatcher(SyncCore &core)
    : m_core(core)
{ }

Dispatcher::~Dispatcher()
{
    if (m_timer)
        m_core.main.cancel(*m_timer);
}

BatchLimits Dispatcher::limitsOf(FamilyId family) const
{
    constexpr qint64 kEnvelopeBytes = 8 * 1024;
    return {m_batchSize.value(family, limits::kPushActions), limits::kPushBytes - kEnvelopeBytes};
}

void Dispatcher::pump()
{
    m_wakeAtMs.reset();
    if (m_paused)
        return;
    for (const auto &family : m_core.queue.familiesWithQueued()) {
        if (!m_flights.contains(family) && !launch(family))
            break;
    }
    wakeAt(m_wakeAtMs);
}

bool Dispatcher::launch(FamilyId family)
{
    Batch batch = pickBatch(m_core.queue, m_core.streams, family, m_core.clock.steadyMs(), limitsOf(family));
    if (batch.ops.isEmpty()) {
        if (batch.wakeAtMs)
            m_wakeAtMs = qMin(m_wakeAtMs.value_or(*batch.wakeAtMs), *batch.wakeAtMs);
        return true;
    }
    if (!m_core.gate.tryPass())
        return false;
    for (const auto &op : std::as_const(batch.ops)) {
        static_cast<void>(m_core.queue.apply(op, ActionEvent::Picked));
        ++m_core.queue.find(op)->row.sentCount;
    }
    m_flights.insert(family, batch.ops);
    commitSent(family);
    m_core.events.actionsChanged(batch.ops);
    return true;
}

void Dispatcher::commitSent(FamilyId family)
{
    OutboxBatch sent;
    for (const auto &op : std::as_const(m_flights[family]))
        sent.advance.append(m_core.queue.find(op)->row);
    std::weak_ptr<int> alive = m_alive;
    m_core.storage.run([sent](Outbox &outbox, Cache &) { return outbox.write(sent); },
        [this, alive, family](const sql::Outcome<void> &written) {
            if (alive.expired())
                return;
            if (written && !m_core.gate.isShut())
                return push(family);
            if (!written)
                m_core.events.storageFailed(written.error());
            callOff(family, written.has_value());
        });
}

// The disk did not take the note that these are being sent, or while it did, the server asked for a pause.
void Dispatcher::callOff(FamilyId family, bool noted)
{
    PushResults results(m_core, m_flights.value(family));
    if (noted)
        results.holdBack();
    else
        results.takeBack();
    m_core.gate.probeWithdrawn();
    finish(family, results);
}

void Dispatcher::push(FamilyId family)
{
    PushRequest request;
    request.device = m_core.device;
    for (const auto &op : std::as_const(m_flights[family])) {
        const Action &action = m_core.queue.find(op)->row.action;
        request.epochs.insert(action.stream, m_core.streams.epochOf(action.stream));
        request.actions.append(action);
    }
    HttpRequest http;
    http.method = "POST";
    http.path = u"/api/v1/sync/push"_s;
    http.headers = {{"content-type", "application/json"}, {"accept", "application/json"}};
    http.body = toJsonBytes(request.toJson());
    http.lane = NetLane::Actions;
    http.maxAnswerBytes = kPushAnswerBytes;
    std::weak_ptr<int> alive = m_alive;
    m_core.http.send(std::move(http), [this, alive, family](const HttpAnswer &answer) {
        if (!alive.expired())
            answered(family, answer);
    });
}

void Dispatcher::answered(FamilyId family, const HttpAnswer &answer)
{
    const Outcome outcome = classify(answer);
    if (outcome.verdict == Verdict::Delivered)
        delivered(family, answer.body);
    else
        failed(family, outcome);
}

void Dispatcher::delivered(FamilyId family, const QByteArray &body)
{
    std::weak_ptr<int> alive = m_alive;
    m_core.storage.run([body](Outbox &, Cache &cache) { return land(cache, body); },
        [this, alive, family](const Landed &landed) {
            if (alive.expired())
                return;
            if (!landed.reply)
                return failed(family, {Verdict::Retry, landed.reply.error(), {}});
            ++m_deliveries;
            m_core.serverTimeMs = qMax(m_core.serverTimeMs, landed.reply->serverTimeMs);
            m_core.gate.succeeded();
            m_core.events.securityChanged(false);
            if (!landed.report)
                m_core.events.storageFailed(landed.report.error());
            m_batchSize[family] =
                qMin(limits::kPushActions, 2 * m_batchSize.value(family, limits::kPushActions));
            PushResults results(m_core, m_flights.value(family));
            results.take(*landed.reply);
            if (landed.report)
                m_core.events.applied(*landed.report);
            m_core.events.headsSeen(landed.reply->heads, false);
            finish(family, results);
        });
}

void Dispatcher::failed(FamilyId family, const Outcome &outcome)
{
    const Ops ops = m_flights.value(family);
    PushResults results(m_core, ops);
    m_core.reportFailure(outcome);
    if (outcome.verdict == Verdict::Rebase)
        countRebases(ops);
    const bool blamed = outcome.verdict == Verdict::ServerFails || outcome.verdict == Verdict::Refused
        || outcome.verdict == Verdict::KeyReused;
    if (blamed && ops.size() > 1)
        m_batchSize[family] = qMax(1, static_cast<int>(ops.size()) / 2);
    if (outcome.verdict == Verdict::ServerFails && ops.size() == 1)
        suspect(ops.constFirst(), outcome);
    if (outcome.verdict == Verdict::WaitForOther
        || (outcome.verdict == Verdict::Rebase && rebasedInVain(ops)))
        backOff(ops, outcome);
    if (blamed && ops.size() == 1 && outcome.verdict != Verdict::ServerFails)
        results.refuseAlone(outcome);
    else
        results.interruptAll(outcome);
    if (outcome.verdict == Verdict::Rebase)
        rebaseStreamsOf(ops);
    finish(family, results);
}

/// Each once: a second wish would cost a second look.
void Dispatcher::rebaseStreamsOf(const Ops &ops)
{
    std::set<StreamId> streams;
    for (const auto &op : ops) {
        if (const auto *entry = m_core.queue.find(op))
            streams.insert(entry->row.action.stream);
    }
    for (const auto &stream : streams)
        m_core.events.rebase(stream);
}

/// Whether the history was read again more than once, and the server still speaks of another one.
bool Dispatcher::rebasedInVain(const Ops &ops) const
{
    return std::any_of(ops.cbegin(), ops.cend(), [this](const OpId &op) {
        const auto *entry = m_core.queue.find(op);
        return entry && entry->rebases > kRebasesAtOnce;
    });
}

void Dispatcher::countRebases(const Ops &ops)
{
    for (const auto &op : ops) {
        if (auto *entry = m_core.queue.find(op))
            ++entry->rebases;
    }
}

/// The server is well, so the gate holds nothing back: what waits for another waits by its own count.
void Dispatcher::backOff(const Ops &ops, const Outcome &outcome)
{
    int attempts = 0;
    for (const auto &op : ops) {
        if (const auto *entry = m_core.queue.find(op))
            attempts =
                qMax(attempts, outcome.verdict == Verdict::Rebase ? entry->rebases : entry->row.attempts);
    }
    const qint64 delay = m_core.retry.delay(attempts, outcome.retryAfterMs);
    for (const auto &op : ops) {
        auto *entry = m_core.queue.find(op);
        if (!entry)
            continue;
        entry->notBeforeMs = m_core.clock.steadyMs() + delay;
        entry->row.nextAtMs = m_core.clock.wallMs() + delay;
    }
}

/// The server failed over this one alone. If others keep passing, it is the action, and its line waits.
void Dispatcher::suspect(OpId op, const Outcome &outcome)
{
    auto *entry = m_core.queue.find(op);
    if (!entry)
        return;
    if (entry->serverErrors == 0 || m_deliveries > entry->deliveriesSeen)
        ++entry->serverErrors;
    entry->deliveriesSeen = m_deliveries;
    entry->row.slowLane = entry->serverErrors >= limits::kPoisonFailures;
    const qint64 delay = entry->row.slowLane
        ? RetryPolicy::slowLaneDelay(entry->serverErrors - limits::kPoisonFailures)
        : m_core.retry.delay(entry->serverErrors, outcome.retryAfterMs);
    entry->notBeforeMs = m_core.clock.steadyMs() + delay;
    entry->row.nextAtMs = m_core.clock.wallMs() + delay;
}

void Dispatcher::finish(FamilyId family, PushResults &results)
{
    m_flights.remove(family);
    if (!results.toWrite().advance.isEmpty())
        write(results.toWrite());
    results.tell();
    pump();
}

void Dispatcher::write(const OutboxBatch &batch)
{
    std::weak_ptr<int> alive = m_alive;
    m_core.storage.run([batch](Outbox &outbox, Cache &) { return outbox.write(batch); },
        [this, alive](const sql::Outcome<void> &written) {
            // Nothing is lost: after a restart the server calls the same actions duplicates.
            if (!alive.expired() && !written)
                m_core.events.storageFailed(written.error());
        });
}

void Dispatcher::stop()
{
    m_paused = true;
    m_alive = std::make_shared<int>(0); // nothing leaves and nothing lands any more
    m_flights.clear();
    QVector<OpId> sending;
    for (const auto &[localSeq, entry] : m_core.queue.entries()) {
        if (entry.row.state == ActionState::Sending)
            sending.append(entry.row.action.opId);
    }
    if (sending.isEmpty())
        return;
    OutboxBatch batch;
    batch.standing = true;
    for (const auto &op : std::as_const(sending)) {
        static_cast<void>(m_core.queue.apply(op, ActionEvent::Interrupted));
        auto *entry = m_core.queue.find(op);
        static_cast<void>(parkClosed(m_core.queue, *entry));
        batch.advance.append(entry->row);
    }
    // Where the disk refuses, the next start takes it for a crash and sends them all the same.
    m_core.storage.run(
        [batch](Outbox &outbox, Cache &) { return outbox.write(batch); }, [](const sql::Outcome<void> &) {});
}

void Dispatcher::wakeAt(std::optional<qint64> steadyMs)
{
    if (m_timer)
        m_core.main.cancel(*m_timer);
    m_timer.reset();
    if (!steadyMs)
        return;
    m_timer = m_core.main.postAfter(qMax<qint64>(1, *steadyMs - m_core.clock.steadyMs()), [this] {
        m_timer.reset();
        pump();
    });
}

} // namespace preggo
