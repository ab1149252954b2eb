// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/media_service.h"
#include "server/media/media_write.h"
#include "server/media/unfinished_pictures.h"

#include <future>

namespace preggo::server {

namespace {

constexpr qint64 kFinishPauseMs = 10LL * 60 * 1000; ///< from the end of one round to the next

} // namespace

/// A picture on its way from its upload to all its variants, on a thread of its own.
struct MediaService::Development
{
    Writer &writer;
    Ticket ticket;
    QByteArray bytes;
    std::promise<Result<void>> answer; ///< for the request that waits
    bool isAnswered = false;
    QByteArray sent; ///< the blob of `bytes`, once there is one

    void tell(Result<void> result)
    {
        isAnswered = true;
        answer.set_value(std::move(result));
    }
};

Result<void> MediaService::storeEarly(Writer &writer, const Ticket &ticket, const QByteArray &picture)
{
    const auto work = std::make_shared<Development>(Development{writer, ticket, picture, {}, false, {}});
    auto answer = work->answer.get_future();
    setUnderWay(ticket.media, true);
    if (m_early.elsewhere([this, work] { develop(*work); }))
        return answer.get();
    setUnderWay(ticket.media, false);
    return fail(ProblemCode::Unavailable); // the server stops; its next start finds all bytes there
}

void MediaService::develop(Development &work)
{
    m_slots.acquire();
    const auto show = [&](const PreparedPicture &preview) {
        // Where it cannot be kept, as on a full disk, the whole has the last word.
        if (keepPreview(work, preview))
            work.tell({});
    };
    const auto picture = [&] {
        const QSemaphoreReleaser release(m_slots);
        return m_early.prepare(work.bytes, show);
    }();
    if (!work.isAnswered)
        work.tell(
            picture ? keepWhole(work.writer, work.ticket, *picture) : tl::make_unexpected(picture.error()));
    else if (picture)
        static_cast<void>(
            complete(work.writer, work.ticket.media, *picture, work.sent)); // else finishEarly()
    setUnderWay(work.ticket.media, false);
}

Result<void> MediaService::keepPreview(Development &work, const PreparedPicture &preview)
{
    const std::shared_lock lock(m_unnamedBlobs);
    const auto stored = keep(preview);
    if (!stored)
        return tl::make_unexpected(stored.error());
    const auto sent = m_blobs.put(work.bytes);
    if (!sent)
        return tl::make_unexpected(sent.error());
    work.sent = *sent;
    const StoredVariant named{{kSentVariant.toString(), {}, 0, 0, work.bytes.size()}, *sent};
    return writeMedia(work.writer, [&](Context &context) -> Result<void> {
        if (auto done = insertPreview(context, rowOf(work.ticket, preview, *stored), *stored, named); !done)
            return done;
        return markUploadStored(context, work.ticket.media);
    });
}

Result<void> MediaService::complete(
    Writer &writer, MediaId media, const PreparedPicture &picture, const QByteArray &sent)
{
    {
        const std::shared_lock lock(m_unnamedBlobs);
        const auto stored = keep(picture);
        if (!stored)
            return tl::make_unexpected(stored.error());
        const MediaRow row = rowOf({media, {}, {}, {}}, picture, *stored);
        auto done =
            writeMedia(writer, [&](Context &context) { return completeMedia(context, row, *stored); });
        if (!done)
            return done;
    }
    // Nobody may be about to give these bytes a name again. In the writer, who sees all names.
    const std::unique_lock lock(m_unnamedBlobs);
    return writeMedia(writer, [&](Context &context) -> Result<void> {
        const auto named = isBlobNamed(context.db, sent);
        if (named && !*named)
            m_blobs.remove(sent);
        return named.map([](bool) {});
    });
}

void MediaService::setUnderWay(MediaId media, bool isUnderWay)
{
    const std::lock_guard lock(m_underWayMutex);
    if (isUnderWay)
        m_underWay.insert(media);
    else
        m_underWay.remove(media);
}

bool MediaService::isUnderWay(MediaId media) const
{
    const std::lock_guard lock(m_underWayMutex);
    return m_underWay.contains(media);
}

Result<void> MediaService::finishOne(Writer &writer, const UnfinishedPicture &unfinished)
{
    const auto bytes = readBlob(unfinished.sent);
    if (!bytes)
        return tl::make_unexpected(bytes.error());
    const auto picture = [&] {
        const QSemaphoreReleaser release((m_slots.acquire(), m_slots));
        return m_prepare(*bytes);
    }();
    if (!picture)
        return tl::make_unexpected(picture.error());
    return complete(writer, unfinished.media, *picture, unfinished.sent);
}

Result<int> MediaService::finishEarly(Writer &writer, Context &reader)
{
    if (m_clock.steadyMs() < m_nextFinishMs)
        return 0;
    const auto found = unfinishedPictures(reader.db, m_finishedUpTo);
    if (!found)
        return tl::make_unexpected(found.error());
    if (found->isEmpty()) {
        m_finishedUpTo = {};
        m_nextFinishMs = m_clock.steadyMs() + kFinishPauseMs;
        return 0;
    }
    m_finishedUpTo = found->constLast().media;
    for (const auto &picture : *found) {
        // What fails now is passed over, and tried again in the next round.
        if (!isUnderWay(picture.media))
            static_cast<void>(finishOne(writer, picture));
    }
    return static_cast<int>(found->size());
}

} // namespace preggo::server
