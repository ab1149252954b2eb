// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server_tables.h"

#include "post_view.h"
#include "storage/sql/database.h"

#include <QCryptographicHash>
#include <QFile>

#include <algorithm>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Reads one server's database; keeps the first thing that went wrong.
class Reader
{
public:
    Reader(sql::Database &database, QString directory)
        : m_database(database)
        , m_directory(std::move(directory))
    { }

    ServerTables readAll()
    {
        ServerTables tables;
        readLog(tables);
        readPictures(tables);
        readPosts(tables);
        return tables;
    }
    [[nodiscard]] const QString &error() const { return m_error; }

private:
    template <typename Row> void each(const QString &text, Row row)
    {
        auto query = m_database.query(text);
        if (const auto done = query.run(); !done) {
            m_error = done.error().text;
            return;
        }
        while (query.next())
            row(query);
        if (const auto error = query.error())
            m_error = error->text;
    }

    static QString idIn(const sql::Query &query, int column)
    {
        const auto id = query.id<EntityId>(column);
        return id.isNull() ? QString() : id.toString();
    }

    void readLog(ServerTables &tables)
    {
        each(u"SELECT stream_id, head_seq FROM stream"_s,
            [&](const sql::Query &row) { tables.heads.insert(row.text(0), row.int64(1)); });
        each(u"SELECT op_id, device_id, kind, status FROM op"_s, [&](const sql::Query &row) {
            tables.ledger.insert(idIn(row, 0), {idIn(row, 1), row.text(2), row.text(3) == u"applied"});
        });
        each(u"SELECT stream_id, seq, etype, eid, op_id FROM change ORDER BY stream_id, seq"_s,
            [&](const sql::Query &row) {
                tables.changes.append({row.text(0), row.int64(1), row.text(2), idIn(row, 3), idIn(row, 4)});
            });
    }

    [[nodiscard]] bool isBlobRight(const QByteArray &sha256) const
    {
        const QString name = QString::fromLatin1(sha256.toHex());
        QFile file(m_directory + u"/blobs/"_s + name.left(2) + u'/' + name);
        return file.open(QIODevice::ReadOnly)
            && QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256) == sha256;
    }

    void readPictures(ServerTables &tables)
    {
        each(u"SELECT media_id, sha256, length FROM upload WHERE state = 'stored'"_s,
            [&](const sql::Query &row) {
                const QString sha256 = QString::fromLatin1(row.blob(1).toHex());
                tables.pictures.insert(idIn(row, 0), {sha256, true, row.int64(2)});
            });
        QHash<QString, int> sizes;
        each(u"SELECT media_id, sha256 FROM blob"_s, [&](const sql::Query &row) {
            ++sizes[idIn(row, 0)];
            if (!isBlobRight(row.blob(1)))
                tables.pictures[idIn(row, 0)].whole = false;
        });
        for (auto it = tables.pictures.begin(); it != tables.pictures.end(); ++it)
            it->whole = it->whole && sizes.value(it.key()) > 0;
    }

    /// As the post lists them: bytes of ids, one behind the other.
    static void inOrderOf(const QByteArray &list, QVector<MediaId> &media)
    {
        std::sort(media.begin(), media.end(),
            [&list](MediaId a, MediaId b) { return list.indexOf(a.toBytes()) < list.indexOf(b.toBytes()); });
    }

    void readPosts(ServerTables &tables)
    {
        readParts();
        QVector<Post> posts;
        each(u"SELECT id, seq, version, published_ms, author, kind, text, edited_ms, media FROM post"
             " WHERE deleted_ms IS NULL"_s,
            [&](const sql::Query &row) {
                Post post;
                post.id = row.id<PostId>(0);
                post.stamp = {row.int64(1), row.int64(2), row.int64(3)};
                post.author = row.id<UserId>(4);
                static_cast<void>(fromWire(row.text(5), post.kind));
                post.text = row.text(6);
                post.editedAtMs = row.optionalInt64(7);
                posts.append(post);
                inOrderOf(row.blob(8), m_media[post.id]);
            });
        std::sort(posts.begin(), posts.end(), [](const Post &a, const Post &b) {
            return std::pair(a.stamp.publishedAtMs, a.id.toBytes())
                > std::pair(b.stamp.publishedAtMs, b.id.toBytes());
        });
        for (const auto &post : std::as_const(posts))
            tables.view.append(
                viewOf(post, m_reactions.value(post.id), m_comments.value(post.id), m_media.value(post.id)));
    }

    void readParts()
    {
        each(u"SELECT post_id, author, kind FROM reaction WHERE kind IS NOT NULL"_s,
            [&](const sql::Query &row) {
                ReactionKind kind{};
                static_cast<void>(fromWire(row.text(2), kind));
                m_reactions[row.id<PostId>(0)].append({row.id<UserId>(1), kind});
            });
        each(u"SELECT post_id, id, author, parent_id, text, seq, version FROM comment"
             " WHERE deleted_ms IS NULL"_s,
            [&](const sql::Query &row) {
                Comment comment;
                comment.post = row.id<PostId>(0);
                comment.id = row.id<CommentId>(1);
                comment.author = row.id<UserId>(2);
                comment.parent = row.id<CommentId>(3);
                comment.text = row.text(4);
                comment.stamp = {row.int64(5), row.int64(6), 0};
                m_comments[comment.post].append(comment);
            });
        each(u"SELECT post_id, id FROM media WHERE post_id IS NOT NULL AND state = 'stored'"
             " AND deleted_ms IS NULL"_s,
            [&](const sql::Query &row) { m_media[row.id<PostId>(0)].append(row.id<MediaId>(1)); });
    }

    sql::Database &m_database;
    QString m_directory;
    QString m_error;
    QHash<PostId, QVector<QPair<UserId, ReactionKind>>> m_reactions;
    QHash<PostId, QVector<Comment>> m_comments;
    QHash<PostId, QVector<MediaId>> m_media;
};

} // namespace

tl::expected<ServerTables, QString> readServerTables(const QString &dataDirectory)
{
    sql::OpenOptions options;
    options.path = dataDirectory + u"/preggo.db"_s;
    options.readOnly = true;
    auto database = sql::Database::open(options);
    if (!database)
        return tl::make_unexpected(database.error().text);
    Reader reader(**database, dataDirectory);
    auto tables = reader.readAll();
    if (!reader.error().isEmpty())
        return tl::make_unexpected(reader.error());
    return tables;
}

} // namespace preggo::test
