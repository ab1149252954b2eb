// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace preggo::server {

/// Calls something soon after the start and then again and again, on a thread of its own.
class Maintenance
{
public:
    struct Pace
    {
        std::chrono::seconds first;
        std::chrono::seconds interval;
    };
    Maintenance(Pace pace, std::function<void()> work);
    ~Maintenance();
    Maintenance(const Maintenance &) = delete;
    Maintenance &operator=(const Maintenance &) = delete;
    void stop();

private:
    void run();

    const Pace m_pace;
    const std::function<void()> m_work;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace preggo::server
