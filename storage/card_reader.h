// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/feed_query.h"
#include "storage/post_card.h"
#include "storage/sql/database.h"

#include <QVector>

namespace preggo {

/// Reads whole cards out of cache.db: one statement for the posts, one each for reactions, comments and
/// media, whatever the number of cards. Borrowed database.
class CardReader
{
public:
    CardReader(sql::Database &database, UserId self)
        : m_database(database)
        , m_self(self)
    { }

    [[nodiscard]] sql::Outcome<FeedPage> page(const FeedQuery &query);
    /// Shown ones alone.
    [[nodiscard]] sql::Outcome<QVector<PostCard>> cards(const QVector<PostId> &posts, qint64 fromMs);
    /// The row of the highest version, a tombstone included.
    [[nodiscard]] sql::Outcome<std::optional<PostCard>> card(PostId post);

private:
    [[nodiscard]] sql::Outcome<QVector<PostCard>> readPosts(sql::Query &query);
    [[nodiscard]] sql::Outcome<void> complete(QVector<PostCard> &cards);
    [[nodiscard]] sql::Outcome<void> addReactions(QVector<PostCard> &cards);
    [[nodiscard]] sql::Outcome<void> addComments(QVector<PostCard> &cards);
    [[nodiscard]] sql::Outcome<void> addMedia(QVector<PostCard> &cards);

    sql::Database &m_database;
    UserId m_self;
};

} // namespace preggo
