// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "history_rules.h"

#include <algorithm>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

namespace {

using Verdict = ServerTables::Verdict;

QString nameOf(const Deeds &device, const Deed &deed)
{
    return u"%1 %2 (%3, op %4)"_s.arg(
        device.history().name, deed.what.n, toWire(deed.what.kind), deed.op.isEmpty() ? u"?"_s : deed.op);
}

bool isInOutbox(const Deeds &device, const QString &op)
{
    return device.end().held.contains(op) || device.end().under.contains(op);
}

qsizetype effectsOn(const QString &entity, const QVector<ServerTables::Change> &changes)
{
    return std::count_if(
        changes.cbegin(), changes.cend(), [&](const auto &change) { return change.entity == entity; });
}

/// It is deleted by whatever action, so that there was nothing left to do for this one.
bool isDeletionOfDeleted(const Facts &facts, const Deed &deed)
{
    const auto changes = facts.changesOf(deed.what.entity);
    return isDelete(deed.what) && std::any_of(changes.cbegin(), changes.cend(), [&](const auto &change) {
        return facts.server().ledger.value(change.op).kind.endsWith(u".delete");
    });
}

void checkApplied(const Facts &facts, const Deeds &device, const Deed &deed, QStringList &findings)
{
    if (effectsOn(deed.what.entity, facts.changesBy(deed.op)) == 0 && !isDeletionOfDeleted(facts, deed))
        findings.append(u"without effect: "_s + nameOf(device, deed));
}

void checkRefused(const Facts &facts, const Deeds &device, const Deed &deed, QStringList &findings)
{
    if (!facts.changesBy(deed.op).isEmpty())
        findings.append(u"refused: and took effect: "_s + nameOf(device, deed));
    if (!isInOutbox(device, deed.op) && !facts.vanished(device, deed))
        findings.append(u"refused: and gone from the outbox: "_s + nameOf(device, deed));
}

/// Whether a process that ended too early to say so may have saved this.
bool mayBeUnsaid(const Facts &facts, const Deeds &device, const QString &op, const Verdict &verdict)
{
    const auto changes = facts.changesBy(op);
    const auto &all = device.all();
    return std::any_of(all.cbegin(), all.cend(), [&](const Deed &deed) {
        const bool sameKind = toWire(deed.what.kind) == verdict.kind;
        return sameKind && !deed.isSaved() && !deed.failed
            && (changes.isEmpty() || effectsOn(deed.what.entity, changes) > 0);
    });
}

/// A second op that makes the same thing: its first effect was forgotten somewhere.
void checkMadeOnce(const Facts &facts, const Deed &deed, QStringList &findings)
{
    int made = 0;
    for (const auto &change : facts.changesOf(deed.what.entity))
        made += facts.server().ledger.value(change.op).kind == toWire(deed.what.kind);
    if (made > 1)
        findings.append(u"twice: made %1 times: %2"_s.arg(made).arg(deed.what.entity));
}

} // namespace

void everySavedActionIsSomewhere(const Facts &facts, QStringList &findings)
{
    for (const auto &device : facts.devices()) {
        for (const auto &deed : device.all()) {
            if (!deed.isSaved())
                continue;
            const auto verdict = facts.server().ledger.constFind(deed.op);
            if (verdict == facts.server().ledger.cend()) {
                if (!isInOutbox(device, deed.op) && !facts.vanished(device, deed))
                    findings.append(u"lost: "_s + nameOf(device, deed));
            } else if (verdict->applied) {
                checkApplied(facts, device, deed, findings);
            } else {
                checkRefused(facts, device, deed, findings);
            }
        }
    }
}

void everyActionTakesEffectOnce(const Facts &facts, QStringList &findings)
{
    QSet<QString> seen;
    for (const auto &change : facts.server().changes) {
        const QString effect = change.op + u'/' + change.type + u'/' + change.entity;
        if (!change.op.isEmpty() && seen.contains(effect))
            findings.append(u"twice: op %1 on %2 %3"_s.arg(change.op, change.type, change.entity));
        seen.insert(effect);
    }
    for (const auto &device : facts.devices()) {
        for (const auto &deed : device.all()) {
            if (isCreate(deed.what))
                checkMadeOnce(facts, deed, findings);
        }
    }
}

void nothingComesFromNowhere(const Facts &facts, QStringList &findings)
{
    const auto &ledger = facts.server().ledger;
    for (auto it = ledger.cbegin(); it != ledger.cend(); ++it) {
        const auto &devices = facts.devices();
        const auto device = std::find_if(devices.cbegin(), devices.cend(),
            [&](const Deeds &each) { return each.history().device == it->device; });
        const bool known = device != devices.cend()
            && (!device->withOp(it.key()).isEmpty() || mayBeUnsaid(facts, *device, it.key(), *it));
        if (!known)
            findings.append(u"unknown: op %1 (%2) of device %3"_s.arg(it.key(), it->kind, it->device));
    }
}

void eachLineKeepsItsOrder(const Facts &facts, QStringList &findings)
{
    for (const auto &device : facts.devices()) {
        QHash<QString, qint64> newest;
        QSet<QString> counted; // an op that took several deeds over stands where the first of them stood
        for (const auto &deed : device.all()) {
            if (!deed.isSaved() || counted.contains(deed.op))
                continue;
            counted.insert(deed.op);
            for (const auto &change : facts.changesBy(deed.op)) {
                if (change.entity != deed.what.entity)
                    continue;
                qint64 &before = newest[deed.what.orderKey];
                if (change.seq < before)
                    findings.append(u"order: %1 at %2, after %3"_s.arg(
                        nameOf(device, deed), QString::number(change.seq), QString::number(before)));
                before = change.seq;
            }
        }
    }
}

void streamsHaveNoGaps(const Facts &facts, QStringList &findings)
{
    QHash<QString, QVector<qint64>> seqs;
    for (const auto &change : facts.server().changes)
        seqs[change.stream].append(change.seq);
    const auto &heads = facts.server().heads;
    for (auto head = heads.cbegin(); head != heads.cend(); ++head) {
        const auto there = seqs.take(head.key());
        bool whole = there.size() == head.value();
        for (qsizetype i = 0; whole && i < there.size(); ++i)
            whole = there.at(i) == i + 1;
        if (!whole)
            findings.append(u"gap: %1 has %2 changes and the head %3"_s.arg(
                head.key(), QString::number(there.size()), QString::number(head.value())));
    }
    for (auto rest = seqs.cbegin(); rest != seqs.cend(); ++rest)
        findings.append(u"gap: changes of an unknown stream %1"_s.arg(rest.key()));
}

} // namespace preggo::test
