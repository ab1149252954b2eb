// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/backup/files.h"
#include "storage/sql/database.h"

#include <QSet>

#include <optional>

namespace preggo::server {

/// What a whole backup says of itself. The file is written last: a folder without it is none.
struct BackupManifest
{
    qint64 madeMs = 0;
    QByteArray databaseSha256;
    int pictures = 0; ///< files under blobs/

    [[nodiscard]] QByteArray toText() const;
    [[nodiscard]] static std::optional<BackupManifest> fromText(const QByteArray &text);
};

[[nodiscard]] Told<BackupManifest> readManifest(const QString &folder);
[[nodiscard]] Told<void> writeManifest(const QString &folder, const BackupManifest &manifest);

/// The hashes of the picture files that a database names; a picture file is kept under its hash.
[[nodiscard]] sql::Outcome<QSet<QByteArray>> picturesOf(sql::Database &db);

/// Puts one picture file of the blobs folder `from` into the blobs folder `to`, unless it stands there
/// whole. What it reads it checks. False where no whole one is to be had.
[[nodiscard]] Told<bool> copyPicture(const QString &from, const QString &to, const QByteArray &sha256);

} // namespace preggo::server
