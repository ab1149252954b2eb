// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/executor.h"
#include "storage/cache.h"
#include "storage/outbox.h"

#include <functional>
#include <memory>
#include <utility>

namespace preggo {

/// The engine's only way to the databases: work runs on the storage executor in the order of the calls,
/// its result comes back on the main executor in that order too. When the lane goes, work that was
/// handed over is still done, but nobody is told.
class StorageLane
{
public:
    StorageLane(Executor &main, Executor &storage, Outbox &outbox, Cache &cache)
        : m_main(main)
        , m_storage(storage)
        , m_outbox(outbox)
        , m_cache(cache)
    { }

    template <typename Work, typename Done> void run(Work work, Done done)
    {
        std::weak_ptr<int> alive = m_alive;
        m_storage.post([&main = m_main, &outbox = m_outbox, &cache = m_cache, alive, work = std::move(work),
                           done = std::move(done)]() mutable {
            auto result = std::make_shared<decltype(work(outbox, cache))>(work(outbox, cache));
            main.post([alive, result, done = std::move(done)]() mutable {
                if (!alive.expired())
                    done(std::move(*result));
            });
        });
    }

private:
    Executor &m_main;
    Executor &m_storage;
    Outbox &m_outbox;
    Cache &m_cache;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace preggo
