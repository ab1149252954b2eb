// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/media/media_cache.h"
#include "core/media/upload_control.h"
#include "core/media/upload_pace.h"
#include "core/seams/executor.h"
#include "core/seams/file_store.h"
#include "core/seams/http_transport.h"
#include "core/seams/token_source.h"
#include "core/sync/media_uploads.h"
#include "protocol/clock.h"
#include "protocol/rng.h"

#include <QByteArray>
#include <QHash>

#include <deque>
#include <functional>
#include <memory>

namespace preggo {

/// Sends pictures by tus 1.0 (docs/sync.md, section 10), one after another, oldest first.
///
/// \code
///   create -> ask offset -> send piece -> ... -> stored
///     |  201: a place         | 460: the same piece again
///     |  known place: ask     | 409: ask offset
///     |                       | 404, 410: create anew with the same media id
///     |                       | 413: half the piece
///   any of them: no answer, 5xx, 429 -> wait with full jitter, then ask offset
///   415, 422, other 4xx -> refused: told, and never tried again by itself
/// \endcode
///
/// The place and the offset are noted after each piece, so that any stop is a pause. An answer that was
/// lost is found again by asking. Runs on `main`'s thread; files are read on `worker`.
class Uploader final : public MediaUploads, public UploadControl
{
public:
    struct Deps
    {
        const Clock &clock;
        Rng &rng;
        Executor &main;
        Executor &worker;
        FileStore &files;
        HttpTransport &http;
        TokenSource &tokens;
        MediaCache *cache = nullptr; ///< gets the master when the upload is settled
        /// Keeps place and offset with the row (Outbox::updateUpload on the storage thread).
        std::function<void(MediaId media, const QString &place, qint64 offset)> note;
        std::function<bool()> isMetered = {}; ///< none is a network that costs nothing
    };

    explicit Uploader(Deps deps);
    ~Uploader() override;
    Uploader(const Uploader &) = delete;
    Uploader &operator=(const Uploader &) = delete;

    void setListener(MediaUploadListener *listener) override;
    void enqueue(const MediaOut &row) override;
    void forget(const MediaOut &row) override;
    void settled(const MediaOut &row) override;
    void wake() override;

    void setPaused(const QSet<MediaId> &media) override;
    void setSendsOnMetered(bool sends) override;
    [[nodiscard]] UploadStanding standingOf(MediaId media) const override;
    void setStandingListener(std::function<void()> changed) override
    {
        m_standingChanged = std::move(changed);
    }

private:
    enum class Step { Create, AskOffset, SendPiece };
    struct Job;
    using JobPtr = std::shared_ptr<Job>;

    void next();
    [[nodiscard]] bool isHeldBack() const
    {
        return !m_sendsOnMetered && m_deps.isMetered && m_deps.isMetered();
    }
    [[nodiscard]] bool isHeld(const MediaOut &row) const;
    void standBack();
    void holdsChanged();
    void tellStanding();
    void run();
    void withToken(std::function<void(const QByteArray &token)> go);
    void send(HttpRequest request, HttpTransport::Progress progress = {});
    void sendPiece();
    void answered(const HttpAnswer &answer);
    void created(const HttpAnswer &answer);
    void offsetKnown(const HttpAnswer &answer);
    void pieceSent(const HttpAnswer &answer);
    void failed(const HttpAnswer &answer);
    void moveTo(qint64 offset);
    void startAnew();
    void retryLater(std::optional<int> retryAfterSeconds = {});
    void finish();
    void refuse(const Problem &why);
    void drop();

    Deps m_deps;
    MediaUploadListener *m_listener = nullptr;
    std::deque<JobPtr> m_queue; ///< front: the one under way
    JobPtr m_running;
    QByteArray m_token;
    HttpTransport::RequestId m_request = 0;
    Executor::TimerId m_timer = 0;
    UploadPace m_pace;
    QSet<MediaId> m_paused;
    bool m_sendsOnMetered = true;
    std::function<void()> m_standingChanged;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace preggo
