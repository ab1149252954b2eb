// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/batch.h"

#include "protocol/json.h"

#include <QSet>

#include <algorithm>

namespace preggo {

namespace {

/// Suspects travel alone, so that a failure of the server names its cause, and after all others, so that
/// they hold nobody up.
bool isSuspect(const ActionQueue::Entry &entry)
{
    return entry.row.slowLane || entry.serverErrors > 0 || entry.row.crashCount > 0;
}

class Picker
{
public:
    Picker(const ActionQueue &queue, const StreamsView &streams, qint64 steadyMs, const BatchLimits &limits)
        : m_queue(queue)
        , m_streams(streams)
        , m_steadyMs(steadyMs)
        , m_limits(limits)
    { }

    /// False once nothing more fits.
    bool offer(const ActionQueue::Entry &entry)
    {
        const Action &action = entry.row.action;
        if (m_closedLines.contains(action.orderKey))
            return true;
        if (!isReady(entry)) {
            m_closedLines.insert(action.orderKey);
            return true;
        }
        const qint64 size = toJsonBytes(action.toJson()).size();
        if (!m_batch.ops.isEmpty() && m_bytes + size > m_limits.bytes)
            return false;
        if (isSuspect(entry)) {
            m_closedLines.insert(action.orderKey);
            if (m_suspect.isNull())
                m_suspect = action.opId;
            return true;
        }
        m_bytes += size;
        m_batch.ops.append(action.opId);
        return m_batch.ops.size() < m_limits.actions;
    }

    Batch take()
    {
        if (m_batch.ops.isEmpty() && !m_suspect.isNull())
            m_batch.ops.append(m_suspect);
        return std::move(m_batch);
    }

private:
    bool isReady(const ActionQueue::Entry &entry)
    {
        const ActionRow &row = entry.row;
        if (!entry.committed || !m_streams.mayPush(row.action.stream) || isBlocked(m_queue, row))
            return false;
        if (isLineBusy(row))
            return false;
        if (entry.notBeforeMs <= m_steadyMs)
            return true;
        m_batch.wakeAtMs = std::min(m_batch.wakeAtMs.value_or(entry.notBeforeMs), entry.notBeforeMs);
        return false;
    }

    /// An earlier one of the line is on its way, in another push.
    bool isLineBusy(const ActionRow &row) const
    {
        const auto first = *m_queue.line(row.action.orderKey).begin(); // at least the row itself, which waits
        return m_queue.at(first).row.state == ActionState::Sending;
    }

    const ActionQueue &m_queue;
    const StreamsView &m_streams;
    const qint64 m_steadyMs;
    const BatchLimits m_limits;
    QSet<QString> m_closedLines;
    qint64 m_bytes = 0;
    OpId m_suspect;
    Batch m_batch;
};

} // namespace

bool isBlocked(const ActionQueue &queue, const ActionRow &row)
{
    for (const auto &need : row.action.needs) {
        const auto *other = queue.find(need); // one that is gone was settled
        if (other && other->row.state != ActionState::Acked)
            return true;
    }
    for (const auto &id : mediaOf(row.action)) {
        const MediaOut *media = queue.media(id);
        if (media && media->state != MediaOutState::Stored)
            return true;
    }
    return false;
}

Batch pickBatch(const ActionQueue &queue, const StreamsView &streams, FamilyId family, qint64 steadyMs,
    const BatchLimits &limits)
{
    Picker picker(queue, streams, steadyMs, limits);
    const auto &queued = queue.queuedOf(family);
    for (const qint64 localSeq : queue.queuedPauses()) {
        const auto &entry = queue.at(localSeq);
        if (entry.row.action.stream.family() == family && !picker.offer(entry))
            return picker.take();
    }
    for (const qint64 localSeq : queued) {
        const auto &entry = queue.at(localSeq);
        if (entry.row.action.kind != ActionKind::FamilyPause && !picker.offer(entry))
            return picker.take();
    }
    return picker.take();
}

} // namespace preggo
