// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/media/picture_downloads.h"

#include "core/imaging/format.h"
#include "core/net/api_call.h"
#include "protocol/limits.h"

#include <algorithm>
#include <map>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

struct PictureDownloads::Download
{
    QString path;
    PictureUrgency urgency = PictureUrgency::Prefetch; ///< the most urgent of those who wait
    std::map<Handle, Done> waiters; ///< in the order of asking
    HttpTransport::RequestId request = 0;
    QByteArray token;
};

PictureDownloads::PictureDownloads(HttpTransport &http, TokenSource &tokens, int most, int mostPrefetches)
    : m_http(http)
    , m_tokens(tokens)
    , m_most(most)
    , m_mostPrefetches(mostPrefetches)
{ }

PictureDownloads::~PictureDownloads()
{
    m_alive.reset();
    for (const auto &download : m_running) {
        if (download->request)
            m_http.cancel(download->request);
    }
}

PictureDownloads::Handle PictureDownloads::fetch(
    MediaId media, const QString &variant, PictureUrgency urgency, Done done)
{
    const QString path = u"/media/%1/%2"_s.arg(media.toString(), variant);
    const Handle handle = ++m_lastHandle;
    DownloadPtr &download = m_byPath[path];
    if (!download) {
        download = std::make_shared<Download>();
        download->path = path;
        m_waiting.push_back(download);
    }
    if (urgency == PictureUrgency::Visible)
        download->urgency = urgency;
    download->waiters.emplace(handle, std::move(done));
    m_byHandle.insert(handle, download);
    dispatch();
    return handle;
}

void PictureDownloads::cancel(Handle handle)
{
    const DownloadPtr download = m_byHandle.take(handle);
    if (!download)
        return;
    download->waiters.erase(handle);
    if (!download->waiters.empty())
        return;
    m_byPath.remove(download->path);
    std::erase(m_waiting, download);
    std::erase(m_running, download);
    if (download->request)
        m_http.cancel(download->request);
    dispatch();
}

int PictureDownloads::prefetchesRunning() const
{
    return static_cast<int>(std::count_if(m_running.begin(), m_running.end(),
        [](const DownloadPtr &download) { return download->urgency == PictureUrgency::Prefetch; }));
}

PictureDownloads::DownloadPtr PictureDownloads::nextWaiting()
{
    auto it = std::find_if(m_waiting.begin(), m_waiting.end(),
        [](const DownloadPtr &download) { return download->urgency == PictureUrgency::Visible; });
    if (it == m_waiting.end() && prefetchesRunning() < m_mostPrefetches)
        it = m_waiting.begin();
    if (it == m_waiting.end())
        return nullptr;
    DownloadPtr download = *it;
    m_waiting.erase(it);
    return download;
}

void PictureDownloads::dispatch()
{
    while (static_cast<int>(m_running.size()) < m_most) {
        const DownloadPtr download = nextWaiting();
        if (!download)
            return;
        m_running.push_back(download);
        begin(download, true);
    }
}

void PictureDownloads::begin(const DownloadPtr &download, bool mayRepeat)
{
    m_tokens.accessToken(
        [this, alive = std::weak_ptr(m_alive), download, mayRepeat](const Result<QByteArray> &token) {
            if (alive.expired() || download->waiters.empty())
                return;
            HttpRequest request;
            request.path = download->path;
            request.lane = NetLane::Pictures;
            request.maxAnswerBytes = limits::kPictureBytes;
            request.addHeader("Accept", "image/webp, image/jpeg;q=0.9");
            if (!token)
                return finish(download, tl::make_unexpected(token.error()));
            download->token = *token;
            request.addHeader("Authorization", "Bearer " + *token);
            download->request =
                m_http.send(std::move(request), [this, alive, download, mayRepeat](const HttpAnswer &answer) {
                    if (alive.expired() || download->waiters.empty())
                        return;
                    download->request = 0;
                    answered(download, answer, mayRepeat);
                });
        });
}

void PictureDownloads::answered(const DownloadPtr &download, const HttpAnswer &answer, bool mayRepeat)
{
    if (answer.failure == NetFailure::None && answer.status == 401 && mayRepeat) {
        m_tokens.rejected(download->token);
        return begin(download, false);
    }
    if (answer.failure != NetFailure::None || answer.status != 200)
        return finish(download, tl::make_unexpected(problemOfAnswer(answer)));
    // A hotel's sign-in page comes with 200 too.
    if (pictureFormat(answer.body) == PictureFormat::Unknown)
        return finish(download,
            fail(ProblemCode::Unavailable,
                u"Something else than the picture came. Does this network ask you to sign in first?"_s));
    finish(download, PictureBytes{answer.body, answer.header("cache-control").contains("no-store")});
}

void PictureDownloads::finish(const DownloadPtr &download, const Result<PictureBytes> &result)
{
    m_byPath.remove(download->path);
    std::erase(m_running, download);
    const auto waiters = std::exchange(download->waiters, {});
    for (const auto &[handle, done] : waiters)
        m_byHandle.remove(handle);
    dispatch();
    for (const auto &[handle, done] : waiters)
        done(result);
}

} // namespace preggo
