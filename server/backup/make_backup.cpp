// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/backup/make_backup.h"

#include "server/backup/backup_folder.h"
#include "server/data/backup.h"
#include "server/data/server_database.h"

#include <QDir>
#include <QFileInfo>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

struct DatabaseCopy
{
    Heads heads;
    QSet<QByteArray> pictures;
    QSet<QByteArray> unfinished; ///< of these, what was sent of pictures that are not whole yet
    QByteArray sha256;
};

struct PictureCopies
{
    int held = 0;
    int missing = 0;
};

/// A folder that goes again unless it got its name.
class Unfinished
{
public:
    explicit Unfinished(QString path)
        : m_path(std::move(path))
    { }
    ~Unfinished()
    {
        if (!m_path.isEmpty())
            QDir(m_path).removeRecursively();
    }
    Unfinished(const Unfinished &) = delete;
    Unfinished &operator=(const Unfinished &) = delete;

    Told<void> finish(const QString &name)
    {
        auto done = renameDurably(m_path, name);
        if (done)
            m_path.clear();
        return done;
    }

private:
    QString m_path;
};

Told<void> begin(const DataPlaces &from, const QString &to, const DataPlaces &building)
{
    if (!QFileInfo::exists(from.database())) {
        return tl::make_unexpected(
            u"There is no database in %1. Name the server's folder with --data."_s.arg(from.path()));
    }
    if (QFileInfo::exists(from.restoreMark()))
        return tl::make_unexpected(unfinishedRestore(from));
    if (QFileInfo::exists(to)) {
        return tl::make_unexpected(
            u"%1 is there already, and a backup overwrites nothing. Choose a new name with --to."_s.arg(to));
    }
    if (QFileInfo::exists(building.path())) {
        return tl::make_unexpected(
            u"A backup to %1 is being made, or was not finished. If none is being made, remove %2 and run it again."_s
                .arg(to, building.path()));
    }
    if (!QDir().mkpath(building.blobs()))
        return tl::make_unexpected(cannotWrite(building.path()));
    return {};
}

/// What was sent of pictures of which others have no more than a thumbnail yet (kSentVariant of
/// server/media).
sql::Outcome<QSet<QByteArray>> unfinishedOf(sql::Database &db)
{
    QSet<QByteArray> names;
    auto query = db.query(u"SELECT sha256 FROM blob WHERE variant='sent'"_s);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    while (query.next())
        names.insert(query.blob(0));
    if (auto error = query.error())
        return tl::make_unexpected(*error);
    return names;
}

/// Reads the copy again from where it stands: nothing counts that was not seen there.
sql::Outcome<DatabaseCopy> check(const QString &path)
{
    const auto db = sql::Database::open({.path = path, .readOnly = true});
    if (!db)
        return tl::make_unexpected(db.error());
    if (auto done = checkDatabase(**db); !done)
        return tl::make_unexpected(done.error());
    auto heads = headsOfAll(**db);
    if (!heads)
        return tl::make_unexpected(heads.error());
    auto pictures = picturesOf(**db);
    if (!pictures)
        return tl::make_unexpected(pictures.error());
    auto unfinished = unfinishedOf(**db);
    if (!unfinished)
        return tl::make_unexpected(unfinished.error());
    return DatabaseCopy{std::move(*heads), std::move(*pictures), std::move(*unfinished), {}};
}

Told<DatabaseCopy> copyOf(sql::Database &db, const DataPlaces &from, const DataPlaces &building)
{
    if (const auto done = copyDatabase(db, building.database()); !done)
        return tl::make_unexpected(sentenceFor(done.error(), from.database()));
    if (const auto done = syncFile(building.database()); !done)
        return tl::make_unexpected(done.error());
    auto copy = check(building.database());
    if (!copy)
        return tl::make_unexpected(sentenceFor(copy.error(), building.database()));
    const auto sha256 = hashOfFile(building.database());
    if (!sha256)
        return tl::make_unexpected(sha256.error());
    copy->sha256 = *sha256;
    return std::move(*copy);
}

Told<PictureCopies> copyPictures(
    sql::Database &db, const DataPlaces &from, const DataPlaces &building, const DatabaseCopy &copy)
{
    QSet<QByteArray> missing;
    for (const auto &picture : copy.pictures) {
        const auto copied = copyPicture(from.blobs(), building.blobs(), picture);
        if (!copied)
            return tl::make_unexpected(copied.error());
        if (!*copied)
            missing.insert(picture);
    }
    const auto held = static_cast<int>(copy.pictures.size() - missing.size());
    // What was erased since the database was copied is not missed. What became whole since is: the copy knows
    // nothing but what was sent of it.
    auto named = picturesOf(db);
    if (!named)
        return tl::make_unexpected(sentenceFor(named.error(), from.database()));
    return PictureCopies{held, static_cast<int>(missing.intersect(*named + copy.unfinished).size())};
}

} // namespace

Told<BackupReport> makeBackup(
    const DataPlaces &from, const QString &to, const QString &vfs, const Clock &clock)
{
    const QString place = QDir(to).absolutePath();
    const DataPlaces building(place + u".unfinished"_s);
    if (const auto done = begin(from, place, building); !done)
        return tl::make_unexpected(done.error());
    Unfinished unfinished(building.path());
    const auto db = openServerDatabase(from.database(), vfs);
    if (!db)
        return tl::make_unexpected(sentenceFor(db.error(), from.database()));
    const auto copy = copyOf(**db, from, building);
    if (!copy)
        return tl::make_unexpected(copy.error());
    const auto pictures = copyPictures(**db, from, building, *copy);
    if (!pictures)
        return tl::make_unexpected(pictures.error());
    auto done = copyDurably(from.keys(), building.keys());
    if (done)
        done = writeManifest(building.path(), {clock.wallMs(), copy->sha256, pictures->held});
    if (done)
        done = unfinished.finish(place);
    if (!done)
        return tl::make_unexpected(done.error());
    BackupReport report{pictures->held, pictures->missing, {}};
    if (report.missing > 0)
        return report;
    if (const auto noted = noteBackup(**db, copy->heads); !noted)
        report.notNoted = sentenceFor(noted.error(), from.database());
    return report;
}

} // namespace preggo::server
