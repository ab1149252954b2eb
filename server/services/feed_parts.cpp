// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/comment_rows.h"
#include "server/services/feed_page.h"
#include "server/services/media_rows.h"
#include "server/services/reaction_rows.h"

#include <QHash>
#include <QJsonArray>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A statement has room for this many posts; a longer page takes several. The rest of the places is
/// filled with NULL, which equals nothing.
constexpr int kChunk = 20;

/// What hangs on the posts of a page.
struct Parts
{
    QHash<PostId, QJsonArray> reactions;
    QHash<PostId, QVector<CommentRow>> comments;
    QHash<MediaId, QJsonObject> media;
};

QString places()
{
    return u"(?"_s + u",?"_s.repeated(kChunk - 1) + u')';
}

/// The newest two comments of each post, each found by its own walk on the index.
QString newestCommentsText()
{
    const QString one = u"SELECT * FROM (%1)"_s.arg(selectText(kCommentColumns,
        u"FROM comment WHERE post_id=? AND deleted_ms IS NULL ORDER BY published_ms DESC, id DESC LIMIT 2"));
    QStringList all;
    for (int i = 0; i < kChunk; ++i)
        all.append(one);
    return all.join(u" UNION ALL "_s);
}

template <typename Read>
Result<void> readChunk(
    sql::Database &db, const QString &text, const QVector<PostRow> &posts, qsizetype from, Read read)
{
    auto query = db.query(text);
    for (qsizetype i = from; i < from + kChunk; ++i) {
        if (i < posts.size())
            query.bind(posts[i].post.id);
        else
            query.bindNull();
    }
    if (auto done = run(query); !done)
        return done;
    while (query.next())
        read(query);
    return finished(query);
}

Result<void> readParts(sql::Database &db, const QVector<PostRow> &posts, qsizetype from, Parts &parts)
{
    static const QString reactions = selectText(u"post_id, author, kind",
        u"FROM reaction WHERE post_id IN "_s + places()
            + u" AND kind IS NOT NULL ORDER BY published_ms, id"_s);
    static const QString media = selectText(
        kMediaColumns, u"FROM media WHERE post_id IN "_s + places() + u" AND deleted_ms IS NULL"_s);
    static const QString comments = newestCommentsText();
    auto done = readChunk(db, reactions, posts, from, [&](const sql::Query &query) {
        parts.reactions[query.id<PostId>(0)].append(
            QJsonObject{{u"author"_s, query.id<UserId>(1).toString()}, {u"kind"_s, query.text(2)}});
    });
    if (done) {
        done = readChunk(db, comments, posts, from, [&](const sql::Query &query) {
            auto row = commentAt(query);
            parts.comments[row.comment.post].prepend(std::move(row));
        });
    }
    if (done) {
        done = readChunk(db, media, posts, from, [&](const sql::Query &query) {
            const auto row = mediaAt(query);
            parts.media.insert(row.media.id, row.visible().toJson());
        });
    }
    return done;
}

QJsonObject cardJson(const PostRow &row, const Parts &parts)
{
    QJsonArray comments;
    const auto newest = parts.comments.value(row.post.id);
    for (const auto &comment : newest)
        comments.append(comment.visible().toJson());
    QJsonArray media;
    for (const auto &id : row.post.media) {
        if (const auto it = parts.media.constFind(id); it != parts.media.cend())
            media.append(*it);
    }
    QJsonObject card = row.visible().toJson();
    card[u"stream"_s] = row.stream.toString();
    card[u"reactions"_s] = parts.reactions.value(row.post.id);
    card[u"reaction_count"_s] = row.reactionCount;
    card[u"comment_count"_s] = row.commentCount;
    card[u"comments"_s] = comments;
    card[u"media_items"_s] = media;
    return card;
}

} // namespace

Result<QJsonArray> feedJson(sql::Database &db, const QVector<PostRow> &posts)
{
    Parts parts;
    for (qsizetype from = 0; from < posts.size(); from += kChunk) {
        if (auto done = readParts(db, posts, from, parts); !done)
            return tl::make_unexpected(done.error());
    }
    QJsonArray cards;
    for (const auto &row : posts)
        cards.append(cardJson(row, parts));
    return cards;
}

} // namespace preggo::server
