// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/patience.h"

#include "core/sync/action_queue.h"

namespace preggo::sim {

using namespace Qt::Literals::StringLiterals;

bool Patience::hangsInTheAir(const ActionRow &row, SimDevice &device) const
{
    if (!row.problem || row.problem->code != ProblemCode::DependencyMissing)
        return false;
    // A new post needs nothing but its pictures, and those are here.
    if (row.action.kind == ActionKind::PostCreate)
        return false;
    // It is about a comment that she gave up before it was sent.
    const auto parent = CommentId::parse(row.action.payload[u"parent"_s].toString());
    const bool isOwnComment = row.action.kind == ActionKind::CommentCreate;
    const auto comment = parent ? *parent
        : isOwnComment          ? CommentId()
                                : idCast<CommentId>(row.action.entityId);
    if (!comment.isNull() && comment != idCast<CommentId>(postOf(row.action))
        && row.action.orderKey.startsWith(u"thread:")) {
        auto query = device.cache().database().query(u"SELECT 1 FROM comment WHERE id=?"_s);
        if (query.bind(comment).run() && !query.next())
            return true;
    }
    const StreamId stream = m_privacy.streamOf(postOf(row.action));
    return stream.isNull() || !m_privacy.mayRead(stream, device.user);
}

QString Patience::waitsWithoutReason(SimDevice &device) const
{
    const auto contents = device.outbox().load();
    if (!contents)
        return u"its outbox cannot be read"_s;
    QSet<OpId> excused;
    QSet<QString> blockedKeys;
    QHash<OpId, QString> states;
    for (const auto &row : contents->actions)
        states.insert(row.action.opId, u"state %1 sent %2"_s.arg(int(row.state)).arg(row.sentCount));
    // A fresh action may stand behind what it is needed by, so the excuses spread until none is new.
    for (qsizetype before = -1; before != excused.size();) {
        before = excused.size();
        excuse(contents->actions, device, excused, blockedKeys);
    }
    for (const auto &row : contents->actions) {
        const auto &action = row.action;
        // Where the disk refused the note of the answer, the next start sends it again and hears “duplicate”.
        const auto pending = device.engine().pendingAction(action.opId);
        // Also where that history is lost since: what changed nothing was durable at once.
        // So it does with what was refused and cancelled by her later deletion.
        const bool settled =
            !pending && (m_commits.everApplied(action.opId) || m_commits.everRefused(action.opId));
        // Memory knows better than a file whose disk refused the note.
        const auto state = pending ? pending->row.state : row.state;
        const bool waits = state == ActionState::Queued || state == ActionState::Sending;
        // Nor does the file hear of a refusal while the disk refuses it.
        const bool parked = pending && pending->row.state == ActionState::Parked;
        if (settled || parked || !waits || excused.contains(action.opId))
            continue;
        QStringList needs;
        for (const auto &need : action.needs)
            needs.append(need.toString() + u' ' + states.value(need, u"not here"_s));
        return u"%1 %2 to %3, key %4, place %5, sent %6, attempts %7, needs [%8], %9, in memory %10, sign-in %11, connected %12"_s
            .arg(toWire(action.kind))
            .arg(action.opId.toString(), action.stream.toString(), action.orderKey)
            .arg(row.localSeq)
            .arg(row.sentCount)
            .arg(row.attempts)
            .arg(needs.join(u", "_s), row.problem ? row.problem->detail : u"no problem"_s)
            .arg(pending ? int(pending->row.state) : -1)
            .arg(device.engine().status().signInNeeded)
            .arg(device.engine().status().connected);
    }
    return {};
}

void Patience::excuse(
    const QVector<ActionRow> &rows, SimDevice &device, QSet<OpId> &excused, QSet<QString> &blockedKeys) const
{
    for (const auto &row : rows) {
        const auto &action = row.action;
        // Where the disk refused a note, memory knows better than the file.
        const auto pending = device.engine().pendingAction(action.opId);
        const auto state = pending ? pending->row.state : row.state;
        bool waits = state == ActionState::Parked || row.slowLane || hangsInTheAir(row, device);
        for (const auto &need : action.needs)
            waits = waits || excused.contains(need);
        waits = waits || (row.state != ActionState::Acked && blockedKeys.contains(action.orderKey));
        if (!waits)
            continue;
        excused.insert(action.opId);
        if (state != ActionState::Parked)
            blockedKeys.insert(action.orderKey);
    }
}

} // namespace preggo::sim
