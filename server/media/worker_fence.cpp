// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/worker_fence.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#undef PREGGO_SECCOMP
#endif

#ifdef PREGGO_SECCOMP

#include <cerrno>
#include <memory>
#include <type_traits>

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>

namespace preggo::server {

namespace {

struct Drop
{
    void operator()(scmp_filter_ctx fence) const { seccomp_release(fence); }
};
using Fence = std::unique_ptr<std::remove_pointer_t<scmp_filter_ctx>, Drop>;

// What the decoders, glibc and GLib do once all is loaded: seen with the corpus of pictures under strace,
// and what glibc may use in its place on another kernel or processor.
constexpr int kAllowed[] = {
    // the link to the server
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(recvfrom),
    SCMP_SYS(sendto),
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(close),
    SCMP_SYS(alarm),
    SCMP_SYS(setitimer),
    // memory
    SCMP_SYS(brk),
    SCMP_SYS(mmap),
    SCMP_SYS(mmap2),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(mprotect),
    SCMP_SYS(madvise),
    // threads
    SCMP_SYS(futex),
    SCMP_SYS(futex_time64),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(gettid),
    SCMP_SYS(getpid),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(eventfd2),
    // its own signals; not kill(), which reaches others
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    // time and chance
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_gettime64),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(getrandom),
    // files that it reads: the number of processors, the time zone
    SCMP_SYS(newfstatat),
    SCMP_SYS(fstat),
    SCMP_SYS(fstat64),
    SCMP_SYS(statx),
    SCMP_SYS(lseek),
    SCMP_SYS(getdents64),
    SCMP_SYS(sysinfo),
    SCMP_SYS(uname),
};

bool allow(scmp_filter_ctx fence)
{
    for (const int call : kAllowed) {
        // A call that this processor does not have is a negative number, which libseccomp passes over.
        if (seccomp_rule_add(fence, SCMP_ACT_ALLOW, call, 0) != 0)
            return false;
    }
    return true;
}

/// Allows a call whose argument has exactly `value` among the bits of `mask`.
bool allowWhere(scmp_filter_ctx fence, int call, unsigned argument, scmp_datum_t mask, scmp_datum_t value)
{
    const scmp_arg_cmp where{argument, SCMP_CMP_MASKED_EQ, mask, value};
    return seccomp_rule_add_array(fence, SCMP_ACT_ALLOW, call, 1, &where) == 0;
}

/// open() to read, and nothing that makes or empties a file.
bool allowReading(scmp_filter_ctx fence)
{
    // O_TMPFILE holds the bit of O_DIRECTORY, which is harmless.
    constexpr unsigned kWriting = (O_ACCMODE | O_CREAT | O_TRUNC | O_TMPFILE) & ~unsigned(O_DIRECTORY);
    return allowWhere(fence, SCMP_SYS(open), 1, kWriting, O_RDONLY)
        && allowWhere(fence, SCMP_SYS(openat), 2, kWriting, O_RDONLY);
}

/// clone() for threads alone. clone3() hides its flags behind a pointer: told that there is none, glibc
/// uses clone().
bool allowThreads(scmp_filter_ctx fence)
{
    constexpr unsigned kThread = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD;
    constexpr unsigned kRoom = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER
        | CLONE_NEWPID | CLONE_NEWNET;
    constexpr unsigned kLooked = kThread | kRoom | CLONE_PTRACE | CLONE_VFORK;
    return seccomp_rule_add(fence, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0
        && allowWhere(fence, SCMP_SYS(clone), 0, kLooked, kThread);
}

/// The name of a thread, and no other of its many uses.
bool allowNames(scmp_filter_ctx fence)
{
    constexpr scmp_datum_t kWhole = ~scmp_datum_t(0);
    return allowWhere(fence, SCMP_SYS(prctl), 0, kWhole, PR_SET_NAME);
}

} // namespace

bool raiseFence()
{
    const Fence fence(seccomp_init(SCMP_ACT_KILL_PROCESS));
    return fence && allow(fence.get()) && allowReading(fence.get()) && allowThreads(fence.get())
        && allowNames(fence.get()) && seccomp_load(fence.get()) == 0;
}

bool hasFence()
{
    return true;
}

} // namespace preggo::server

#else

namespace preggo::server {

bool raiseFence()
{
    return true;
}

bool hasFence()
{
    return false;
}

} // namespace preggo::server

#endif
