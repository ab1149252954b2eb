// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/media/uploader.h"

#include "core/media/tus_requests.h"
#include "core/net/api_call.h"

#include <QCryptographicHash>

#include <algorithm>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Answers that ask for the same again at once are believed this often in a row.
constexpr int kImmediateMax = 3;
constexpr qint64 kWakeSpreadMs = 2'000;

} // namespace

struct Uploader::Job
{
    MediaOut row;
    Step step = Step::Create;
    qint64 pieceBytes = 0;
    qint64 startedMs = 0;
    int immediate = 0; ///< tries again without a wait since the last progress
    std::optional<Problem> problem; ///< of its last failure, until it gets on
};

Uploader::Uploader(Deps deps)
    : m_deps(std::move(deps))
{ }

Uploader::~Uploader()
{
    drop();
    if (m_timer)
        m_deps.main.cancel(m_timer);
}

void Uploader::setListener(MediaUploadListener *listener)
{
    m_listener = listener;
}

void Uploader::enqueue(const MediaOut &row)
{
    const auto isSame = [&](const JobPtr &job) { return job && job->row.mediaId == row.mediaId; };
    if (isSame(m_running) || std::any_of(m_queue.begin(), m_queue.end(), isSame))
        return;
    auto job = std::make_shared<Job>();
    job->row = row;
    m_queue.push_back(std::move(job));
    next();
}

void Uploader::next()
{
    if (m_running || m_timer)
        return;
    const auto first =
        std::find_if(m_queue.begin(), m_queue.end(), [this](const JobPtr &job) { return !isHeld(job->row); });
    if (first == m_queue.end())
        return tellStanding();
    m_running = *first;
    m_queue.erase(first);
    m_running->step = m_running->row.tusUrl.isEmpty() ? Step::Create : Step::AskOffset;
    run();
}

bool Uploader::isHeld(const MediaOut &row) const
{
    return m_paused.contains(row.mediaId) || isHeldBack();
}

/// The one under way waits again, in the first place: what it has sent is not sent again.
void Uploader::standBack()
{
    m_queue.push_front(m_running);
    drop();
    next();
}

void Uploader::holdsChanged()
{
    if (m_running && isHeld(m_running->row))
        standBack();
    else
        next();
    tellStanding();
}

void Uploader::setPaused(const QSet<MediaId> &media)
{
    m_paused = media;
    holdsChanged();
}

void Uploader::setSendsOnMetered(bool sends)
{
    m_sendsOnMetered = sends;
    holdsChanged();
}

UploadStanding Uploader::standingOf(MediaId media) const
{
    if (m_paused.contains(media))
        return {UploadHold::Paused, {}};
    if (isHeldBack())
        return {UploadHold::Metered, {}};
    const auto waiting = std::find_if(m_queue.begin(), m_queue.end(),
        [media](const JobPtr &job) { return job->row.mediaId == media && job->problem; });
    if (waiting == m_queue.end())
        return {};
    return {UploadHold::Failing, (*waiting)->problem};
}

void Uploader::tellStanding()
{
    if (m_standingChanged)
        m_standingChanged();
}

void Uploader::run()
{
    withToken([this](const QByteArray &token) {
        m_token = token;
        switch (m_running->step) {
        case Step::Create:
            return send(tus::create(m_running->row));
        case Step::AskOffset:
            return send(tus::askOffset(m_running->row.tusUrl));
        case Step::SendPiece:
            return sendPiece();
        }
    });
}

void Uploader::withToken(std::function<void(const QByteArray &token)> go)
{
    m_deps.tokens.accessToken([this, alive = std::weak_ptr(m_alive), job = m_running, go = std::move(go)](
                                  const Result<QByteArray> &token) {
        if (alive.expired() || job != m_running)
            return;
        if (token)
            go(*token);
        else
            retryLater();
    });
}

