// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/entities.h"
#include "server/services/change_log.h"
#include "server/services/sql_result.h"

#include <optional>

namespace preggo::server {

/// A row of `media`: what travels, and what only the server knows.
struct MediaRow
{
    Media media; ///< without a post and with seq 0 until one takes it
    FamilyId family;
    StreamId stream; ///< null until then
    bool stored = false;
    std::optional<qint64> deletedMs;

    /// As readers see it: a tombstone carries no placeholder and no text.
    [[nodiscard]] Media visible() const;
};

/// The columns that mediaAt() reads, in its order.
inline constexpr QStringView kMediaColumns = u"id, pregnancy_id, stream_id, seq, version, created_ms, "
                                             u"post_id, uploader, width, height, sha256, placeholder,"
                                             u" alt, variants, state, deleted_ms";
[[nodiscard]] MediaRow mediaAt(const sql::Query &query);
/// `variants` as its column holds them: the JSON list of Media::toJson().
[[nodiscard]] QString variantsText(const QVector<MediaVariant> &variants);

[[nodiscard]] Result<std::optional<MediaRow>> mediaRow(sql::Database &db, MediaId id);
/// Writes post, stream, seq, version and deletion.
[[nodiscard]] Result<void> updateMedia(Context &context, const MediaRow &row);
[[nodiscard]] Result<void> publishMedia(Context &context, const MediaRow &row);

} // namespace preggo::server
