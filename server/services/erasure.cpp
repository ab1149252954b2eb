// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/erasure.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kBatch = 200;
const QString kBlankMedia =
    u"UPDATE media SET sha256=x'', placeholder=x'', alt='', variants='[]', state='erased',"
    " deleted_ms=COALESCE(deleted_ms, ?) WHERE "_s;

template <typename Id>
Result<void> find(sql::Database &db, const QString &text, qint64 beforeMs, QVector<Id> &out)
{
    auto query = db.query(text);
    if (auto done = run(query.bind(beforeMs).bind(kBatch)); !done)
        return done;
    while (query.next())
        out.append(query.template id<Id>(0));
    return finished(query);
}

/// What hangs on a post, which is erased itself.
Result<void> eraseSubtree(Context &context, PostId post)
{
    const qint64 now = context.clock.wallMs();
    auto &db = context.db;
    if (auto done = run(db.query(u"DELETE FROM post_revision WHERE post_id=?"_s).bind(post)); !done)
        return done;
    auto texts = db.query(
        u"DELETE FROM comment_revision WHERE comment_id IN (SELECT id FROM comment WHERE post_id=?)"_s);
    if (auto done = run(texts.bind(post)); !done)
        return done;
    auto comments = db.query(u"UPDATE comment SET text='', mentions=x'', erased=1,"
                             " deleted_ms=COALESCE(deleted_ms, ?) WHERE post_id=?"_s);
    if (auto done = run(comments.bind(now).bind(post)); !done)
        return done;
    if (auto done = run(db.query(u"UPDATE reaction SET kind=NULL WHERE post_id=?"_s).bind(post)); !done)
        return done;
    static const QString media = kBlankMedia + u"post_id=?"_s;
    return run(db.query(media).bind(now).bind(post));
}

Result<void> erasePost(Context &context, PostId post, qint64 beforeMs)
{
    auto query = context.db.query(
        u"UPDATE post SET text='', media=x'', mentions=x'', occurred_on=NULL, week=NULL, milestone='',"
        " release_at_ms=NULL, release_audience=NULL, reaction_count=0, comment_count=0, score=0, erased=1"
        " WHERE id=? AND erased=0 AND deleted_ms<?"_s);
    if (auto done = run(query.bind(post).bind(beforeMs)); !done)
        return done;
    return query.rowsAffected() == 1 ? eraseSubtree(context, post) : Result<void>();
}

Result<void> eraseComment(Context &context, CommentId comment, qint64 beforeMs)
{
    auto query = context.db.query(u"UPDATE comment SET text='', mentions=x'', erased=1"
                                  " WHERE id=? AND erased=0 AND deleted_ms<?"_s);
    if (auto done = run(query.bind(comment).bind(beforeMs)); !done)
        return done;
    if (query.rowsAffected() != 1)
        return {};
    return run(context.db.query(u"DELETE FROM comment_revision WHERE comment_id=?"_s).bind(comment));
}

Result<void> eraseMedia(Context &context, MediaId media, qint64 beforeMs)
{
    static const QString text = kBlankMedia + u"id=? AND deleted_ms<?"_s;
    return run(context.db.query(text).bind(context.clock.wallMs()).bind(media).bind(beforeMs));
}

} // namespace

Result<Erasable> findErasable(sql::Database &db, qint64 deletedBeforeMs)
{
    Erasable found;
    auto done =
        find(db, u"SELECT id FROM post WHERE deleted_ms IS NOT NULL AND erased=0 AND deleted_ms<? LIMIT ?"_s,
            deletedBeforeMs, found.posts);
    if (done)
        done = find(db,
            u"SELECT id FROM comment WHERE deleted_ms IS NOT NULL AND erased=0 AND deleted_ms<? LIMIT ?"_s,
            deletedBeforeMs, found.comments);
    if (done)
        done = find(db, u"SELECT id FROM media WHERE state='stored' AND deleted_ms<? LIMIT ?"_s,
            deletedBeforeMs, found.media);
    return done.map([&] { return found; });
}

Result<void> erase(Context &context, const Erasable &found, qint64 deletedBeforeMs)
{
    for (const PostId post : found.posts) {
        if (auto done = erasePost(context, post, deletedBeforeMs); !done)
            return done;
    }
    for (const CommentId comment : found.comments) {
        if (auto done = eraseComment(context, comment, deletedBeforeMs); !done)
            return done;
    }
    for (const MediaId media : found.media) {
        if (auto done = eraseMedia(context, media, deletedBeforeMs); !done)
            return done;
    }
    return {};
}

} // namespace preggo::server
