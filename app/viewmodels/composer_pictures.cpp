// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/composer_model.h"
#include "app/viewmodels/words.h"

#include "core/imaging/edit.h"
#include "core/imaging/prepare.h"
#include "protocol/limits.h"

#include <QDir>

// Pictures on their way into a post.

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

QString pathOf(const QString &folder, MediaId id)
{
    return QDir(folder).filePath(id.toString() + u".jpg"_s);
}

/// Where a picture is to be kept, and whose it is.
struct Place
{
    MediaId id;
    FamilyId family;
    QString folder;
};

Result<MediaOut> keep(const PreparedPicture &picture, const Place &place, FileStore &files)
{
    MediaOut media;
    media.mediaId = place.id;
    media.family = place.family;
    media.path = pathOf(place.folder, place.id);
    media.sha256 = picture.sha256;
    media.bytes = picture.masterJpeg.size();
    media.mime = u"image/jpeg"_s;
    media.width = picture.width;
    media.height = picture.height;
    media.placeholder = picture.placeholder;
    if (const auto written = files.writeDurably(media.path, picture.masterJpeg); !written) {
        static_cast<void>(files.remove(media.path)); // it may be there, but she will be told that it is not
        return tl::make_unexpected(written.error());
    }
    return media;
}

/// Reads, prepares and stores one picture. Runs on the imaging executor.
Result<MediaOut> prepareChosen(const ChosenPhoto &photo, const Place &place, FileStore &files)
{
    if (const auto room = DiskRoom::checkForPicture(files, place.folder); !room)
        return tl::make_unexpected(room.error());
    const auto picture =
        photo.path.isEmpty() ? preparePicture(photo.bytes()) : preparePictureFile(files, photo.path);
    return picture ? keep(*picture, place, files) : tl::make_unexpected(picture.error());
}

/// The same for what was made of a picture. A new file: the old one is there until the new one surely is.
Result<MediaOut> editFile(const QString &path, const PictureEdit &edit, const Place &place, FileStore &files)
{
    if (const auto room = DiskRoom::checkForPicture(files, place.folder); !room)
        return tl::make_unexpected(room.error());
    const auto before = files.read(path, 0, limits::kPictureBytes + 1);
    if (!before)
        return tl::make_unexpected(before.error());
    const auto picture = editPicture(*before, edit);
    return picture ? keep(*picture, place, files) : tl::make_unexpected(picture.error());
}

void removeFile(const AccountContext &account, const MediaOut &media)
{
    // What the outbox has taken over is not the composer's any more.
    if (account.engine.overlay().localMedia(media.mediaId))
        return;
    account.imaging.post([&store = account.files, path = media.path] { (void)store.remove(path); });
}

} // namespace

void ComposerModel::addPictures(const QList<QUrl> &files)
{
    QVector<ChosenPhoto> photos;
    for (const QUrl &file : files) {
        if (file.isLocalFile())
            photos.append({file.toLocalFile(), {}});
    }
    if (photos.size() < files.size()) // nothing is fetched from anywhere
        Q_EMIT failed(tr("Save the picture on this device first, then add it."));
    add(photos);
}

void ComposerModel::addPictureData(const QByteArray &bytes)
{
    add({ChosenPhoto{{}, [bytes] { return bytes; }}});
}

bool ComposerModel::offers(PhotoSource::From from) const
{
    return m_account && m_account->photos && m_account->photos->offers(from);
}

bool ComposerModel::choose(PhotoSource::From from)
{
    if (m_isEdit || !offers(from))
        return false;
    // One more than there is room for: then she is told, instead of missing one.
    m_account->photos->choose(
        from, picturesLeft() + 1, [this, alive = QPointer(this)](const QVector<ChosenPhoto> &photos) {
            if (alive)
                add(photos);
        });
    return true;
}

void ComposerModel::add(const QVector<ChosenPhoto> &photos)
{
    if (!m_account || photos.isEmpty())
        return;
    if (m_account->room && !m_account->room->takesPictures()) {
        Q_EMIT failed(Words::problem(noRoomForPictures()));
        return;
    }
    if (photos.size() > picturesLeft())
        Q_EMIT failed(tr("A post can have at most %n pictures.", nullptr, limits::kPicturesPerPost));
    for (const ChosenPhoto &photo : photos.mid(0, picturesLeft()))
        prepare(photo);
}

