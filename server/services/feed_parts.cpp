// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/card_text.h"
#include "server/services/feed_page.h"

#include <QHash>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A statement has room for this many posts; a longer page takes several. The rest of the places is
/// filled with NULL, which equals nothing.
constexpr int kChunk = 20;

/// What hangs on the posts of a page.
struct Parts
{
    QHash<PostId, JsonText> reactions;
    QHash<PostId, QVector<Comment>> comments;
    QHash<MediaId, QByteArray> media;
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

void addReaction(Parts &parts, const sql::Query &query)
{
    JsonText &list = parts.reactions[query.id<PostId>(0)];
    list.begin('{').name("author").id(query.id<UserId>(1)).name("kind").text(query.text(2)).end('}');
}

void addComment(Parts &parts, const sql::Query &query)
{
    auto row = commentAt(query);
    parts.comments[row.comment.post].prepend(std::move(row.comment));
}

void addMedia(Parts &parts, const sql::Query &query)
{
    JsonText text;
    writeMedia(text, query);
    parts.media.insert(query.id<MediaId>(0), text.take());
}

Result<void> readParts(sql::Database &db, const QVector<PostRow> &posts, qsizetype from, Parts &parts)
{
    static const QString reactions = selectText(u"post_id, author, kind",
        u"FROM reaction WHERE post_id IN "_s + places()
            + u" AND kind IS NOT NULL ORDER BY published_ms, id"_s);
    static const QString media = selectText(
        kCardMediaColumns, u"FROM media WHERE post_id IN "_s + places() + u" AND deleted_ms IS NULL"_s);
    static const QString comments = newestCommentsText();
    const auto reader = [&parts](void (*add)(Parts &, const sql::Query &)) {
        return [&parts, add](const sql::Query &query) { add(parts, query); };
    };
    auto done = readChunk(db, reactions, posts, from, reader(addReaction));
    if (done)
        done = readChunk(db, comments, posts, from, reader(addComment));
    if (done)
        done = readChunk(db, media, posts, from, reader(addMedia));
    return done;
}

void writeCard(JsonText &out, const PostRow &row, const Parts &parts)
{
    out.begin('{');
    writePost(out, row.post);
    out.name("stream").text(row.stream.toString());
    out.name("reaction_count").number(row.reactionCount);
    out.name("comment_count").number(row.commentCount);
    out.name("reactions").begin('[').raw(parts.reactions.value(row.post.id).bytes()).end(']');
    out.name("comments").begin('[');
    const auto comments = parts.comments.constFind(row.post.id);
    if (comments != parts.comments.cend()) {
        for (const auto &comment : *comments)
            writeComment(out, comment);
    }
    out.end(']').name("media_items").begin('[');
    for (const auto &id : row.post.media) {
        if (const auto it = parts.media.constFind(id); it != parts.media.cend())
            out.raw(*it);
    }
    out.end(']').end('}');
}

} // namespace

Result<void> writeCards(sql::Database &db, const QVector<PostRow> &posts, JsonText &out)
{
    Parts parts;
    for (qsizetype from = 0; from < posts.size(); from += kChunk) {
        if (auto done = readParts(db, posts, from, parts); !done)
            return done;
    }
    out.begin('[');
    for (const auto &row : posts)
        writeCard(out, row, parts);
    out.end(']');
    return {};
}

} // namespace preggo::server
