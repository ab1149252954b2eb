// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "protocol/problem.h"
#include "server/services/message.h"

#include <QByteArray>
#include <QString>

namespace preggo::server::tus {

inline constexpr char kVersion[] = "1.0.0";

/// What a creation announces. `sha256` is of the whole picture, 32 bytes.
struct Announcement
{
    MediaId media;
    FamilyId family;
    qint64 length = 0;
    QByteArray sha256;
    QString alt;
};

/// PreconditionFailed for another version of tus than ours.
[[nodiscard]] Result<void> checkVersion(const Request &request);

/// Reads Upload-Length, Upload-Metadata (media_id, family, sha256 in hex, alt, filetype; values in
/// Base64) and Idempotency-Key, which must be the media id where it is there. The file type is not
/// believed: the bytes decide.
[[nodiscard]] Result<Announcement> readAnnouncement(const Request &request);

[[nodiscard]] Result<qint64> readOffset(const Request &request);

/// Whether `Upload-Checksum: sha256 <Base64>` fits the body; ChecksumMismatch where not. Required.
[[nodiscard]] Result<void> checkChecksum(const Request &request);

/// Adds the headers that every answer of the protocol has.
[[nodiscard]] Response finish(Response response);

} // namespace preggo::server::tus