void Uploader::send(HttpRequest request, HttpTransport::Progress progress)
{
    request.addHeader("Authorization", "Bearer " + m_token);
    m_running->startedMs = m_deps.clock.steadyMs();
    m_request = m_deps.http.send(
        std::move(request),
        [this, alive = std::weak_ptr(m_alive), job = m_running](const HttpAnswer &answer) {
            if (alive.expired() || job != m_running)
                return;
            m_request = 0;
            answered(answer);
        },
        std::move(progress));
}

void Uploader::sendPiece()
{
    struct Piece
    {
        Result<QByteArray> bytes;
        QByteArray sha256;
    };
    const MediaOut &row = m_running->row;
    const qint64 length = std::min(m_pace.pieceBytes(), row.bytes - row.tusOffset);
    m_deps.worker.post([this, alive = std::weak_ptr(m_alive), job = m_running, &files = m_deps.files,
                           &main = m_deps.main, path = row.path, offset = row.tusOffset, length] {
        auto piece = std::make_shared<Piece>(Piece{files.read(path, offset, length), {}});
        if (piece->bytes)
            piece->sha256 = QCryptographicHash::hash(*piece->bytes, QCryptographicHash::Sha256);
        main.post([this, alive, job, piece, offset, length] {
            if (alive.expired() || job != m_running)
                return;
            if (!piece->bytes || piece->bytes->size() != length)
                return refuse(makeProblem(ProblemCode::PictureDamaged,
                    u"This picture's file is gone from the device. Remove it here and add it again."_s));
            m_running->pieceBytes = length;
            const auto progress = [this, alive, job, offset](qint64 sent, qint64) {
                if (!alive.expired() && job == m_running && m_listener)
                    m_listener->mediaProgress(job->row.mediaId, offset + sent, job->row.bytes);
            };
            send(tus::sendPiece(job->row.tusUrl, offset, *piece->bytes, piece->sha256), progress);
        });
    });
}

void Uploader::answered(const HttpAnswer &answer)
{
    if (answer.failure != NetFailure::None || answer.status < 200 || answer.status > 299)
        return failed(answer);
    switch (m_running->step) {
    case Step::Create:
        return created(answer);
    case Step::AskOffset:
        return offsetKnown(answer);
    case Step::SendPiece:
        return pieceSent(answer);
    }
}

void Uploader::created(const HttpAnswer &answer)
{
    const auto place = tus::placeOf(answer);
    const qint64 offset = tus::offsetOf(answer).value_or(0);
    if (!place || offset > m_running->row.bytes)
        return retryLater();
    m_pace.succeeded();
    m_running->row.tusUrl = *place;
    moveTo(offset);
}

void Uploader::offsetKnown(const HttpAnswer &answer)
{
    const auto offset = tus::offsetOf(answer);
    if (!offset)
        return retryLater();
    if (*offset > m_running->row.bytes)
        return startAnew();
    m_pace.succeeded();
    moveTo(*offset);
}

void Uploader::pieceSent(const HttpAnswer &answer)
{
    const auto offset = tus::offsetOf(answer);
    if (!offset || *offset <= m_running->row.tusOffset || *offset > m_running->row.bytes)
        return retryLater();
    m_pace.sent(m_running->pieceBytes, m_deps.clock.steadyMs() - m_running->startedMs);
    m_pace.succeeded();
    m_running->immediate = 0;
    moveTo(*offset);
}

void Uploader::moveTo(qint64 offset)
{
    MediaOut &row = m_running->row;
    row.tusOffset = offset;
    if (m_deps.note)
        m_deps.note(row.mediaId, row.tusUrl, offset);
    if (m_listener)
        m_listener->mediaProgress(row.mediaId, offset, row.bytes);
    if (!m_running)
        return; // the listener gave it up
    if (offset == row.bytes)
        return finish();
    m_running->problem.reset();
    if (isHeld(row)) // the network costs since, and is asked for at each piece
        return standBack();
    m_running->step = Step::SendPiece;
    run();
}

