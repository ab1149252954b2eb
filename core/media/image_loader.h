// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/imaging/display.h"
#include "core/media/image_memory.h"
#include "core/media/media_cache.h"
#include "core/media/picture_downloads.h"
#include "core/media/work_pool.h"
#include "core/seams/executor.h"
#include "core/seams/http_transport.h"
#include "core/seams/token_source.h"
#include "protocol/clock.h"
#include "protocol/ids.h"
#include "protocol/problem.h"

#include <QHash>
#include <QImage>
#include <QSet>
#include <QStringList>
#include <QVector>

#include <functional>
#include <memory>
#include <optional>

namespace preggo {

struct ImageRequest
{
    MediaId media;
    PictureTarget target;
    QSize masterSize; ///< from the media record; lets a cropped picture choose the right variant
    QStringList variants; ///< that the record names; empty means all
    QString localPath; ///< an own picture that is not sent yet: read from here, no network
};

/// Where a picture that is shown came from.
enum class PictureOrigin { Memory, Disk, Network };

/// Pictures for the screen: memory, then disk, then network (lane Pictures), decoded on workers.
///
/// Requests for the same picture share one download and, at the same size, one decoding. While the
/// server cannot be reached, any variant on this device stands in. Call it on `main`'s thread; results
/// come there, never from within load(), exactly once unless cancelled.
class ImageLoader
{
public:
    struct Deps
    {
        HttpTransport &http;
        TokenSource &tokens;
        MediaCache &cache;
        Executor &main;
        QVector<Executor *> decoders; ///< at least one; each decodes one picture at a time
        std::function<bool()> mayPrefetch = {}; ///< asked for each picture; none is always
        const Clock *clock = nullptr; ///< for `shown`
        /// Hears of each picture that came in full, and how many milliseconds after it was asked for.
        std::function<void(PictureOrigin, double ms)> shown = {};
    };
    using Done = std::function<void(Result<QImage>)>;
    using Ticket = quint64;
    using BytesDone = std::function<void(Result<QByteArray>)>;

    static constexpr qint64 kDefaultMemory = 32LL * 1024 * 1024; ///< nearly three screens of a telephone
    static constexpr int kDownloads = 6; ///< at once
    static constexpr int kPrefetches = 3; ///< of these, for pictures that nobody sees yet
    static constexpr qint64 kPrefetchGapMs = 100; ///< between three and the next three

    explicit ImageLoader(Deps deps, qint64 memoryBytes = kDefaultMemory);
    ~ImageLoader();
    ImageLoader(const ImageLoader &) = delete;
    ImageLoader &operator=(const ImageLoader &) = delete;

    Ticket load(const ImageRequest &request, Done done);
    /// `done` is not called any more; a download that nobody else waits for ends.
    void cancel(Ticket ticket);

    /// The bytes of the master as they are, out of `localPath` where that is not empty. Once, later.
    void original(MediaId media, const QString &localPath, BytesDone done);

    /// Brings these to the disk, in this order, when nothing visible waits. Replaces the list of the
    /// call before; an empty one ends prefetching. Where the disk has little room, nothing is brought.
    void prefetch(const QVector<ImageRequest> &requests);
    /// Brings this one to the disk behind all that is visible, whatever prefetch() is told. `done` with
    /// whether it is there; once, later, unless the loader goes.
    void bring(const ImageRequest &request, std::function<void(bool)> done);

    /// The network is back: the listener hears which pictures failed for lack of it, to ask again.
    void networkBack();
    void setRetryListener(std::function<void(const QVector<MediaId> &)> listener);

    /// Nothing of these stays in memory, on the disk or under way, e.g. of a family that she has left.
    void forget(const QVector<MediaId> &media);
    void clearMemory();
    [[nodiscard]] qint64 memoryBytes() const;

private:
    struct Job;
    using JobPtr = std::shared_ptr<Job>;
    /// What a worker found; no image and no problem where the disk does not have it.
    struct Found
    {
        QImage image;
        std::optional<Problem> problem;
    };
    using FoundDone = void (ImageLoader::*)(const JobPtr &, const Found &);

    void work(const JobPtr &job, std::function<Found()> find, FoundDone then);
    void lookOnDisk(const JobPtr &job);
    void foundOnDisk(const JobPtr &job, const Found &found);
    void download(const JobPtr &job);
    void downloaded(const JobPtr &job, const Result<PictureBytes> &picture);
    void decoded(const JobPtr &job, const Found &found);
    void lookForStandIn(const JobPtr &job, const Problem &why);
    void foundStandIn(const JobPtr &job, const Found &found);
    void finish(const JobPtr &job, const Result<QImage> &result);
    void tell(PictureOrigin origin, qint64 sinceMs);
    [[nodiscard]] qint64 nowMs() const { return m_deps.clock ? m_deps.clock->steadyMs() : 0; }
    void prefetchNext(const ImageRequest &request);
    void keep(MediaId media, const QString &variant, const QByteArray &bytes);
    void fetchOriginal(quint64 wish);
    void endOriginal(quint64 wish, const Result<QByteArray> &bytes);
    [[nodiscard]] static Found fromDisk(
        MediaCache &cache, MediaId media, const QStringList &variants, const PictureTarget &target);

    Deps m_deps;
    ImageMemory m_memory;
    WorkPool m_pool;
    PictureDownloads m_downloads;
    QHash<QString, JobPtr> m_jobs;
    QHash<Ticket, QString> m_tickets; ///< to the job's key; empty for one that memory answers
    QSet<MediaId> m_failed; ///< for lack of network
    QVector<Executor::TimerId> m_prefetchTimers;
    QVector<WorkPool::Id> m_prefetchLooks;
    QVector<PictureDownloads::Handle> m_prefetches;
    struct Original
    {
        MediaId media;
        BytesDone done;
        PictureDownloads::Handle download = 0;
    };
    QHash<quint64, Original> m_originals; ///< masters that somebody waits for
    quint64 m_lastOriginal = 0;
    std::function<void(const QVector<MediaId> &)> m_retryListener;
    Ticket m_lastTicket = 0;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace preggo
