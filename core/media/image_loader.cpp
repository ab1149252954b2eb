// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/media/image_loader.h"

#include "core/media/variant_choice.h"

#include <QFile>

#include <map>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

struct ImageLoader::Job
{
    QString key;
    ImageRequest request;
    QString variant;
    std::map<Ticket, Done> waiters;
    WorkPool::Id work = 0;
    PictureDownloads::Handle download = 0;
    Problem why; ///< why the network did not help
    qint64 sinceMs = 0;
    PictureOrigin origin = PictureOrigin::Disk;
};

namespace {

QString keyOf(const ImageRequest &request, const QString &variant)
{
    const PictureTarget &target = request.target;
    return u"%1 %2 %3x%4 %5 %6 %7"_s.arg(request.media.toString(), variant)
        .arg(target.pixels.width())
        .arg(target.pixels.height())
        .arg(static_cast<int>(target.fit))
        .arg(target.cornerRadius)
        .arg(request.localPath);
}

Problem notHere()
{
    return makeProblem(ProblemCode::NotFound, u"This picture is not there any more."_s);
}

} // namespace

ImageLoader::ImageLoader(Deps deps, qint64 memoryBytes)
    : m_deps(std::move(deps))
    , m_memory(memoryBytes)
    , m_pool(m_deps.main, m_deps.decoders)
    , m_downloads(m_deps.http, m_deps.tokens, kDownloads, kPrefetches)
{ }

ImageLoader::~ImageLoader() = default;

ImageLoader::Ticket ImageLoader::load(const ImageRequest &request, Done done)
{
    const QString variant = variantFor(request.target, request.masterSize, request.variants);
    const QString key = keyOf(request, variant);
    const Ticket ticket = ++m_lastTicket;
    if (const QImage image = m_memory.find(key); !image.isNull()) {
        m_tickets.insert(ticket, {});
        m_deps.main.post(
            [this, alive = std::weak_ptr(m_alive), ticket, image, asked = nowMs(), done = std::move(done)] {
                if (alive.expired() || !m_tickets.remove(ticket))
                    return;
                tell(PictureOrigin::Memory, asked);
                done(image);
            });
        return ticket;
    }
    m_tickets.insert(ticket, key);
    JobPtr &job = m_jobs[key];
    if (job) {
        job->waiters.emplace(ticket, std::move(done));
        return ticket;
    }
    job = std::make_shared<Job>();
    job->key = key;
    job->request = request;
    job->variant = variant;
    job->sinceMs = nowMs();
    job->waiters.emplace(ticket, std::move(done));
    lookOnDisk(job);
    return ticket;
}

void ImageLoader::cancel(Ticket ticket)
{
    const QString key = m_tickets.take(ticket);
    const JobPtr job = m_jobs.value(key);
    if (!job)
        return;
    job->waiters.erase(ticket);
    if (!job->waiters.empty())
        return;
    m_jobs.remove(key);
    m_pool.cancel(job->work);
    m_downloads.cancel(job->download);
}

void ImageLoader::work(const JobPtr &job, std::function<Found()> find, FoundDone then)
{
    job->work = m_pool.run([this, job, find = std::move(find), then]() -> WorkPool::Then {
        return [this, job, then, found = find()] {
            job->work = 0;
            (this->*then)(job, found);
        };
    });
}

ImageLoader::Found ImageLoader::fromDisk(
    MediaCache &cache, MediaId media, const QStringList &variants, const PictureTarget &target)
{
    for (const QString &variant : variants) {
        const auto bytes = cache.read(media, variant);
        if (!bytes)
            continue;
        if (auto image = decodeForDisplay(*bytes, target))
            return {std::move(*image), {}};
        cache.remove(media, variant); // damaged on disk: the network has it whole
    }
    return {};
}

void ImageLoader::lookOnDisk(const JobPtr &job)
{
    const ImageRequest &request = job->request;
    if (!request.localPath.isEmpty()) {
        return work(
            job,
            [path = request.localPath, target = request.target]() -> Found {
                QFile file(path);
                if (!file.open(QIODevice::ReadOnly))
                    return {{}, notHere()};
                const auto image = decodeForDisplay(file.readAll(), target);
                return image ? Found{*image, {}} : Found{{}, image.error()};
            },
            &ImageLoader::decoded);
    }
    // A larger copy is as good and costs no download; a smaller one only where there is no network.
    const QStringList enough = allVariants().mid(allVariants().indexOf(job->variant));
    work(
        job,
        [&cache = m_deps.cache, media = request.media, enough, target = request.target] {
            return fromDisk(cache, media, enough, target);
        },
        &ImageLoader::foundOnDisk);
}

void ImageLoader::foundOnDisk(const JobPtr &job, const Found &found)
{
    if (!found.image.isNull())
        return decoded(job, found);
    download(job);
}

void ImageLoader::download(const JobPtr &job)
{
    job->origin = PictureOrigin::Network;
    job->download = m_downloads.fetch(job->request.media, job->variant, PictureUrgency::Visible,
        [this, job](const Result<PictureBytes> &picture) {
            job->download = 0;
            downloaded(job, picture);
        });
}

