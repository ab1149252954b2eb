// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "post_view.h"

#include <QJsonArray>

#include <algorithm>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject commentView(const Comment &comment)
{
    return {{u"id"_s, comment.id.toString()}, {u"author"_s, comment.author.toString()},
        {u"parent"_s, comment.parent.toString()}, {u"text"_s, comment.text}, {u"seq"_s, comment.stamp.seq},
        {u"version"_s, comment.stamp.version}};
}

} // namespace

QJsonObject viewOf(const Post &post, const QVector<QPair<UserId, ReactionKind>> &reactions,
    QVector<Comment> comments, const QVector<MediaId> &media)
{
    QJsonObject who;
    for (const auto &[user, kind] : reactions)
        who[user.toString()] = toWire(kind);
    std::sort(comments.begin(), comments.end(),
        [](const Comment &a, const Comment &b) { return a.id.toBytes() < b.id.toBytes(); });
    QJsonArray thread;
    for (const auto &comment : std::as_const(comments)) {
        if (!comment.deleted)
            thread.append(commentView(comment));
    }
    QJsonArray pictures;
    for (const auto &id : media)
        pictures.append(id.toString());
    return {{u"id"_s, post.id.toString()}, {u"author"_s, post.author.toString()},
        {u"kind"_s, toWire(post.kind)}, {u"text"_s, post.text}, {u"seq"_s, post.stamp.seq},
        {u"version"_s, post.stamp.version}, {u"published"_s, post.stamp.publishedAtMs},
        {u"edited"_s, post.editedAtMs.has_value()}, {u"reactions"_s, who}, {u"comments"_s, thread},
        {u"pictures"_s, pictures}};
}

} // namespace preggo::test
