// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/media/picture_keeper.h"

#include "core/media/variant_choice.h"

#include <algorithm>

namespace preggo {

namespace {

/// A picture that is whole since has more variants than before.
bool samePicture(const ImageRequest &a, const ImageRequest &b)
{
    return a.media == b.media && a.variants == b.variants;
}

} // namespace

PictureKeeper::PictureKeeper(Deps deps)
    : m_deps(std::move(deps))
{ }

PictureKeeper::~PictureKeeper()
{
    if (m_retry)
        m_deps.main.cancel(*m_retry);
}

void PictureKeeper::keep(const QVector<ImageRequest> &pictures)
{
    const auto wanted = pictures.first(qMin<qsizetype>(pictures.size(), kPicturesMax));
    if (std::equal(wanted.begin(), wanted.end(), m_wanted.begin(), m_wanted.end(), samePicture))
        return;
    m_wanted = wanted;
    m_missing.clear();
    ++m_list;
    m_bringing = m_looked = false;
    pin();
    Progress progress = m_progress;
    progress.wanted = static_cast<int>(wanted.size());
    progress.here = 0;
    tell(progress);
    look();
}

/// Which of them are not here in the size that is wanted: to know costs nothing but the disk.
void PictureKeeper::look()
{
    m_deps.disk.post([this, alive = std::weak_ptr(m_alive), list = m_list, wanted = m_wanted,
                         &main = m_deps.main, &cache = m_deps.cache] {
        std::deque<ImageRequest> missing;
        for (const auto &picture : wanted) {
            if (!cache.has(picture.media, variantFor(picture.target, picture.masterSize, picture.variants)))
                missing.push_back(picture);
        }
        main.post([this, alive, list, missing] {
            if (alive.expired() || list != m_list)
                return;
            m_missing = missing;
            m_looked = true;
            wake();
        });
    });
}

void PictureKeeper::pin()
{
    QSet<MediaId> media;
    for (const auto &picture : std::as_const(m_wanted))
        media.insert(picture.media);
    m_deps.disk.post([&cache = m_deps.cache, media] { cache.setPinned(media); });
}

void PictureKeeper::wake()
{
    if (m_retry)
        m_deps.main.cancel(*m_retry);
    m_retry.reset();
    next();
}

void PictureKeeper::next()
{
    if (m_bringing || !m_looked)
        return;
    if (m_missing.empty())
        return measure();
    if (m_deps.mayBring && !m_deps.mayBring())
        return waitForBetter();
    m_bringing = true;
    Progress progress = m_progress;
    progress.isWaiting = false;
    tell(progress);
    m_deps.loader.bring(
        m_missing.front(), [this, alive = std::weak_ptr(m_alive), list = m_list](bool isHere) {
            if (!alive.expired() && list == m_list)
                brought(isHere);
        });
}

void PictureKeeper::brought(bool isHere)
{
    m_bringing = false;
    if (!isHere) {
        // Another time; the others may come meanwhile, after a pause: it may be the network or the disk.
        std::rotate(m_missing.begin(), m_missing.begin() + 1, m_missing.end());
        return waitForBetter();
    }
    m_missing.pop_front();
    if (++m_sinceMeasured >= kMeasureEvery)
        measure();
    next();
}

void PictureKeeper::waitForBetter()
{
    measure();
    Progress progress = m_progress;
    progress.isWaiting = true;
    tell(progress);
    m_retry = m_deps.main.postAfter(kRetryMs, [this] {
        m_retry.reset();
        next();
    });
}

void PictureKeeper::measure()
{
    m_sinceMeasured = 0;
    m_deps.disk.post(
        [this, alive = std::weak_ptr(m_alive), list = m_list, &main = m_deps.main, &cache = m_deps.cache] {
            main.post([this, alive, list, found = cache.pinned()] {
                if (alive.expired() || list != m_list)
                    return;
                Progress progress = m_progress;
                progress.here = m_looked ? progress.wanted - static_cast<int>(m_missing.size()) : 0;
                progress.bytes = found.bytes;
                tell(progress);
            });
        });
}

void PictureKeeper::tell(const Progress &progress)
{
    if (std::exchange(m_progress, progress) != progress && m_changed)
        m_changed(m_progress);
}

} // namespace preggo
