// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/media_service.h"

#include "server/media/media_write.h"
#include "server/services/erasure.h"

#include <QCryptographicHash>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kShelvesPerSweep = 16; // all of them in less than a day of sweeps

/// What sending the same bytes again cannot mend.
bool isFinal(const Problem &problem)
{
    return problem.status() < 500 && !problem.isTransient();
}

} // namespace

MediaService::MediaService(const MediaDeps &deps)
    : m_clock(deps.clock)
    , m_prepare(deps.prepare)
    , m_encodeAvif(deps.encodeAvif)
    , m_early(deps.early)
    , m_addresses(deps.addresses)
    , m_blobs(deps.directory + u"/blobs"_s, deps.files)
    , m_uploads(deps.directory + u"/uploads"_s, deps.files)
    , m_slots(deps.concurrency)
{ }

MediaRow MediaService::rowOf(
    const Ticket &ticket, const PreparedPicture &picture, const QVector<StoredVariant> &stored)
{
    MediaRow row;
    row.media.id = ticket.media;
    row.media.uploader = ticket.uploader;
    row.media.alt = ticket.alt;
    row.media.width = picture.width;
    row.media.height = picture.height;
    row.media.sha256 = ""; // of `full`, so of no preview
    row.media.placeholder = picture.placeholder;
    for (const auto &variant : stored) {
        row.media.variants.append(variant.info);
        if (variant.info.name == u"full")
            row.media.sha256 = variant.sha256;
    }
    row.family = ticket.family;
    row.stored = true;
    return row;
}

Result<QVector<StoredVariant>> MediaService::keep(const PreparedPicture &picture)
{
    QVector<StoredVariant> stored;
    for (const auto &variant : picture.variants) {
        const auto sha256 = m_blobs.put(variant.bytes);
        if (!sha256)
            return tl::make_unexpected(sha256.error());
        stored.append({variant.info, *sha256});
    }
    return stored;
}

Result<void> MediaService::store(Writer &writer, const Ticket &ticket, const QByteArray &picture)
{
    m_slots.acquire();
    const auto prepared = [&] {
        const QSemaphoreReleaser release(m_slots);
        return m_prepare(picture);
    }();
    if (!prepared)
        return tl::make_unexpected(prepared.error());
    return keepWhole(writer, ticket, *prepared);
}

Result<void> MediaService::keepWhole(Writer &writer, const Ticket &ticket, const PreparedPicture &picture)
{
    const std::shared_lock lock(m_unnamedBlobs);
    const auto stored = keep(picture);
    if (!stored)
        return tl::make_unexpected(stored.error());
    return writeMedia(writer, [&](Context &context) -> Result<void> {
        if (auto done = insertMedia(context, rowOf(ticket, picture, *stored), *stored); !done)
            return done;
        return markUploadStored(context, ticket.media);
    });
}

Result<void> MediaService::finishUpload(Writer &writer, const UploadRow &upload)
{
    const auto bytes = m_uploads.read(upload.media);
    if (!bytes)
        return tl::make_unexpected(bytes.error());
    if (QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256) != upload.sha256) {
        m_uploads.remove(upload.media);
        return fail(
            ProblemCode::ChecksumMismatch, u"The picture did not arrive as it was sent. It is sent again."_s);
    }
    const Ticket ticket{upload.media, upload.family, upload.user, upload.alt};
    auto done = m_early.elsewhere ? storeEarly(writer, ticket, *bytes) : store(writer, ticket, *bytes);
    if (!done && !isFinal(done.error()))
        return done;
    if (!done) {
        auto noted = writeMedia(
            writer, [&](Context &context) { return markUploadRefused(context, upload.media, done.error()); });
        if (!noted)
            return noted;
    }
    m_uploads.remove(upload.media);
    return done;
}

Result<int> MediaService::eraseDeleted(Writer &writer, Context &reader)
{
    const qint64 before = m_clock.wallMs() - limits::kRestoreWindowMs;
    const auto found = findErasable(reader.db, before);
    if (!found)
        return tl::make_unexpected(found.error());
    if (!found->isEmpty()) {
        const auto done =
            writeMedia(writer, [&](Context &context) { return erase(context, *found, before); });
        if (!done)
            return tl::make_unexpected(done.error());
    }
    const auto blobs = erasedBlobs(reader.db);
    if (!blobs)
        return tl::make_unexpected(blobs.error());
    for (const auto &blob : *blobs)
        m_blobs.remove(blob);
    if (!found->isEmpty() || !blobs->isEmpty()) {
        if (auto done = writeMedia(writer, dropErasedNames); !done)
            return tl::make_unexpected(done.error());
    }
    return static_cast<int>(found->posts.size() + found->comments.size() + found->media.size());
}

Result<int> MediaService::removeUnnamed(Context &reader)
{
    int removed = 0;
    for (int i = 0; i < kShelvesPerSweep; ++i) {
        auto done = m_blobs.removeUnnamed(m_nextShelf, m_clock.wallMs() - limits::kUnnamedBlobMs,
            [&](const QByteArray &sha256) { return isBlobNamed(reader.db, sha256); });
        if (!done)
            return done;
        removed += *done;
        m_nextShelf = (m_nextShelf + 1) % DiskBlobStore::kShelves;
    }
    return removed;
}

Result<int> MediaService::sweep(Writer &writer, Context &reader)
{
    // Nobody may be between writing a blob and naming it while unnamed ones are taken away.
    const std::unique_lock lock(m_unnamedBlobs);
    auto erased = eraseDeleted(writer, reader);
    if (!erased)
        return erased;
    QVector<MediaId> uploads;
    QVector<QByteArray> blobs;
    const auto done = writeMedia(writer, [&](Context &context) -> Result<void> {
        const auto expired = dropExpiredUploads(context);
        if (!expired)
            return tl::make_unexpected(expired.error());
        const auto unnamed = dropUnattached(context, m_clock.wallMs() - limits::kUnattachedMediaMs);
        if (!unnamed)
            return tl::make_unexpected(unnamed.error());
        uploads = *expired;
        blobs = *unnamed;
        return {};
    });
    if (!done)
        return tl::make_unexpected(done.error());
    for (const MediaId upload : uploads)
        m_uploads.remove(upload);
    for (const auto &blob : blobs)
        m_blobs.remove(blob);
    auto unnamed = removeUnnamed(reader);
    if (!unnamed)
        return unnamed;
    return *erased + *unnamed + static_cast<int>(uploads.size() + blobs.size());
}

} // namespace preggo::server
