// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "pending_row.h"

#include "core/sync/outgoing.h"
#include "core/sync/push_results.h"
#include "protocol/limits.h"
#include "protocol/payloads.h"
#include "tests/support/core_bench.h"

namespace preggo::test {

/// Actions that are under way, and the answers to their push.
struct PushBench : CoreBench
{
    PushBench() { join(stream); }

    /// An action that is under way.
    OpId send(ActionRow row)
    {
        const OpId op = queue(std::move(row)).action.opId;
        (void)core.queue.apply(op, ActionEvent::Picked);
        ++core.queue.find(op)->row.sentCount;
        ops.append(op);
        return op;
    }
    OpId sendCreate(int number, const QVector<MediaId> &media = {})
    {
        PostCreate post;
        post.text = QStringLiteral("Post");
        post.media = media;
        return send(pendingRow(
            number, ActionKind::PostCreate, stream, numbered<EntityId>(100 + number), post.toJson()));
    }
    PushResult result(OpId op, PushStatus status, std::optional<ProblemCode> code = {}) const
    {
        PushResult one;
        one.opId = op;
        one.status = status;
        if (code)
            one.problem = makeProblem(*code);
        if (status == PushStatus::Applied || status == PushStatus::Duplicate)
            one.seqs.insert(stream, 12);
        return one;
    }
    PushReply reply(const QVector<PushResult> &results) const
    {
        PushReply all;
        all.results = results;
        all.serverTimeMs = 777;
        all.heads.insert(stream, {epoch, 12, 0});
        return all;
    }
    void take(const PushReply &answer)
    {
        PushResults results(core, ops);
        results.take(answer);
        (void)outbox->write(results.toWrite());
        written = results.toWrite();
        results.tell();
    }
    void take(OpId op, PushStatus status, std::optional<ProblemCode> code = {})
    {
        take(reply({result(op, status, code)}));
    }
    MediaOut picture(int number, MediaOutState state)
    {
        MediaOut row;
        row.mediaId = numbered<MediaId>(number);
        row.family = family;
        row.state = state;
        row.path = QStringLiteral("%1.jpg").arg(number);
        core.queue.setMedia(row);
        return row;
    }

    QVector<OpId> ops;
    OutboxBatch written;
};

} // namespace preggo::test
