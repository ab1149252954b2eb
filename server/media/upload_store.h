// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "server/services/service.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace preggo::server {

enum class UploadState { Receiving, Stored, Refused };

/// One upload as it was announced. How far it got is the size of its file (UploadFiles::offset).
struct UploadRow
{
    MediaId media; ///< also its id in the URL
    UserId user;
    FamilyId family;
    qint64 length = 0;
    QByteArray sha256; ///< of the whole, 32 bytes
    QString alt;
    qint64 expiresMs = 0;
    UploadState state = UploadState::Receiving;
    std::optional<Problem> problem; ///< why it was refused
};

[[nodiscard]] Result<std::optional<UploadRow>> uploadRow(sql::Database &db, MediaId media);
/// Adds the upload, or announces it anew.
[[nodiscard]] Result<void> putUpload(Context &context, const UploadRow &upload);
[[nodiscard]] Result<void> markUploadStored(Context &context, MediaId media);
[[nodiscard]] Result<void> markUploadRefused(Context &context, MediaId media, const Problem &problem);
[[nodiscard]] Result<void> dropUpload(Context &context, MediaId media);
/// Those that still receive.
[[nodiscard]] Result<int> openUploads(sql::Database &db, UserId user, qint64 nowMs);
/// Takes away what expired, whatever its state, and returns it.
[[nodiscard]] Result<QVector<MediaId>> dropExpiredUploads(Context &context);

} // namespace preggo::server
