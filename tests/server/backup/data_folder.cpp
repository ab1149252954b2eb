// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "data_folder.h"

#include "server/data/backup.h"
#include "server/data/server_database.h"
#include "server/media/blob_store.h"

#include <QDir>
#include <QFile>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;
using namespace server;

namespace {

void must(bool done)
{
    if (!done)
        qFatal("the folder of the test could not be made");
}

} // namespace

DataFolder::DataFolder()
    : m_places(m_directory.filePath(u"data"_s))
    , m_stream(StreamId::all(m_rng.mintV4<FamilyId>()))
{
    must(QDir().mkpath(m_places.path()));
    const auto db = open();
    must(migrateServerDatabase(*db).has_value());
    must(db->query(u"INSERT INTO stream(stream_id, epoch, head_seq) VALUES(?,?,1)"_s)
             .bind(m_stream)
             .bind(m_rng.mintV4<EpochId>())
             .run()
             .has_value());
    overwrite(m_places.keys(), "the keys");
}

std::unique_ptr<sql::Database> DataFolder::open() const
{
    auto db = openServerDatabase(m_places.database());
    must(db.has_value());
    return std::move(*db);
}

void DataFolder::write()
{
    must(open()->exec(u"UPDATE stream SET head_seq=head_seq+1"_s).has_value());
}

QByteArray DataFolder::addPicture(const QByteArray &bytes)
{
    const auto sha256 = DiskBlobStore(m_places.blobs()).put(bytes);
    must(sha256.has_value());
    must(open()
             ->query(
                 u"INSERT INTO blob(media_id, variant, format, sha256, bytes) VALUES(?,'full','jpeg',?,?)"_s)
             .bind(m_rng.mintV4<MediaId>())
             .bind(*sha256)
             .bind(qint64(bytes.size()))
             .run()
             .has_value());
    return *sha256;
}

Head DataFolder::head() const
{
    return headsOfAll(*open()).value_or(Heads()).value(m_stream);
}

QByteArray DataFolder::pictureBytes(const QByteArray &sha256) const
{
    return bytesOf(DiskBlobStore(m_places.blobs()).path(sha256));
}

void DataFolder::overwrite(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    must(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

QByteArray DataFolder::bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace preggo::test
