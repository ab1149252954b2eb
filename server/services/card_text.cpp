// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/card_text.h"

namespace preggo::server {

namespace {

template <typename Tag> void writeIds(JsonText &out, QByteArrayView name, const QVector<StrongId<Tag>> &ids)
{
    out.name(name).begin('[');
    for (const auto &id : ids)
        out.id(id);
    out.end(']');
}

void writeStamp(JsonText &out, const Stamp &stamp)
{
    out.name("seq").number(stamp.seq);
    out.name("version").number(stamp.version);
    out.name("published_at").number(stamp.publishedAtMs);
}

} // namespace

void writePost(JsonText &out, const Post &post)
{
    out.name("id").id(post.id);
    out.name("author").id(post.author);
    out.name("kind").text(toWire(post.kind));
    out.name("text").text(post.text);
    writeIds(out, "media", post.media);
    writeIds(out, "mentions", post.mentions);
    out.name("written_at").number(post.writtenAtMs);
    out.name("deleted").flag(post.deleted);
    if (post.occurredOn.isValid())
        out.name("occurred_on").text(post.occurredOn.toString(Qt::ISODate));
    if (post.week)
        out.name("week").number(*post.week);
    if (!post.milestone.isEmpty())
        out.name("milestone").text(post.milestone);
    if (post.editedAtMs)
        out.name("edited_at").number(*post.editedAtMs);
    writeStamp(out, post.stamp);
}

void writeComment(JsonText &out, const Comment &comment)
{
    out.begin('{');
    out.name("id").id(comment.id);
    out.name("post").id(comment.post);
    out.name("author").id(comment.author);
    out.name("text").text(comment.text);
    writeIds(out, "mentions", comment.mentions);
    out.name("deleted").flag(comment.deleted);
    if (!comment.parent.isNull())
        out.name("parent").id(comment.parent);
    if (comment.editedAtMs)
        out.name("edited_at").number(*comment.editedAtMs);
    writeStamp(out, comment.stamp);
    out.end('}');
}

void writeMedia(JsonText &out, const sql::Query &query)
{
    out.begin('{');
    out.name("id").id(query.id<MediaId>(0));
    out.name("post").id(query.id<PostId>(1));
    writeStamp(out, {query.int64(2), query.int64(3), query.int64(4)});
    out.name("uploader").id(query.id<UserId>(5));
    out.name("width").number(query.int64(6));
    out.name("height").number(query.int64(7));
    out.name("sha256").ascii(query.blob(8).toHex());
    out.name("placeholder").ascii(query.blob(9).toBase64());
    out.name("alt").text(query.text(10));
    out.name("variants").raw(query.text(11).toUtf8());
    out.name("deleted").flag(false);
    out.end('}');
}

} // namespace preggo::server
