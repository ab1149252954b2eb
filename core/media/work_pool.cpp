// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/media/work_pool.h"

namespace preggo {

WorkPool::WorkPool(Executor &main, QVector<Executor *> workers)
    : m_main(main)
    , m_workers(std::move(workers))
    , m_busy(m_workers.size(), 0)
{
    Q_ASSERT(!m_workers.isEmpty());
}

WorkPool::Id WorkPool::run(Work work)
{
    const Id id = ++m_lastId;
    m_alive.insert(id);
    m_waiting.push_back({id, std::move(work)});
    dispatch();
    return id;
}

void WorkPool::cancel(Id id)
{
    m_alive.remove(id);
    std::erase_if(m_waiting, [id](const Task &task) { return task.id == id; });
}

void WorkPool::dispatch()
{
    for (int worker = 0; worker < m_busy.size() && !m_waiting.empty(); ++worker) {
        if (m_busy[worker] != 0)
            continue;
        Task task = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_busy[worker] = task.id;
        m_workers[worker]->post(
            [this, self = std::weak_ptr(m_self), &main = m_main, worker, task = std::move(task)] {
                Then then = task.work();
                main.post([this, self, worker, id = task.id, then = std::move(then)] {
                    if (!self.expired())
                        finished(worker, id, then);
                });
            });
    }
}

void WorkPool::finished(int worker, Id id, const Then &then)
{
    m_busy[worker] = 0;
    dispatch();
    if (m_alive.remove(id) && then)
        then();
}

} // namespace preggo
