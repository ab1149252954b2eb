// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/backup/restore_backup.h"

#include "server/backup/backup_folder.h"
#include "server/data/backup.h"
#include "server/data/server_database.h"
#include "server/media/durable_file.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QTimeZone>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

QString staged(const QString &path)
{
    return path + u".restoring"_s;
}

Told<void> removeStaged(const DataPlaces &to)
{
    const QString database = staged(to.database());
    for (const auto &path : {database, database + u"-journal"_s, staged(to.keys())}) {
        if (QFileInfo::exists(path) && !QFile::remove(path))
            return tl::make_unexpected(cannotWrite(path));
    }
    return {};
}

Told<void> checkBytes(const DataPlaces &from)
{
    const auto manifest = readManifest(from.path());
    if (!manifest)
        return tl::make_unexpected(manifest.error());
    const auto sha256 = hashOfFile(from.database());
    if (!sha256)
        return tl::make_unexpected(sha256.error());
    if (*sha256 != manifest->databaseSha256) {
        return tl::make_unexpected(
            u"%1 is damaged: its bytes are not those of the backup. Use another backup; nothing was changed."_s
                .arg(from.database()));
    }
    return {};
}

/// Checks, migrates and renews the copy; the names of its pictures.
sql::Outcome<QSet<QByteArray>> makeReady(const QString &path, Rng &rng)
{
    // Without a write-ahead log all of it is in the one file that gets another name.
    const auto db =
        sql::Database::open({.path = path, .pragmas = {u"journal_mode=DELETE"_s, u"synchronous=FULL"_s}});
    if (!db)
        return tl::make_unexpected(db.error());
    auto done = checkDatabase(**db);
    if (done)
        done = migrateServerDatabase(**db).map([](int) {});
    if (done)
        done = beginNewEpochs(**db, rng);
    if (!done)
        return tl::make_unexpected(done.error());
    return picturesOf(**db);
}

Told<QSet<QByteArray>> stage(const DataPlaces &to, const DataPlaces &from, Rng &rng)
{
    auto done = removeStaged(to);
    if (done)
        done = copyDurably(from.database(), staged(to.database()));
    if (done)
        done = copyDurably(from.keys(), staged(to.keys()));
    if (!done)
        return tl::make_unexpected(done.error());
    auto pictures = makeReady(staged(to.database()), rng);
    if (!pictures)
        return tl::make_unexpected(sentenceFor(pictures.error(), from.database()));
    if (const auto synced = syncFile(staged(to.database())); !synced)
        return tl::make_unexpected(synced.error());
    return std::move(*pictures);
}

Told<int> bringPictures(const DataPlaces &to, const DataPlaces &from, const QSet<QByteArray> &pictures)
{
    if (!QDir().mkpath(to.blobs()))
        return tl::make_unexpected(cannotWrite(to.blobs()));
    int missing = 0;
    for (const auto &picture : pictures) {
        const auto copied = copyPicture(from.blobs(), to.blobs(), picture);
        if (!copied)
            return tl::make_unexpected(copied.error());
        missing += *copied ? 0 : 1;
    }
    return missing;
}

QString asideName(qint64 nowMs)
{
    const auto now = QDateTime::fromMSecsSinceEpoch(nowMs, QTimeZone::utc());
    return u"before-restore-"_s + now.toString(u"yyyyMMdd-hhmmss-zzz"_s);
}

/// The write-ahead log goes with its database: beside another one it would be played into that.
Told<QString> setAside(const DataPlaces &to, qint64 nowMs)
{
    const QString database = to.database();
    QStringList there{database, database + u"-wal"_s, database + u"-shm"_s, to.keys()};
    there.removeIf([](const QString &path) { return !QFileInfo::exists(path); });
    if (there.isEmpty())
        return QString();
    const QString aside = to.path() + u'/' + asideName(nowMs);
    if (!QDir().mkdir(aside))
        return tl::make_unexpected(cannotWrite(aside));
    for (const auto &path : std::as_const(there)) {
        if (const auto done = renameDurably(path, aside + u'/' + QFileInfo(path).fileName()); !done)
            return tl::make_unexpected(done.error());
    }
    return aside;
}

Told<QString> exchange(const DataPlaces &to, qint64 nowMs)
{
    if (!writeDurably(to.restoreMark(), "Run the restore again.\n"))
        return tl::make_unexpected(cannotWrite(to.restoreMark()));
    auto aside = setAside(to, nowMs);
    if (!aside)
        return aside;
    auto done = renameDurably(staged(to.keys()), to.keys());
    if (done)
        done = renameDurably(staged(to.database()), to.database());
    if (done && !QFile::remove(to.restoreMark()))
        done = tl::make_unexpected(cannotWrite(to.restoreMark()));
    if (done)
        done = syncFolder(to.path());
    if (!done)
        return tl::make_unexpected(done.error());
    return aside;
}

} // namespace

Told<RestoreReport> restoreBackup(const DataPlaces &to, const QString &from, const Clock &clock, Rng &rng)
{
    const DataPlaces backup(QDir(from).absolutePath());
    if (const auto done = checkBytes(backup); !done)
        return tl::make_unexpected(done.error());
    const auto pictures = stage(to, backup, rng);
    if (!pictures)
        return tl::make_unexpected(pictures.error());
    const auto missing = bringPictures(to, backup, *pictures);
    if (!missing)
        return tl::make_unexpected(missing.error());
    const auto aside = exchange(to, clock.wallMs());
    if (!aside)
        return tl::make_unexpected(aside.error());
    return RestoreReport{*missing, *aside};
}

} // namespace preggo::server
