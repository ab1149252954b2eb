// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/apply.h"
#include "server/services/media_rows.h"

namespace preggo::server {

/// The pictures that a post names, ready to be taken: stored, of the post's family, and either the
/// actor's own and in no post, or in this post already. Anything else is transient: an upload may still
/// be on its way (docs/sync.md, section 10).
[[nodiscard]] Result<QVector<MediaRow>> claimMedia(
    const ActionRun &run, FamilyId family, PostId post, const QVector<MediaId> &ids);

/// Gives each picture its seq in the post's stream. Writes nothing yet: the post's row must stand first.
[[nodiscard]] Result<void> numberMedia(
    ActionRun &run, QVector<MediaRow> &media, PostId post, const StreamId &stream);
/// Writes and publishes numbered pictures.
[[nodiscard]] Result<void> storeMedia(ActionRun &run, const QVector<MediaRow> &media);

/// After an edit: takes the pictures that are new and drops those that are gone.
[[nodiscard]] Result<void> exchangeMedia(ActionRun &run, PostRow &row, const QVector<MediaId> &ids);

} // namespace preggo::server
