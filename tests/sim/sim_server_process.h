// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/media/media_routes.h"
#include "server/media/media_service.h"
#include "server/services/content_routes.h"
#include "tests/sim/sim_data_files.h"
#include "tests/sim/sim_server.h"

#include <vector>

namespace preggo::sim {

/// What a start makes and a kill takes away.
struct SimServer::Process
{
    /// Reads in turns of their own, on the one connection: no read is under way while something is written.
    struct Readers final : server::Workers
    {
        explicit Readers(Process &owner)
            : process(owner)
        { }
        bool submit(Job job) override
        {
            process.later("server read", [this, job = std::move(job)] { job(process.db.get()); });
            return true;
        }
        Process &process;
    };
    struct Writes final : server::Writer
    {
        explicit Writes(Process &owner)
            : process(owner)
        { }
        server::Response write(const Job &job) override
        {
            server::Response result;
            waiting.push_back({job, [&result](server::Response response) { result = std::move(response); }});
            while (!waiting.empty())
                commit();
            return result;
        }
        void submit(Job job, Done done) override
        {
            waiting.push_back({std::move(job), std::move(done)});
            process.later("server commit", [this] {
                if (!waiting.empty())
                    commit();
            });
        }
        void commit()
        {
            process.group.run(*process.db, [this]() -> std::optional<server::GroupCommit::Pending> {
                if (waiting.empty())
                    return std::nullopt;
                auto next = std::move(waiting.front());
                waiting.pop_front();
                return next;
            });
        }
        Process &process;
        std::deque<server::GroupCommit::Pending> waiting;
    };

    explicit Process(SimServer &server, std::unique_ptr<sql::Database> opened)
        : owner(server)
        , db(std::move(opened))
        , generation(++server.m_generation)
        , diskGeneration(server.m_disk.generation())
    { }

    void later(const char *label, Scheduler::Task task)
    {
        std::weak_ptr<int> weak = alive;
        owner.m_scheduler.after(
            qint64(owner.m_scheduler.chance().below(4)), label, [weak, task = std::move(task)] {
                if (!weak.expired())
                    task();
            });
    }
    [[nodiscard]] bool dead() const { return diskGeneration != owner.m_disk.generation(); }

    void committed(const server::Effects &effects, sql::Database &database)
    {
        if (dead())
            return;
        ++owner.m_commits;
        owner.whileSound([&] {
            if (owner.m_committed)
                owner.m_committed(effects, database);
        });
        access.committed(effects);
        hub.committed(effects, database);
    }

    SimServer &owner;
    std::unique_ptr<sql::Database> db;
    const quint64 generation;
    const quint64 diskGeneration;
    std::shared_ptr<int> alive = std::make_shared<int>(0);
    server::AccessDirectory access;
    server::LruPageCache pages{4 * 1024 * 1024};
    server::PageShelf shelf{access, pages};
    server::Hub hub{[this](sql::Database &database, FamilyId family, UserId user) {
        return access.readable(database, access.stamp(), family, user).value_or(QVector<StreamId>());
    }};
    server::MediaService media{
        {kMediaFolder, owner.m_clock, 1, std::make_shared<SimDataFiles>(owner.m_disk), developed}};
    server::Router router{server::contentRoutes(owner.m_pages) + server::mediaRoutes(media)};
    server::RateLimiter rate{owner.m_clock, {}, 10};
    Readers readers{*this};
    Writes writer{*this};
    server::GroupCommit group{{owner.m_clock, owner.m_rng,
        [this](const server::Effects &effects, sql::Database &database) { committed(effects, database); }}};
    server::Dispatcher dispatcher{{router, owner.m_tokens, shelf, access, readers, readers, readers, writer,
        rate, rate, owner.m_clock, owner.m_rng}};
    std::vector<std::weak_ptr<ServerSocket>> sockets;
};

} // namespace preggo::sim
