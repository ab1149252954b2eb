// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// preggo-picture-worker: decodes one picture for preggo-server, which starts it, limits it and ends it.

#include "protocol/limits.h"
#include "server/media/picture.h"
#include "server/media/worker_answer.h"
#include "server/media/worker_fence.h"

#include <cstdlib>
#include <limits>

#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace preggo;
using namespace preggo::server;

namespace {

constexpr int kNotFenced = 127; ///< for the server as if the program were not there: no picture's fault

/// This process works on one picture and ends: what it frees need not go back to the system, and one heap is
/// enough for threads that nearly always take turns. Saves a sixteenth of the time of a photo.
void keepMemory()
{
#ifdef __GLIBC__
    constexpr int kPiece = 64 * 1024 * 1024;
    ::mallopt(M_ARENA_MAX, 1);
    ::mallopt(M_MMAP_MAX, 0);
    ::mallopt(M_TOP_PAD, kPiece);
    ::mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
#endif
}

WorkerFrame work(const WorkerLink &link, const WorkerFrame &wish)
{
    const auto tell = [&link](const EncodedVariant &variant) {
        // A server that does not listen any more shows at the last frame.
        static_cast<void>(link.send(frameOf(variant), QDeadlineTimer::Forever));
    };
    const auto show = [&link](const PreparedPicture &picture) {
        static_cast<void>(link.send(previewFrame(picture), QDeadlineTimer::Forever));
    };
    const auto picture = wish.kind == FrameKind::EncodeAvif ? makeAvif(wish.bytes, tell)
                                                            : preparePicture(wish.bytes, tell, show);
    return picture ? doneFrame(*picture) : refusedFrame(picture.error());
}

} // namespace

int main(int argc, char **argv)
{
    keepMemory();
    const WorkerLink link(STDIN_FILENO);
    if (argc > 1 && QByteArrayView(argv[1]) == kAvifWorker)
        startAvif(); // what it loads asks for things that the fence forbids
    rehearsePictures();
    if (!raiseFence())
        return kNotFenced;
    const auto wish = link.receive(QDeadlineTimer::Forever);
    if (!wish)
        return EXIT_SUCCESS; // a spare that was not needed
    // The server's clock is stricter; this one is for a server that was killed meanwhile.
    ::alarm(2 * limits::kPictureWallMs / 1'000);
    const WorkerFrame answer = work(link, *wish);
    return link.send(answer, QDeadlineTimer::Forever) ? EXIT_SUCCESS : EXIT_FAILURE;
}
