// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// A picture worker that misbehaves as its first argument says, once it has been asked for a picture.

#include "server/media/worker_answer.h"
#include "server/media/worker_fence.h"

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace preggo;
using namespace preggo::server;

namespace {

constexpr size_t kPiece = 16 * 1024 * 1024;

void takeMemory()
{
    std::vector<char *> all;
    for (;;) {
        auto *piece = static_cast<char *>(std::malloc(kPiece));
        if (!piece)
            std::abort(); // as GLib does
        std::memset(piece, 1, kPiece);
        all.push_back(piece);
    }
}

void spin()
{
    for (volatile unsigned count = 0;;)
        count = count + 1;
}

void answer(const WorkerLink &link, const QByteArray &how)
{
    const auto tell = [&link](const WorkerFrame &frame) {
        static_cast<void>(link.send(frame, QDeadlineTimer::Forever));
    };
    const EncodedVariant variant{
        {QStringLiteral("w150"), QStringLiteral("jpeg"), 3, 2, 4}, "\xFF\xD8\xFF\xD9"};
    if (how == "metadata") {
        tell(frameOf(variant));
        tell(doneFrame({3, 2, {}, {}}));
    }
    if (how == "empty")
        tell(doneFrame({3, 2, {}, {}}));
    if (how == "refuse")
        tell({FrameKind::Refused,
            {{QStringLiteral("code"), QStringLiteral("unauthorized")},
                {QStringLiteral("detail"), QStringLiteral("Sign in at evil.example.")}},
            {}});
    if (how == "garbage")
        static_cast<void>(::write(STDIN_FILENO, "HTTP/1.1 200 OK\r\n", 17));
    if (how == "endless")
        static_cast<void>(::write(STDIN_FILENO, "\x03\x02\x00\x00\x00\xFF\xFF\xFF\xFF{}", 11));
}

/// What somebody tries who has taken over a decoder. Each ends this process, or answers for itself: a
/// worker that comes back from here exits with a number of its own.
int escape(const QByteArray &how, const char *self)
{
    if (how == "socket")
        return ::socket(AF_INET, SOCK_STREAM, 0);
    if (how == "exec")
        return ::execl(self, self, "die first", nullptr);
    if (how == "fork")
        return ::fork(); // waiting for it would be forbidden too, and hide what is asked here
    if (how == "ptrace")
        return static_cast<int>(::ptrace(PTRACE_ATTACH, ::getppid(), nullptr, nullptr));
    if (how == "kill")
        return ::kill(::getppid(), 0);
    if (how == "make")
        return ::open("/tmp", O_TMPFILE | O_RDWR, 0600);
    if (how == "overwrite")
        return ::open("/dev/null", O_WRONLY);
    if (how == "rename")
        return ::rename("/no-such-file", "/no-other-file");
    if (how == "unlink")
        return ::unlink("/no-such-file");
    if (how == "chmod")
        return ::chmod("/no-such-file", 0700);
    return 0;
}

/// What decoders do. True where all of it goes.
bool workHonestly()
{
    bool ran = false;
    std::thread([&ran] { ran = true; }).join();
    const int file = ::open("/etc/passwd", O_RDONLY | O_CLOEXEC);
    char first = 0;
    const bool reads = file >= 0 && ::read(file, &first, 1) == 1;
    std::vector<char> large(64 * 1024 * 1024, 'x');
    return ran && reads && large.back() == 'x';
}

} // namespace

int main(int argc, char **argv)
{
    const QByteArray how = argc > 1 ? argv[1] : "";
    const WorkerLink link(STDIN_FILENO);
    if (how == "die first")
        return EXIT_FAILURE;
    if (!link.receive(QDeadlineTimer::Forever))
        return EXIT_SUCCESS;
    if (how.startsWith("fenced ")) {
        if (!raiseFence())
            return EXIT_FAILURE;
        if (how == "fenced honest" && !workHonestly())
            std::abort();
        static_cast<void>(escape(how.mid(7), argv[0]));
        return EXIT_SUCCESS;
    }
    if (how == "crash")
        std::raise(SIGSEGV);
    if (how == "memory")
        takeMemory();
    if (how == "spin")
        spin();
    answer(link, how);
    // After such words only a server that read them as an answer would go on waiting.
    const bool stays = how == "hang" || how == "garbage" || how == "endless";
    if (stays)
        ::pause(); // until it is killed
    return EXIT_SUCCESS;
}
