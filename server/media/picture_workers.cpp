// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/picture_workers.h"

#include "server/media/worker_answer.h"

#include <QCoreApplication>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

using Death = WorkerProcess::Death;

constexpr int kBusyRetrySeconds = 30;
constexpr int kLateNiceness = 15; ///< of 19: what nobody waits for

/// What the end of a worker means for its picture.
Problem problemOf(LinkEnd end, WorkerProcess &worker)
{
    const Death death = worker.bury();
    if (end == LinkEnd::Closed && death == Death::OutOfTime)
        return makeProblem(ProblemCode::PictureDamaged,
            u"This picture takes too long to read. Choose a smaller copy of it."_s);
    const bool isItsFault = death == Death::Crashed || death == Death::Exited || death == Death::Fenced;
    if (end == LinkEnd::Malformed || (end == LinkEnd::Closed && isItsFault))
        return makeProblem(ProblemCode::PictureDamaged,
            u"This picture cannot be read safely. Choose another copy of it, or a smaller one."_s);
    Problem problem = makeProblem(ProblemCode::Unavailable);
    problem.retryAfterSeconds = kBusyRetrySeconds;
    return problem;
}

} // namespace

PictureWorkers::PictureWorkers(WorkerProgram program, WorkerLimits limits)
    : m_program(std::move(program))
    , m_limits(limits)
{ }

PictureWorkers::~PictureWorkers() = default;

std::unique_ptr<WorkerProcess> PictureWorkers::take()
{
    const std::lock_guard lock(m_mutex);
    // A spare may have been ended by a system that was short of memory.
    if (m_spare && m_spare->isAlive())
        return std::move(m_spare);
    return startOne();
}

std::unique_ptr<WorkerProcess> PictureWorkers::startOne()
{
    ++m_started;
    return WorkerProcess::start(m_program, m_limits, 0);
}

std::unique_ptr<WorkerProcess> PictureWorkers::startAvif()
{
    const std::lock_guard lock(m_mutex);
    ++m_started;
    WorkerProgram program = m_program;
    program.arguments.append(QLatin1StringView(kAvifWorker));
    return WorkerProcess::start(program, m_limits, kLateNiceness);
}

void PictureWorkers::refill()
{
    const std::lock_guard lock(m_mutex);
    if (m_spare && m_spare->isAlive())
        return;
    m_spare = startOne();
}

Result<PreparedPicture> PictureWorkers::prepare(
    const QByteArray &bytes, const VariantSink &made, const PreviewSink &preview)
{
    const auto worker = take();
    if (!worker)
        return fail(ProblemCode::Unavailable);
    const QDeadlineTimer deadline(m_limits.wall);
    const auto sent = worker->link().send({FrameKind::Prepare, {}, bytes}, deadline);
    const auto answer = sent.and_then([&] { return readAnswer(worker->link(), deadline, made, preview); });
    refill(); // not before: this picture's uploader waits, the next one's does not yet
    return answer ? *answer : tl::make_unexpected(problemOf(answer.error(), *worker));
}

Result<PreparedPicture> PictureWorkers::encodeAvif(const QByteArray &full)
{
    const auto worker = startAvif();
    if (!worker)
        return fail(ProblemCode::Unavailable);
    const QDeadlineTimer deadline(m_limits.wall);
    const auto answer = worker->link().send({FrameKind::EncodeAvif, {}, full}, deadline).and_then([&] {
        return readAnswer(worker->link(), deadline, {});
    });
    return answer ? *answer : tl::make_unexpected(problemOf(answer.error(), *worker));
}

int PictureWorkers::started() const
{
    const std::lock_guard lock(m_mutex);
    return m_started;
}

WorkerProgram pictureWorkerProgram()
{
    return {QCoreApplication::applicationDirPath() + u"/preggo-picture-worker"_s, {}};
}

} // namespace preggo::server
