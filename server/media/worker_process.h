// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/limits.h"
#include "server/media/worker_link.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>

#include <sys/types.h>

namespace preggo::server {

/// What one picture may cost. The kernel holds the worker to the first two, the server to the third.
struct WorkerLimits
{
    qint64 memoryBytes = limits::kPictureWorkerBytes; ///< not under a sanitizer, which needs terabytes
    int cpuSeconds = limits::kPictureCpuSeconds;
    std::chrono::milliseconds wall{limits::kPictureWallMs};
};

struct WorkerProgram
{
    QString path;
    QStringList arguments;
};

/// A process that talks to us by its standard input, and has nothing else: no environment, no other open
/// file, no file of more than a megabyte, no core dump. Ends, by force, when this goes. One thread at a time.
class WorkerProcess
{
public:
    /// How a process came to its end.
    enum class Death {
        NotStarted, ///< the program is not there, or its limits cannot be set
        Exited, ///< by itself
        OutOfTime, ///< by the limit of CPU time
        Fenced, ///< by asking the kernel for what a decoder never needs (worker_fence.h)
        Crashed, ///< by a signal of its own: a defect, or no memory left
        Killed, ///< from outside: by us, or by a system that is short of memory
    };

    /// Null where the system gives no process. A program that is not there shows at the end.
    [[nodiscard]] static std::unique_ptr<WorkerProcess> start(
        const WorkerProgram &program, const WorkerLimits &limits, int niceness);
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess &) = delete;
    WorkerProcess &operator=(const WorkerProcess &) = delete;

    [[nodiscard]] const WorkerLink &link() const { return m_link; }
    [[nodiscard]] pid_t id() const { return m_id; }
    /// Whether it lives, without waiting.
    [[nodiscard]] bool isAlive();
    /// Ends the process where it still lives, and says how it ended.
    [[nodiscard]] Death bury();

private:
    WorkerProcess(pid_t id, int socket);

    const pid_t m_id;
    const int m_socket;
    const WorkerLink m_link;
    int m_status = 0;
    bool m_isGone = false;
};

} // namespace preggo::server