void Uploader::failed(const HttpAnswer &answer)
{
    const Problem problem = problemOfAnswer(answer);
    m_running->problem = problem;
    if (answer.failure != NetFailure::None || answer.status >= 500)
        return retryLater(problem.retryAfterSeconds);
    const bool again = m_running->immediate++ < kImmediateMax;
    const bool piece = m_running->step == Step::SendPiece;
    const bool asking = m_running->step == Step::AskOffset;
    const bool placed = m_running->step != Step::Create;
    // HEAD has no body, so it cannot say why; creating again can.
    if (asking && answer.status != 401 && answer.status != 429)
        return again ? startAnew() : retryLater(problem.retryAfterSeconds);
    switch (answer.status) {
    case 401:
        m_deps.tokens.rejected(m_token);
        return again ? run() : retryLater();
    case 404:
    case 410:
        if (placed)
            return again ? startAnew() : retryLater();
        break;
    case 409:
        if (piece && again) {
            m_running->step = Step::AskOffset;
            return run();
        }
        if (piece || problem.isTransient())
            return retryLater(problem.retryAfterSeconds);
        break;
    case 413:
        if (piece && problem.code != ProblemCode::PictureTooLarge && m_pace.tooLarge())
            return run();
        break;
    case 460:
        return again ? run() : retryLater();
    case 408:
    case 423:
    case 425:
    case 426:
    case 429:
        return retryLater(problem.retryAfterSeconds);
    default:
        break;
    }
    if (problem.isTransient())
        return retryLater(problem.retryAfterSeconds);
    refuse(problem);
}

void Uploader::startAnew()
{
    MediaOut &row = m_running->row;
    row.tusUrl.clear();
    row.tusOffset = 0;
    if (m_deps.note)
        m_deps.note(row.mediaId, {}, 0);
    m_running->step = Step::Create;
    run();
}

void Uploader::retryLater(std::optional<int> retryAfterSeconds)
{
    // To the end: a picture that the server stumbles over must not keep the others.
    m_running->immediate = 0;
    m_queue.push_back(std::exchange(m_running, nullptr));
    m_timer = m_deps.main.postAfter(m_pace.delayAfterFailure(m_deps.rng, retryAfterSeconds), [this] {
        m_timer = 0;
        next();
        tellStanding();
    });
    tellStanding();
}

void Uploader::finish()
{
    const JobPtr job = std::exchange(m_running, nullptr);
    if (m_listener)
        m_listener->mediaStored(job->row.mediaId);
    next();
}

void Uploader::refuse(const Problem &why)
{
    const JobPtr job = std::exchange(m_running, nullptr);
    if (m_listener)
        m_listener->mediaRefused(job->row.mediaId, why);
    next();
}

void Uploader::drop()
{
    m_running = nullptr; // answers for another job than this one are dropped
    if (m_request)
        m_deps.http.cancel(std::exchange(m_request, 0));
}

void Uploader::forget(const MediaOut &row)
{
    std::erase_if(m_queue, [&](const JobPtr &job) { return job->row.mediaId == row.mediaId; });
    if (m_running && m_running->row.mediaId == row.mediaId)
        drop();
    if (!row.path.isEmpty())
        m_deps.worker.post([&files = m_deps.files, path = row.path] { (void)files.remove(path); });
    next();
}

void Uploader::settled(const MediaOut &row)
{
    m_deps.worker.post([&files = m_deps.files, cache = m_deps.cache, row] {
        const auto bytes = files.read(row.path);
        if (bytes && cache)
            cache->put(row.mediaId, u"full"_s, *bytes);
        (void)files.remove(row.path);
    });
}

void Uploader::wake()
{
    m_pace.succeeded();
    if (!m_timer)
        return next();
    // Spread out: everybody's network comes back in the same moment.
    m_deps.main.cancel(m_timer);
    const auto delay = static_cast<qint64>(m_deps.rng.below(kWakeSpreadMs + 1));
    m_timer = m_deps.main.postAfter(delay, [this] {
        m_timer = 0;
        next();
    });
}

} // namespace preggo
