// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/media/image_loader.h"

#include "core/media/variant_choice.h"

#include <utility>

// Pictures that nobody sees yet.

namespace preggo {

void ImageLoader::prefetch(const QVector<ImageRequest> &requests)
{
    for (const auto timer : std::exchange(m_prefetchTimers, {}))
        m_deps.main.cancel(timer);
    for (const auto look : std::exchange(m_prefetchLooks, {}))
        m_pool.cancel(look);
    for (const auto handle : std::exchange(m_prefetches, {}))
        m_downloads.cancel(handle);
    for (qsizetype i = 0; i < requests.size(); ++i) {
        const ImageRequest &request = requests.at(i);
        if (!request.localPath.isEmpty())
            continue;
        if (i < kPrefetches) {
            prefetchNext(request);
            continue;
        }
        m_prefetchTimers.append(m_deps.main.postAfter(
            i / kPrefetches * kPrefetchGapMs, [this, alive = std::weak_ptr(m_alive), request] {
                if (!alive.expired())
                    prefetchNext(request);
            }));
    }
}

void ImageLoader::prefetchNext(const ImageRequest &request)
{
    if (m_deps.mayPrefetch && !m_deps.mayPrefetch())
        return;
    const MediaId media = request.media;
    const QString variant = variantFor(request.target, request.masterSize, request.variants);
    m_prefetchLooks.append(m_pool.run([this, media, variant, &cache = m_deps.cache]() -> WorkPool::Then {
        if (cache.has(media, variant))
            return {};
        return [this, media, variant] {
            m_prefetches.append(m_downloads.fetch(media, variant, PictureUrgency::Prefetch,
                [this, media, variant](const Result<PictureBytes> &picture) {
                    if (picture && !picture->isInterim)
                        keep(media, variant, picture->bytes);
                }));
        };
    }));
}

void ImageLoader::bring(const ImageRequest &request, std::function<void(bool)> done)
{
    const MediaId media = request.media;
    const QString variant = variantFor(request.target, request.masterSize, request.variants);
    m_pool.run([this, media, variant, done = std::move(done), &cache = m_deps.cache]() -> WorkPool::Then {
        if (cache.has(media, variant))
            return [done] { done(true); };
        return [this, media, variant, done] {
            m_downloads.fetch(media, variant, PictureUrgency::Prefetch,
                [this, media, variant, done](const Result<PictureBytes> &picture) {
                    if (!picture || picture->isInterim)
                        return done(false);
                    m_pool.run([&disk = m_deps.cache, media, variant, bytes = picture->bytes,
                                   done]() -> WorkPool::Then {
                        disk.put(media, variant, bytes);
                        return [isHere = disk.has(media, variant), done] { done(isHere); };
                    });
                });
        };
    });
}

void ImageLoader::keep(MediaId media, const QString &variant, const QByteArray &bytes)
{
    m_pool.run([&disk = m_deps.cache, media, variant, bytes]() -> WorkPool::Then {
        disk.put(media, variant, bytes);
        return {};
    });
}

} // namespace preggo