void ComposerModel::addRow(MediaId media, const QString &source)
{
    PictureListModel::Row row;
    row.mediaId = media.toString();
    row.source = source;
    row.state = source.isEmpty() ? PictureListModel::Preparing : PictureListModel::Ready;
    m_pictures.append(row);
}

void ComposerModel::prepare(const ChosenPhoto &photo)
{
    const auto id = m_account->engine.mint<MediaId>();
    addRow(id, {});
    auto &main = m_account->main;
    auto &store = m_account->files;
    QPointer<ComposerModel> alive(this);
    m_account->imaging.post([&main, &store, alive, this, id, photo,
                                place = Place{id, m_facts->family.id, m_account->mediaFolder}] {
        const auto result = prepareChosen(photo, place, store);
        main.post([&store, alive, this, id, result] {
            if (alive && m_pictures.indexOf(id.toString()) >= 0)
                prepared(id, result);
            else if (result)
                (void)store.remove(result->path); // taken away while it was prepared
        });
    });
}

void ComposerModel::prepared(MediaId media, const Result<MediaOut> &result)
{
    take(media, result);
    goIfDone();
}

void ComposerModel::take(MediaId media, const Result<MediaOut> &result)
{
    const int at = m_pictures.indexOf(media.toString());
    auto row = m_pictures.rows().at(at);
    if (result) {
        m_prepared.insert(media, *result);
        row.source = QUrl::fromLocalFile(result->path).toString();
        row.width = result->width;
        row.height = result->height;
        if (row.alt.isEmpty())
            row.alt = result->alt;
        row.state = PictureListModel::Ready;
        row.editable = true;
    } else {
        row.state = PictureListModel::Failed;
        row.errorText = Words::problem(result.error());
    }
    m_pictures.replace(at, row);
    changed();
}

void ComposerModel::editPicture(int row, int quarterTurns, const QRectF &crop, const QVariantList &boxes)
{
    if (!m_account || row < 0 || row >= m_pictures.count())
        return;
    auto picture = m_pictures.rows().at(row);
    const auto before = m_prepared.constFind(MediaId::parse(picture.mediaId).value_or(MediaId()));
    if (before == m_prepared.constEnd() || picture.state != PictureListModel::Ready)
        return;
    PictureEdit edit{{}, crop, quarterTurns};
    for (const QVariant &box : boxes)
        edit.boxes.append(box.toRectF());
    picture.state = PictureListModel::Preparing;
    picture.errorText.clear();
    m_pictures.replace(row, picture);
    const Place place{m_account->engine.mint<MediaId>(), m_facts->family.id, m_account->mediaFolder};
    m_account->imaging.post([&main = m_account->main, &store = m_account->files, alive = QPointer(this), this,
                                edit, place, old = *before] {
        const auto result = editFile(old.path, edit, place, store);
        main.post([&store, alive, this, old = old.mediaId, result] {
            if (alive && m_pictures.indexOf(old.toString()) >= 0)
                edited(old, result);
            else if (result)
                (void)store.remove(result->path); // taken away meanwhile
        });
    });
}

/// From here on the draft names the new picture; the old one goes when that is on disk, for until then it is
/// all that a killed app would find.
void ComposerModel::edited(MediaId before, const Result<MediaOut> &result)
{
    const int at = m_pictures.indexOf(before.toString());
    auto row = m_pictures.rows().at(at);
    if (!result) {
        row.state = PictureListModel::Ready;
        row.errorText = tr("The change could not be kept: %1").arg(Words::problem(result.error()));
        m_pictures.replace(at, row);
        Q_EMIT failed(row.errorText);
        return goIfDone();
    }
    row.mediaId = result->mediaId.toString();
    m_pictures.replace(at, row);
    const MediaOut old = m_prepared.take(before);
    take(result->mediaId, *result);
    if (m_draft) // this object may be gone by then
        m_draft->keep([account = m_account, old] { removeFile(*account, old); });
    goIfDone();
}

/// Where the disk failed over it, it may lie there all the same, and would come back as a found picture.
void ComposerModel::removeFailed(MediaId media)
{
    m_account->imaging.post([&store = m_account->files, path = pathOf(m_account->mediaFolder, media)] {
        (void)store.remove(path);
    });
}

void ComposerModel::removeFiles(const QVector<MediaOut> &media)
{
    if (!m_account)
        return;
    for (const MediaOut &each : media)
        removeFile(*m_account, each);
}

} // namespace preggo
