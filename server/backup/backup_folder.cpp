// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/backup/backup_folder.h"

#include "server/data/data_places.h"
#include "server/media/blob_store.h"
#include "server/media/durable_file.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kForm = 1;
constexpr int kHashBytes = 32;

bool isWhole(const DiskBlobStore &store, const QByteArray &sha256)
{
    const QString path = store.path(sha256);
    return !path.isEmpty() && hashOfFile(path) == sha256;
}

} // namespace

QByteArray BackupManifest::toText() const
{
    const QJsonObject object{{u"form"_s, kForm}, {u"made_ms"_s, madeMs},
        {u"database_sha256"_s, QString::fromLatin1(databaseSha256.toHex())}, {u"pictures"_s, pictures}};
    return QJsonDocument(object).toJson();
}

std::optional<BackupManifest> BackupManifest::fromText(const QByteArray &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    BackupManifest manifest;
    manifest.madeMs = object[u"made_ms"].toInteger();
    manifest.databaseSha256 = QByteArray::fromHex(object[u"database_sha256"].toString().toLatin1());
    manifest.pictures = object[u"pictures"].toInt();
    const bool isKnown = object[u"form"].toInt() == kForm && manifest.databaseSha256.size() == kHashBytes;
    return isKnown ? std::optional(manifest) : std::nullopt;
}

Told<BackupManifest> readManifest(const QString &folder)
{
    QFile file(DataPlaces(folder).backupMark());
    if (!file.open(QIODevice::ReadOnly)) {
        return tl::make_unexpected(
            u"%1 is no whole backup: it has no file backup.json. Name a folder that the backup command made."_s
                .arg(folder));
    }
    const auto manifest = BackupManifest::fromText(file.readAll());
    if (!manifest) {
        return tl::make_unexpected(
            u"%1 is damaged, or was made by a newer version of this program. Use another backup, or update."_s
                .arg(file.fileName()));
    }
    return *manifest;
}

Told<void> writeManifest(const QString &folder, const BackupManifest &manifest)
{
    if (!writeDurably(DataPlaces(folder).backupMark(), manifest.toText()))
        return tl::make_unexpected(cannotWrite(folder));
    return {};
}

sql::Outcome<QSet<QByteArray>> picturesOf(sql::Database &db)
{
    auto query = db.query(u"SELECT DISTINCT sha256 FROM blob"_s);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    QSet<QByteArray> pictures;
    while (query.next())
        pictures.insert(query.blob(0));
    if (const auto error = query.error())
        return tl::make_unexpected(*error);
    return pictures;
}

Told<bool> copyPicture(const QString &from, const QString &to, const QByteArray &sha256)
{
    DiskBlobStore target(to);
    if (isWhole(target, sha256))
        return true;
    const DiskBlobStore source(from);
    if (!isWhole(source, sha256))
        return false;
    QFile file(source.path(sha256));
    if (!file.open(QIODevice::ReadOnly))
        return false;
    target.remove(sha256); // a damaged one would count as there
    const auto stored = target.put(file.readAll());
    if (!stored)
        return tl::make_unexpected(cannotWrite(to));
    return *stored == sha256;
}

} // namespace preggo::server
