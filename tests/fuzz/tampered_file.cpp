// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/fuzz/tampered_file.h"

#include <QDir>
#include <QJsonDocument>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

namespace {

/// In memory where the system has such a folder: a run opens thousands of files a second.
QString folder()
{
    const QString memory = u"/dev/shm"_s;
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + u"/preggo-outbox-XXXXXX"_s;
}

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeAll(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    hold(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size(), "the file can be written");
}

OutboxBatch sampleBatch()
{
    OutboxBatch batch;
    batch.put = {actionRow(1), actionRow(2), actionRow(3), actionRow(4), actionRow(5)};
    batch.put[1].sentCount = 1;
    batch.put[1].action.needs = {sampleId<OpId>(1)};
    batch.put[2].state = ActionState::Parked;
    batch.put[2].problem = makeProblem(ProblemCode::Rejected);
    batch.put[3].action.kind = ActionKind::PostDelete;
    batch.put[3].action.payload = {};
    batch.put[4].action.kind = ActionKind::Unknown;
    batch.put[4].action.unknownKind = u"story.tell"_s;
    MediaOut picture;
    picture.mediaId = sampleId<MediaId>(50);
    picture.family = kFamily;
    picture.path = u"/nowhere/picture.jpg"_s;
    picture.sha256 = QByteArray(32, 'x');
    picture.bytes = 1'000;
    picture.mime = u"image/jpeg"_s;
    batch.media = {picture};
    batch.nowMs = kStartMs;
    return batch;
}

} // namespace

TamperedFile::TamperedFile()
    : m_dir(folder())
{
    const auto opened = Outbox::open(path());
    hold(opened && opened->outbox->write(sampleBatch())
            && opened->outbox->saveDraft(
                {sampleId<DraftId>(1), u"post"_s, u"{\"text\":\"A draft\"}"_s, u"[]"_s, 1}),
        "an outbox can be made");
    hold(
        opened->outbox->database().exec(u"PRAGMA wal_checkpoint(TRUNCATE)"_s).has_value(), "and is one file");
    m_base = readAll(path());
}

void TamperedFile::make(const QByteArray &input)
{
    const QDir dir(m_dir.path());
    for (const QString &name : dir.entryList(QDir::Files))
        QFile::remove(dir.filePath(name));
    m_touched.clear();
    m_sound = !input.startsWith("SQLite format 3");
    m_bytes = m_sound ? m_base : input;
    writeAll(path(), m_bytes);
    const auto lines = m_sound ? input.split('\n') : QList<QByteArray>();
    if (m_sound) {
        const auto database = sql::Database::open({.path = path(),
            .vfs = {},
            .pragmas = {u"foreign_keys=OFF"_s, u"ignore_check_constraints=ON"_s, u"synchronous=OFF"_s}});
        for (const auto &each : lines)
            line(**database, each.split(' '));
        hold((*database)->exec(u"PRAGMA wal_checkpoint(TRUNCATE)"_s).has_value(), "it is one file again");
    }
    m_bytes = readAll(path());
    for (const auto &each : lines)
        bytesLine(each.split(' '));
    writeAll(path(), m_bytes);
}

void TamperedFile::line(sql::Database &database, const QList<QByteArray> &words)
{
    if (words[0] == "set" && words.size() >= 5)
        return set(database, words);
    if (words[0] == "version") {
        static_cast<void>(
            database.query(u"UPDATE schema_version SET version=?"_s).bind(words.value(1).toLongLong()).run());
    }
    if (words[0] == "need") {
        static_cast<void>(
            database
                .query(u"INSERT OR IGNORE INTO action_dep SELECT a.op_id, b.op_id FROM action a, action b "
                       "WHERE a.rowid=? AND b.rowid=?"_s)
                .bind(words.value(1).toLongLong())
                .bind(words.value(2).toLongLong())
                .run());
    }
}

void TamperedFile::set(sql::Database &database, const QList<QByteArray> &words)
{
    static const QStringList kTables{u"action"_s, u"media_out"_s, u"draft"_s, u"trash"_s};
    const QString table = QString::fromLatin1(words[1]);
    const QString column = QString::fromLatin1(words[3]);
    const QByteArray value = words.mid(4).join(' ');
    if (!kTables.contains(table) || column.isEmpty()
        || !std::all_of(
            column.begin(), column.end(), [](QChar c) { return c == u'_' || c.isLetterOrNumber(); }))
        return;
    const qint64 rowid = words[2].toLongLong();
    if (table == u"action")
        m_touched.insert(rowid);
    auto query = database.query(u"UPDATE OR IGNORE "_s + table + u" SET "_s + column + u"=? WHERE rowid=?"_s);
    const QByteArray rest = value.mid(2);
    if (value.startsWith("i:"))
        query.bind(rest.toLongLong());
    else if (value.startsWith("t:"))
        query.bind(QString::fromUtf8(rest));
    else if (value.startsWith("b:"))
        query.bind(QByteArray::fromHex(rest));
    else
        query.bind(std::optional<qint64>());
    static_cast<void>(query.bind(rowid).run());
}

void TamperedFile::bytesLine(const QList<QByteArray> &words)
{
    const qsizetype place = words.value(1).toLongLong();
    if (place < 0 || place > m_bytes.size())
        return;
    if (words[0] == "patch") {
        const QByteArray bytes = QByteArray::fromHex(words.value(2));
        m_sound = m_sound && bytes.isEmpty();
        m_bytes.replace(place, bytes.size(), bytes);
    } else if (words[0] == "cut") {
        m_sound = false;
        m_bytes.truncate(place);
    }
}

QByteArray TamperedFile::damagedCopy() const
{
    return readAll(path() + u".damaged-1"_s);
}

} // namespace preggo::test
