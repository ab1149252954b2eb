// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/clock.h"
#include "protocol/ids.h"
#include "protocol/problem.h"
#include "protocol/rng.h"
#include "server/media/blob_store.h"
#include "server/media/media_store.h"
#include "server/media/signed_address.h"
#include "server/media/upload_files.h"
#include "server/media/upload_store.h"
#include "server/services/service.h"

#include <QByteArray>
#include <QSemaphore>
#include <QString>

#include <functional>
#include <memory>
#include <shared_mutex>

namespace preggo::server {

struct MediaDeps
{
    QString directory; ///< holds blobs/ and uploads/; made where missing
    const Clock &clock;
    int concurrency = 2; ///< pictures worked on at once; the slow lane has so many threads, so none waits
    std::shared_ptr<DataFiles> files = diskFiles();
    /// PictureWorkers::prepare(), or preparePicture() for bytes that are trusted. Called on several threads.
    std::function<Result<PreparedPicture>(const QByteArray &)> prepare;
    AddressKeys addresses = {}; ///< without a secret no address is signed
    /// PictureWorkers::encodeAvif() or makeAvif(); without it there is no AVIF.
    std::function<Result<PreparedPicture>(const QByteArray &)> encodeAvif = {};
};

/// Pictures: takes them in, makes their variants, says where they stand. Safe from any thread; the calls
/// that take a Writer block for disk and picture work, so only the slow lane may make them.
class MediaService
{
public:
    explicit MediaService(const MediaDeps &deps);

    /// Who brings which picture to which family.
    struct Ticket
    {
        MediaId media;
        FamilyId family;
        UserId uploader;
        QString alt;
    };

    /// Decodes, cleans and stores a picture as media of the family, not yet in any post. The same media
    /// id again is a success and changes nothing. Does not ask whether the uploader may.
    [[nodiscard]] Result<void> store(Writer &writer, const Ticket &ticket, const QByteArray &picture);

    /// Forgets uploads that expired and media that no post took, with their files, erases what was deleted
    /// too long ago to be restored, and looks through some of the files for those that nothing names. Call
    /// it now and then.
    [[nodiscard]] Result<int> sweep(Writer &writer, Context &reader);

    /// store() for an upload whose bytes are all here: checks the whole hash, keeps the verdict with the
    /// upload, and drops its file. Where the server died before this, the next request does it.
    [[nodiscard]] Result<void> finishUpload(Writer &writer, const UploadRow &upload);

    /// Makes the AVIF variants of the next picture that lacks them; 0 where none is left for now. One
    /// that cannot be made is passed over, and tried again in a later round through all pictures. Blocks;
    /// one thread at a time.
    [[nodiscard]] Result<int> makeLate(Writer &writer, Context &reader);

    [[nodiscard]] BlobStore &blobs() { return m_blobs; }
    [[nodiscard]] UploadFiles &uploads() { return m_uploads; }
    [[nodiscard]] const AddressKeys &addresses() const { return m_addresses; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }

private:
    [[nodiscard]] Result<int> removeUnnamed(Context &reader);
    [[nodiscard]] Result<int> eraseDeleted(Writer &writer, Context &reader);
    [[nodiscard]] Result<void> findLate(Context &reader);
    [[nodiscard]] Result<void> makeOneLate(Writer &writer, const LateWork &work);
    [[nodiscard]] Result<QVector<StoredVariant>> keep(const PreparedPicture &picture);

    const Clock &m_clock;
    const std::function<Result<PreparedPicture>(const QByteArray &)> m_prepare;
    const std::function<Result<PreparedPicture>(const QByteArray &)> m_encodeAvif;
    const AddressKeys m_addresses;
    DiskBlobStore m_blobs;
    UploadFiles m_uploads;
    QSemaphore m_slots;
    QVector<LateWork> m_late; ///< found and not yet done
    MediaId m_lateAfter; ///< those up to this one were looked at in this round
    qint64 m_roundEndedMs = 0;
    int m_nextShelf = 0; ///< of the blobs, to look for files that nothing names
    std::shared_mutex m_unnamedBlobs; ///< shared while a blob is written and not yet named in the database
};

} // namespace preggo::server
