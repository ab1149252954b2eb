// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/feed/engine_feed_source.h"

namespace preggo {

EngineFeedSource::EngineFeedSource(SyncEngine &engine, Cache &cache, RunAndWait runAndWait)
    : m_engine(engine)
    , m_cache(cache)
    , m_runAndWait(std::move(runAndWait))
{ }

void EngineFeedSource::page(const FeedQuery &query, PageDone done)
{
    m_engine.read<sql::Outcome<FeedPage>>(
        [query](Cache &cache) { return cache.feedPage(query); }, std::move(done));
}

sql::Outcome<FeedPage> EngineFeedSource::pageNow(const FeedQuery &query)
{
    sql::Outcome<FeedPage> page;
    m_runAndWait([&] { page = m_cache.feedPage(query); });
    return page;
}

void EngineFeedSource::cards(const QVector<PostId> &posts, qint64 fromMs, CardsDone done)
{
    m_engine.read<sql::Outcome<QVector<PostCard>>>(
        [posts, fromMs](Cache &cache) { return cache.postCards(posts, fromMs); }, std::move(done));
}

void EngineFeedSource::months(FamilyId family, std::optional<PostKind> filter, MonthsDone done)
{
    m_engine.read<sql::Outcome<QVector<MonthCount>>>(
        [family, filter](Cache &cache) { return cache.months(family, filter); }, std::move(done));
}

void EngineFeedSource::fold(PostCard &card) const
{
    m_engine.overlay().fold(card);
}

void EngineFeedSource::eachOwnPending(FamilyId family, const std::function<bool(PostId)> &visit) const
{
    m_engine.overlay().eachOwnPending(family, visit);
}

std::optional<PostCard> EngineFeedSource::ownPendingCard(PostId post) const
{
    return m_engine.overlay().ownPendingPost(post);
}

} // namespace preggo
