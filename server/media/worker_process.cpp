// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/worker_process.h"

#include <QByteArrayList>
#include <QFile>

#include <cerrno>
#include <csignal>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace preggo::server {

namespace {

constexpr int kFirstOtherFile = 3;
constexpr int kNotStarted = 127; ///< as a shell says of a program that is not there
constexpr rlim_t kFileBytes = 1024 * 1024; ///< Orc, below libvips, keeps the code that it makes in a file
constexpr int kHighestFile = 1024; ///< where the system cannot close a range

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kLimitsMemory = false;
#else
constexpr bool kLimitsMemory = true;
#endif

/// Made before fork(): between that and exec nothing may allocate.
struct Start
{
    std::vector<char *> arguments;
    std::vector<char *> environment;
    int socket = -1;
    int nothing = -1; ///< /dev/null
    WorkerLimits limits;
    int niceness = 0;
};

template <typename Resource> void limit(Resource resource, rlim_t soft, rlim_t hard)
{
    const rlimit both{soft, hard};
    if (::setrlimit(resource, &both) != 0)
        ::_exit(kNotStarted); // better none than one without limits
}

void closeOtherFiles()
{
#ifdef __linux__
    if (::close_range(kFirstOtherFile, ~0U, 0) == 0)
        return;
#endif
    for (int file = kFirstOtherFile; file < kHighestFile; ++file)
        ::close(file);
}

/// In the child. Calls only what is safe after fork() in a program with threads.
[[noreturn]] void become(const Start &start)
{
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr); // the server waits for its signals with all of them blocked
    ::dup2(start.socket, STDIN_FILENO);
    ::dup2(start.nothing, STDOUT_FILENO);
    ::dup2(start.nothing, STDERR_FILENO);
    closeOtherFiles();
#ifdef __linux__
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
#endif
    limit(RLIMIT_CORE, 0, 0); // a dump would hold somebody's picture
    limit(RLIMIT_FSIZE, kFileBytes, kFileBytes);
    // The signal of the first tells the reason; that of the second cannot be caught.
    const auto seconds = static_cast<rlim_t>(start.limits.cpuSeconds);
    limit(RLIMIT_CPU, seconds, seconds + 1);
    const auto bytes = static_cast<rlim_t>(start.limits.memoryBytes);
    if (kLimitsMemory)
        limit(RLIMIT_AS, bytes, bytes);
    if (start.niceness != 0)
        static_cast<void>(::setpriority(PRIO_PROCESS, 0, start.niceness));
    ::execve(start.arguments[0], start.arguments.data(), start.environment.data());
    ::_exit(kNotStarted);
}

std::vector<char *> pointersTo(QByteArrayList &texts)
{
    std::vector<char *> pointers;
    for (QByteArray &text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// Nothing of the server's own environment, which may hold what its owner keeps secret.
QByteArrayList bareEnvironment()
{
    // Where no modules are. To load all of them takes a third of a worker's start, and puts ImageMagick and
    // readers of PDF and of slides beside a stranger's pixels; the worker loads the one that it needs.
    QByteArrayList environment{"VIPS_BLOCK_UNTRUSTED=1", "VIPSHOME=/nonexistent", "LC_ALL=C.UTF-8"};
    // Of a build for tests: where its sanitizer writes, and the libraries that it was built with.
    for (const char *name : {"LD_LIBRARY_PATH", "ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"}) {
        if (const QByteArray value = qgetenv(name); !value.isEmpty())
            environment.append(QByteArray(name) + '=' + value);
    }
    return environment;
}

} // namespace

std::unique_ptr<WorkerProcess> WorkerProcess::start(
    const WorkerProgram &program, const WorkerLimits &limits, int niceness)
{
    QByteArrayList arguments{QFile::encodeName(program.path)};
    for (const QString &argument : program.arguments)
        arguments.append(argument.toLocal8Bit());
    QByteArrayList environment = bareEnvironment();
    int sockets[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
        return nullptr;
    const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    const Start start{pointersTo(arguments), pointersTo(environment), sockets[1], nothing, limits, niceness};
    const pid_t id = nothing < 0 ? -1 : ::fork();
    if (id == 0)
        become(start);
    ::close(sockets[1]);
    if (nothing >= 0)
        ::close(nothing);
    if (id > 0)
        return std::unique_ptr<WorkerProcess>(new WorkerProcess(id, sockets[0]));
    ::close(sockets[0]);
    return nullptr;
}

WorkerProcess::WorkerProcess(pid_t id, int socket)
    : m_id(id)
    , m_socket(socket)
    , m_link(socket)
{ }

WorkerProcess::~WorkerProcess()
{
    ::close(m_socket);
    static_cast<void>(bury());
}

bool WorkerProcess::isAlive()
{
    m_isGone = m_isGone || ::waitpid(m_id, &m_status, WNOHANG) != 0;
    return !m_isGone;
}

WorkerProcess::Death WorkerProcess::bury()
{
    if (!m_isGone) {
        // One that is on its way out already keeps the reason that it had.
        ::kill(m_id, SIGKILL);
        while (::waitpid(m_id, &m_status, 0) < 0 && errno == EINTR) { }
        m_isGone = true;
    }
    if (WIFEXITED(m_status))
        return WEXITSTATUS(m_status) == kNotStarted ? Death::NotStarted : Death::Exited;
    if (WTERMSIG(m_status) == SIGKILL)
        return Death::Killed;
    if (WTERMSIG(m_status) == SIGSYS)
        return Death::Fenced;
    return WTERMSIG(m_status) == SIGXCPU ? Death::OutOfTime : Death::Crashed;
}

} // namespace preggo::server
