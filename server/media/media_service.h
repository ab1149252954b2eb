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
#include "server/media/unfinished_pictures.h"
#include "server/media/upload_files.h"
#include "server/media/upload_store.h"
#include "server/services/service.h"

#include <QByteArray>
#include <QSemaphore>
#include <QSet>
#include <QString>

#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>

namespace preggo::server {

/// What lets an upload be answered, and its post be seen, as soon as its preview is stored. Without either,
/// or where a picture has no preview, the answer waits for the whole.
struct EarlyPictures
{
    /// PictureWorkers::prepare() with a preview.
    std::function<Result<PreparedPicture>(const QByteArray &, const PreviewSink &)> prepare;
    /// Runs a job on another thread, before what is given to it ends; false where it cannot.
    std::function<bool(std::function<void()>)> elsewhere;
};

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
    EarlyPictures early = {};
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
    /// upload, and drops its file. Where the server died before this, the next request does it. Returns as
    /// soon as the preview is stored, where MediaDeps::early allows it.
    [[nodiscard]] Result<void> finishUpload(Writer &writer, const UploadRow &upload);

    /// Makes the AVIF variants of the next picture that lacks them; 0 where none is left for now. One
    /// that cannot be made is passed over, and tried again in a later round through all pictures. Blocks;
    /// one thread at a time.
    [[nodiscard]] Result<int> makeLate(Writer &writer, Context &reader);

    /// Makes whole what was answered early and then broke off, by the end of the server or for lack of room:
    /// now and then some of it. How many were looked at; 0 where none is left for now. Blocks; one thread at
    /// a time, the one of makeLate().
    [[nodiscard]] Result<int> finishEarly(Writer &writer, Context &reader);

    [[nodiscard]] BlobStore &blobs() { return m_blobs; }
    [[nodiscard]] UploadFiles &uploads() { return m_uploads; }
    [[nodiscard]] const AddressKeys &addresses() const { return m_addresses; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }

private:
    struct Development;
    [[nodiscard]] Result<void> storeEarly(Writer &writer, const Ticket &ticket, const QByteArray &picture);
    void develop(Development &work);
    [[nodiscard]] Result<void> keepPreview(Development &work, const PreparedPicture &preview);
    [[nodiscard]] Result<void> keepWhole(
        Writer &writer, const Ticket &ticket, const PreparedPicture &picture);
    [[nodiscard]] Result<void> complete(
        Writer &writer, MediaId media, const PreparedPicture &picture, const QByteArray &sent);
    [[nodiscard]] Result<void> finishOne(Writer &writer, const UnfinishedPicture &unfinished);
    [[nodiscard]] Result<QByteArray> readBlob(const QByteArray &sha256) const;
    [[nodiscard]] static MediaRow rowOf(
        const Ticket &ticket, const PreparedPicture &picture, const QVector<StoredVariant> &stored);
    void setUnderWay(MediaId media, bool isUnderWay);
    [[nodiscard]] bool isUnderWay(MediaId media) const;
    [[nodiscard]] Result<int> removeUnnamed(Context &reader);
    [[nodiscard]] Result<int> eraseDeleted(Writer &writer, Context &reader);
    [[nodiscard]] Result<void> findLate(Context &reader);
    [[nodiscard]] Result<void> makeOneLate(Writer &writer, const LateWork &work);
    [[nodiscard]] Result<QVector<StoredVariant>> keep(const PreparedPicture &picture);

    const Clock &m_clock;
    const std::function<Result<PreparedPicture>(const QByteArray &)> m_prepare;
    const std::function<Result<PreparedPicture>(const QByteArray &)> m_encodeAvif;
    const EarlyPictures m_early;
    const AddressKeys m_addresses;
    DiskBlobStore m_blobs;
    UploadFiles m_uploads;
    QSemaphore m_slots;
    QVector<LateWork> m_late; ///< found and not yet done
    MediaId m_lateAfter; ///< those up to this one were looked at in this round
    qint64 m_roundEndedMs = 0;
    MediaId m_finishedUpTo; ///< of finishEarly()
    qint64 m_nextFinishMs = 0;
    mutable std::mutex m_underWayMutex;
    QSet<MediaId> m_underWay; ///< answered early, or about to be, and a thread has it
    int m_nextShelf = 0; ///< of the blobs, to look for files that nothing names
    std::shared_mutex m_unnamedBlobs; ///< shared while a blob is written and not yet named in the database
};

} // namespace preggo::server
