// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/feed/feed_source.h"
#include "core/sync/engine.h"

#include <functional>

namespace preggo {

/// A feed out of the account's cache.db under the engine's overlay.
class EngineFeedSource final : public FeedSource
{
public:
    /// Runs a task on the storage thread and waits for its end.
    using RunAndWait = std::function<void(const Executor::Task &)>;

    /// All outlive the source.
    EngineFeedSource(SyncEngine &engine, Cache &cache, RunAndWait runAndWait);

    void page(const FeedQuery &query, PageDone done) override;
    [[nodiscard]] sql::Outcome<FeedPage> pageNow(const FeedQuery &query) override;
    void cards(const QVector<PostId> &posts, qint64 fromMs, CardsDone done) override;
    void months(FamilyId family, std::optional<PostKind> filter, MonthsDone done) override;
    void fold(PostCard &card) const override;
    void eachOwnPending(FamilyId family, const std::function<bool(PostId)> &visit) const override;
    [[nodiscard]] std::optional<PostCard> ownPendingCard(PostId post) const override;

private:
    SyncEngine &m_engine;
    Cache &m_cache;
    RunAndWait m_runAndWait;
};

} // namespace preggo
