// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/media_service.h"
#include "server/media/media_write.h"

#include <QFile>

namespace preggo::server {

namespace {

constexpr qint64 kRoundMs = 60LL * 60 * 1000; ///< from the end of one round through all pictures to the next

} // namespace

Result<QByteArray> MediaService::readBlob(const QByteArray &sha256) const
{
    QFile file(m_blobs.path(sha256));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ProblemCode::Internal);
    return file.readAll();
}

Result<void> MediaService::findLate(Context &reader)
{
    const qint64 now = m_clock.wallMs();
    // Ids rise with time, by the clocks of those who made them: what came meanwhile is nearly always ahead.
    if (m_roundEndedMs > 0 && now - m_roundEndedMs >= kRoundMs) {
        m_roundEndedMs = 0;
        m_lateAfter = {};
    }
    const auto found = picturesWithoutAvif(reader.db, m_lateAfter);
    if (!found)
        return tl::make_unexpected(found.error());
    m_late = *found;
    if (!m_late.isEmpty()) {
        m_lateAfter = m_late.constLast().media;
        return {};
    }
    if (m_roundEndedMs == 0)
        m_roundEndedMs = now;
    const auto newest = newestPicture(reader.db);
    if (!newest)
        return tl::make_unexpected(newest.error());
    m_lateAfter = *newest;
    return {};
}

Result<void> MediaService::makeOneLate(Writer &writer, const LateWork &work)
{
    const auto full = readBlob(work.full);
    if (!full)
        return tl::make_unexpected(full.error());
    const auto picture = m_encodeAvif(*full);
    if (!picture)
        return tl::make_unexpected(picture.error());
    const std::shared_lock lock(m_unnamedBlobs);
    const auto stored = keep(*picture);
    if (!stored)
        return tl::make_unexpected(stored.error());
    return writeMedia(writer, [&](Context &context) { return insertLate(context, work.media, *stored); });
}

Result<int> MediaService::makeLate(Writer &writer, Context &reader)
{
    if (!m_encodeAvif)
        return 0;
    if (m_late.isEmpty()) {
        if (auto done = findLate(reader); !done)
            return tl::make_unexpected(done.error());
    }
    if (m_late.isEmpty())
        return 0;
    const auto done = makeOneLate(writer, m_late.takeFirst());
    // A full disk, or a system without memory, is so for the next one too.
    if (!done && done.error().status() >= 500)
        return tl::make_unexpected(done.error());
    return 1;
}

} // namespace preggo::server
