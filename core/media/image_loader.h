// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/imaging/display.h"
#include "core/media/image_memory.h"
#include "core/media/media_cache.h"
#include "core/seams/executor.h"
#include "core/seams/http_transport.h"
#include "core/seams/token_source.h"
#include "protocol/ids.h"
#include "protocol/problem.h"

#include <QImage>
#include <QSet>
#include <QStringList>
#include <QVector>

#include <deque>
#include <functional>
#include <memory>

namespace preggo {

struct ImageRequest
{
    MediaId media;
    PictureTarget target;
    QSize masterSize; ///< from the media record; lets a cropped picture choose the right variant
    QStringList variants; ///< that the record names; empty means all
    QString localPath; ///< an own picture that is not sent yet: read from here, no network
};

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
    };
    using Done = std::function<void(Result<QImage>)>;
    using Ticket = quint64;

    static constexpr qint64 kDefaultMemory = 64LL * 1024 * 1024;
    static constexpr int kDownloads = 6; ///< at once
    static constexpr int kPrefetches = 3; ///< of these, for pictures that nobody sees yet

    explicit ImageLoader(Deps deps, qint64 memoryBytes = kDefaultMemory);
    ~ImageLoader();
    ImageLoader(const ImageLoader &) = delete;
    ImageLoader &operator=(const ImageLoader &) = delete;

    Ticket load(const ImageRequest &request, Done done);
    /// `done` is not called any more; a download that nobody else waits for ends.
    void cancel(Ticket ticket);

    /// Brings these to the disk, in this order, when nothing visible waits. Replaces the list of the
    /// call before; an empty one ends prefetching.
    void prefetch(const QVector<ImageRequest> &requests);

    /// The network is back: the listener hears which pictures failed for lack of it, to ask again.
    void networkBack();
    void setRetryListener(std::function<void(const QVector<MediaId> &)> listener);

    void clearMemory();
    [[nodiscard]] qint64 memoryBytes() const;

private:
    class Impl;
    std::shared_ptr<Impl> m_impl;
};

} // namespace preggo
