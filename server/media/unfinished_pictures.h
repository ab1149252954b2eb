// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/media/media_store.h"

namespace preggo::server {

// A picture is stored, may stand in a post and is shown as soon as its smallest variants are there. What
// was sent stays in the blob store until the others are too, under the name kSentVariant of the picture:
// so it is in backups, is erased with the picture, and a server that was killed goes on from it. The name
// is never served.

inline constexpr QStringView kSentVariant = u"sent";

/// Adds media with its preview: insertMedia(), and what was sent. `row` names the variants of the preview
/// alone and no sha256.
[[nodiscard]] Result<void> insertPreview(
    Context &context, const MediaRow &row, const QVector<StoredVariant> &variants, const StoredVariant &sent);

/// Adds the rest, takes the name of what was sent away, and tells the readers of the picture's stream.
/// Changes nothing where the picture has gone meanwhile, or is whole.
[[nodiscard]] Result<void> completeMedia(
    Context &context, const MediaRow &row, const QVector<StoredVariant> &variants);

/// A picture that is not whole, and the blob of what was sent.
struct UnfinishedPicture
{
    MediaId media;
    QByteArray sent;
};
/// Some of them behind `after`, by id; bounded. Not those whose upload has expired meanwhile: what could
/// not be finished in a week is not tried again.
[[nodiscard]] Result<QVector<UnfinishedPicture>> unfinishedPictures(sql::Database &db, MediaId after);
[[nodiscard]] Result<bool> isUnfinished(sql::Database &db, MediaId media);

} // namespace preggo::server
