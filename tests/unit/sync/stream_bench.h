// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/stream_sync.h"
#include "tests/support/core_bench.h"

namespace preggo::test {

/// One stream that is read, and the pages of a server.
struct StreamBench : CoreBench
{
    std::optional<StreamSync> sync{std::in_place, core, stream};

    /// Reads the whole (empty) stream for the first time.
    void joined(qint64 cursor = 5)
    {
        sync->pull();
        answer(200, snapshot(cursor));
        answer(200, changes(cursor, cursor));
    }
    [[nodiscard]] QJsonObject snapshot(qint64 asOf, const QString &next = {}, EpochId of = {}) const
    {
        return SnapshotPage{of.isNull() ? epoch : of, asOf, next, {}}.toJson();
    }
    [[nodiscard]] QJsonObject changes(qint64 from, qint64 to, bool more = false) const
    {
        ChangesPage page{epoch, from, to, to, more, {}};
        for (qint64 seq = from + 1; seq <= to; ++seq)
            page.items.append(post(seq));
        return page.toJson();
    }
    static ChangeItem post(qint64 seq)
    {
        Post row;
        row.id = numbered<PostId>(int(0x9000 + seq));
        row.author = numbered<UserId>(2);
        row.text = QStringLiteral("Post %1").arg(seq);
        QJsonObject json = row.toJson();
        json[QStringLiteral("seq")] = seq;
        json[QStringLiteral("version")] = 1;
        json[QStringLiteral("published_at")] = 1'000 + seq;
        return {seq, EntityType::Post, idCast<EntityId>(row.id), ChangeOp::Upsert, json};
    }
    [[nodiscard]] StreamFrame frame(qint64 seq) const { return {stream, epoch, seq - 1, seq, {post(seq)}}; }
    [[nodiscard]] qint64 cursor() const { return core.streams.of(stream).cursor; }
    [[nodiscard]] QString path() const { return asked().path.section(QStringLiteral("/streams/"), 1); }
    [[nodiscard]] bool isSilent() const { return http.pending.isEmpty(); }
};

} // namespace preggo::test
