// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// A picture worker that misbehaves as its first argument says, once it has been asked for a picture.

#include "server/media/worker_answer.h"

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <fcntl.h>
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

} // namespace

int main(int argc, char **argv)
{
    const QByteArray how = argc > 1 ? argv[1] : "";
    const WorkerLink link(STDIN_FILENO);
    if (how == "die first")
        return EXIT_FAILURE;
    if (!link.receive(QDeadlineTimer::Forever))
        return EXIT_SUCCESS;
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
