// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"
#include "server/media/prepared_picture.h"
#include "server/media/worker_process.h"

#include <QByteArray>

#include <deque>
#include <memory>
#include <mutex>

namespace preggo::server {

/// Lets untrusted pictures be decoded by processes of their own, one a picture: whatever it does to its
/// decoder ends with it, and no picture meets another's pixels. The next process is started ahead, so that
/// a picture does not wait for one. What comes back is checked as what a stranger sends. Safe from any
/// thread; the calls block.
class PictureWorkers
{
public:
    explicit PictureWorkers(WorkerProgram program, WorkerLimits limits = {});
    ~PictureWorkers();

    /// preparePicture() at arm's length. Beside its problems: PictureDamaged for a picture that exceeds a
    /// limit of memory or CPU time or ends its process; Unavailable where that ends for no fault of the
    /// picture, or takes longer than the wall clock allows.
    [[nodiscard]] Result<PreparedPicture> prepare(
        const QByteArray &bytes, const VariantSink &made = {}, const PreviewSink &preview = {});

    /// makeAvif() at arm's length, with what time others leave; the same problems.
    [[nodiscard]] Result<PreparedPicture> encodeAvif(const QByteArray &full);

    /// For tests: how many processes were started so far.
    [[nodiscard]] int started() const;

private:
    [[nodiscard]] std::unique_ptr<WorkerProcess> take();
    [[nodiscard]] std::unique_ptr<WorkerProcess> startOne();
    [[nodiscard]] std::unique_ptr<WorkerProcess> startAvif();
    void refill();

    const WorkerProgram m_program;
    const WorkerLimits m_limits;
    mutable std::mutex m_mutex;
    std::unique_ptr<WorkerProcess> m_spare;
    int m_started = 0;
};

/// The program beside the running one that does the work.
[[nodiscard]] WorkerProgram pictureWorkerProgram();

} // namespace preggo::server
