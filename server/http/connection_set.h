// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <functional>
#include <unordered_set>

namespace preggo::server {

/// Something that can be asked to end once its current request is answered.
class Stoppable
{
public:
    virtual ~Stoppable() = default;
    virtual void stopSoon() = 0;
};

/// The connections of one I/O thread; that thread alone touches the set. The count may be read anywhere.
class ConnectionSet
{
public:
    /// `gone` is called on the set's thread whenever a connection has gone.
    explicit ConnectionSet(std::function<void()> gone)
        : m_gone(std::move(gone))
    { }

    /// A connection was accepted for this set and counts from now on; add() follows. On any thread.
    void expect() { m_count.fetch_add(1, std::memory_order_relaxed); }
    void add(Stoppable *connection) { m_all.insert(connection); }
    void remove(Stoppable *connection)
    {
        m_all.erase(connection);
        m_count.fetch_sub(1, std::memory_order_relaxed);
        m_gone();
    }
    void stopAll()
    {
        const auto all = m_all;
        for (auto *connection : all)
            connection->stopSoon();
    }
    [[nodiscard]] int count() const { return m_count.load(std::memory_order_relaxed); }

private:
    const std::function<void()> m_gone;
    std::unordered_set<Stoppable *> m_all;
    std::atomic<int> m_count{0};
};

} // namespace preggo::server
