// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/entities.h"
#include "server/media/accept_header.h"
#include "server/media/prepared_picture.h"
#include "server/services/media_rows.h"
#include "server/services/service.h"

#include <QByteArray>
#include <QVector>

namespace preggo::server {

/// A variant that was put into the blob store.
struct StoredVariant
{
    MediaVariant info;
    QByteArray sha256;
};

/// Adds stored media that no post has taken yet. A success, and nothing is written, where this uploader
/// has stored this id before; Conflict where it is somebody else's.
[[nodiscard]] Result<void> insertMedia(
    Context &context, const MediaRow &row, const QVector<StoredVariant> &variants);

/// The bytes to serve for a variant: of this name, else of the nearest that exists, since sizes beyond
/// the picture's own are not made; in AVIF, WebP or JPEG, the first that is read and there. Nothing for a
/// name that is none. Unavailable for the `full` of a picture that is not whole yet: nothing smaller may
/// pass for it.
struct ServedVariant
{
    QByteArray sha256;
    QString format;
    bool isInterim = false; ///< a better one is being made
};
[[nodiscard]] Result<std::optional<ServedVariant>> servedVariant(
    sql::Database &db, MediaId media, const QString &variant, PictureFormats formats);

/// Some pictures behind `after`, by id, that have no AVIF yet, with the blob of their `full`. Bounded.
struct LateWork
{
    MediaId media;
    QByteArray full;
};
[[nodiscard]] Result<QVector<LateWork>> picturesWithoutAvif(sql::Database &db, MediaId after);

/// The highest id; null where there is no picture.
[[nodiscard]] Result<MediaId> newestPicture(sql::Database &db);

/// Adds variants to a picture that is still there; changes nothing where it has gone meanwhile, or has
/// them already. Nobody is told: who asks for a format finds it.
[[nodiscard]] Result<void> insertLate(
    Context &context, MediaId media, const QVector<StoredVariant> &variants);

/// The blobs that only erased pictures name, and their names. The files go first: a server that died
/// between the two finds the names again.
[[nodiscard]] Result<QVector<QByteArray>> erasedBlobs(sql::Database &db);
[[nodiscard]] Result<void> dropErasedNames(Context &context);

/// Whether any picture has this blob.
[[nodiscard]] Result<bool> isBlobNamed(sql::Database &db, const QByteArray &sha256);

/// What a family's pictures take on the disk, all sizes, whatever has not been erased.
struct PictureUse
{
    qint64 pictures = 0;
    qint64 bytes = 0;
};
[[nodiscard]] Result<PictureUse> pictureUse(sql::Database &db, FamilyId family);

/// Takes media away that no post took before `beforeMs`; returns the blobs that nothing names any more.
[[nodiscard]] Result<QVector<QByteArray>> dropUnattached(Context &context, qint64 beforeMs);

} // namespace preggo::server