void ImageLoader::downloaded(const JobPtr &job, const Result<PictureBytes> &picture)
{
    if (!picture) {
        // A small picture has no large variants.
        if (picture.error().code == ProblemCode::NotFound && job->variant != "full"_L1) {
            job->variant = u"full"_s;
            return download(job);
        }
        return lookForStandIn(job, picture.error());
    }
    work(
        job,
        [&cache = m_deps.cache, picture = *picture, media = job->request.media, variant = job->variant,
            target = job->request.target]() -> Found {
            const auto image = decodeForDisplay(picture.bytes, target);
            if (!image)
                return {{}, image.error()};
            if (!picture.isInterim)
                cache.put(media, variant, picture.bytes);
            return {*image, {}};
        },
        picture->isInterim ? &ImageLoader::foundStandIn : &ImageLoader::decoded);
}

void ImageLoader::decoded(const JobPtr &job, const Found &found)
{
    if (found.image.isNull())
        return finish(job, tl::make_unexpected(found.problem.value_or(notHere())));
    m_memory.insert(job->key, found.image);
    m_failed.remove(job->request.media);
    tell(job->origin, job->sinceMs);
    finish(job, found.image);
}

void ImageLoader::tell(PictureOrigin origin, qint64 sinceMs)
{
    if (m_deps.shown)
        m_deps.shown(origin, static_cast<double>(nowMs() - sinceMs));
}

void ImageLoader::lookForStandIn(const JobPtr &job, const Problem &why)
{
    job->why = why;
    if (why.isTransient() || why.code == ProblemCode::Unauthorized)
        m_failed.insert(job->request.media);
    work(
        job,
        [&cache = m_deps.cache, media = job->request.media, variants = standIns(job->variant),
            target = job->request.target] { return fromDisk(cache, media, variants, target); },
        &ImageLoader::foundStandIn);
}

void ImageLoader::foundStandIn(const JobPtr &job, const Found &found)
{
    // Not kept in memory: asked for again, it must come in full.
    if (found.image.isNull())
        finish(job, tl::make_unexpected(found.problem.value_or(job->why)));
    else
        finish(job, found.image);
}

void ImageLoader::finish(const JobPtr &job, const Result<QImage> &result)
{
    m_jobs.remove(job->key);
    const auto waiters = std::exchange(job->waiters, {});
    for (const auto &[ticket, done] : waiters) {
        // One of them may have cancelled another.
        if (m_tickets.remove(ticket))
            done(result);
    }
}

void ImageLoader::original(MediaId media, const QString &localPath, BytesDone done)
{
    const quint64 wish = ++m_lastOriginal;
    m_originals.insert(wish, {media, std::move(done), 0});
    m_pool.run([this, wish, media, localPath, &cache = m_deps.cache]() -> WorkPool::Then {
        if (localPath.isEmpty()) {
            if (auto bytes = cache.read(media, u"full"_s))
                return [this, wish, bytes = std::move(*bytes)] { endOriginal(wish, bytes); };
            return [this, wish] { fetchOriginal(wish); };
        }
        QFile file(localPath);
        if (!file.open(QIODevice::ReadOnly))
            return [this, wish] { endOriginal(wish, tl::make_unexpected(notHere())); };
        return [this, wish, bytes = file.readAll()] { endOriginal(wish, bytes); };
    });
}

void ImageLoader::fetchOriginal(quint64 wish)
{
    const auto original = m_originals.constFind(wish);
    if (original == m_originals.cend())
        return; // forgotten meanwhile
    const MediaId media = original->media;
    const auto download = m_downloads.fetch(
        media, u"full"_s, PictureUrgency::Visible, [this, media, wish](const Result<PictureBytes> &picture) {
            if (picture && !picture->isInterim)
                keep(media, u"full"_s, picture->bytes);
            endOriginal(wish, picture.map([](const PictureBytes &whole) { return whole.bytes; }));
        });
    if (m_originals.contains(wish)) // it may have ended at once
        m_originals[wish].download = download;
}

void ImageLoader::endOriginal(quint64 wish, const Result<QByteArray> &bytes)
{
    const Original original = m_originals.take(wish);
    if (original.done)
        original.done(bytes);
}

void ImageLoader::networkBack()
{
    const auto failed = std::exchange(m_failed, {});
    if (m_retryListener && !failed.isEmpty())
        m_retryListener({failed.begin(), failed.end()});
}

void ImageLoader::setRetryListener(std::function<void(const QVector<MediaId> &)> listener)
{
    m_retryListener = std::move(listener);
}

void ImageLoader::forget(const QVector<MediaId> &media)
{
    if (media.isEmpty())
        return;
    m_memory.clear();
    prefetch({});
    const auto jobs = m_jobs.values();
    for (const JobPtr &job : jobs) {
        if (!media.contains(job->request.media))
            continue;
        m_pool.cancel(job->work);
        m_downloads.cancel(job->download);
        finish(job, tl::make_unexpected(notHere()));
    }
    const auto wishes = m_originals.keys();
    for (const quint64 wish : wishes) {
        if (!media.contains(m_originals.value(wish).media))
            continue;
        m_downloads.cancel(m_originals.value(wish).download);
        endOriginal(wish, tl::make_unexpected(notHere()));
    }
    // Behind whatever a worker is about to store.
    for (auto *decoder : std::as_const(m_deps.decoders))
        decoder->post([&cache = m_deps.cache, media] { cache.removeMedia(media); });
}

void ImageLoader::clearMemory()
{
    m_memory.clear();
}

qint64 ImageLoader::memoryBytes() const
{
    return m_memory.usedBytes();
}

} // namespace preggo
