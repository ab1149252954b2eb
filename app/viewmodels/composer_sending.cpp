// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/composer_model.h"
#include "app/viewmodels/words.h"

#include "core/imaging/prepare.h"
#include "core/sync/action_draft.h"
#include "protocol/limits.h"
#include "protocol/text.h"

#include <QDir>

// Pictures on their way into a post, and the post on its way out.

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

QString pathOf(const QString &folder, MediaId id)
{
    return QDir(folder).filePath(id.toString() + u".jpg"_s);
}

/// Reads, prepares and stores one picture. Runs on the imaging executor.
Result<MediaOut> prepareFile(
    const QString &path, MediaId id, FamilyId family, const QString &folder, FileStore &files)
{
    if (const auto room = DiskRoom::checkForPicture(files, folder); !room)
        return tl::make_unexpected(room.error());
    const auto picture = preparePictureFile(files, path);
    if (!picture)
        return tl::make_unexpected(picture.error());
    MediaOut media;
    media.mediaId = id;
    media.family = family;
    media.path = pathOf(folder, id);
    media.sha256 = picture->sha256;
    media.bytes = picture->masterJpeg.size();
    media.mime = u"image/jpeg"_s;
    media.width = picture->width;
    media.height = picture->height;
    media.placeholder = picture->placeholder;
    if (const auto written = files.writeDurably(media.path, picture->masterJpeg); !written) {
        static_cast<void>(files.remove(media.path)); // it may be there, but she will be told that it is not
        return tl::make_unexpected(written.error());
    }
    return media;
}

} // namespace

void ComposerModel::addPictures(const QList<QUrl> &files)
{
    if (!m_account)
        return;
    if (m_account->room && !m_account->room->takesPictures()) {
        Q_EMIT failed(Words::problem(noRoomForPictures()));
        return;
    }
    if (files.size() > picturesLeft())
        Q_EMIT failed(tr("A post can have at most %n pictures.", nullptr, limits::kPicturesPerPost));
    for (const QUrl &file : files.mid(0, picturesLeft()))
        prepare(file);
}

void ComposerModel::addRow(MediaId media, const QString &source)
{
    PictureListModel::Row row;
    row.mediaId = media.toString();
    row.source = source;
    row.state = source.isEmpty() ? PictureListModel::Preparing : PictureListModel::Ready;
    m_pictures.append(row);
}

void ComposerModel::prepare(const QUrl &file)
{
    const auto id = m_account->engine.mint<MediaId>();
    addRow(id, {});
    auto &main = m_account->main;
    auto &store = m_account->files;
    QPointer<ComposerModel> alive(this);
    m_account->imaging.post([&main, &store, alive, this, id, path = file.toLocalFile(),
                                family = m_facts->family.id, folder = m_account->mediaFolder] {
        const auto result = prepareFile(path, id, family, folder, store);
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
    } else {
        row.state = PictureListModel::Failed;
        row.errorText = Words::problem(result.error());
    }
    m_pictures.replace(at, row);
    changed();
    goIfDone();
}

PostKind ComposerModel::kindToSend() const
{
    PostKind kind = PostKind::Update;
    (void)fromWire(m_kind, kind);
    return kind == PostKind::Update && m_pictures.count() > 0 ? PostKind::Photo : kind;
}

QVector<MediaId> ComposerModel::pictureIds() const
{
    QVector<MediaId> ids;
    for (const auto &row : m_pictures.rows())
        ids.append(MediaId::parse(row.mediaId).value_or(MediaId()));
    return ids;
}

QVector<MediaOut> ComposerModel::newPictures() const
{
    QVector<MediaOut> media;
    for (const auto &row : m_pictures.rows()) {
        const auto id = MediaId::parse(row.mediaId).value_or(MediaId());
        if (!m_prepared.contains(id))
            continue;
        media.append(m_prepared.value(id));
        media.last().alt = cleanText(row.alt).trimmed();
    }
    return media;
}

/// What this replaces, as long as it is refused: then its id is free on the server.
std::optional<PendingAction> ComposerModel::refused() const
{
    const auto pending = m_account->engine.pendingAction(m_replaces);
    return pending && pending->canEdit ? pending : std::nullopt;
}

ActionDraft ComposerModel::createAction() const
{
    PostCreate post;
    post.kind = kindToSend();
    post.text = cleanText(m_text).trimmed();
    post.media = pictureIds();
    post.occurredOn = m_occurredOn.date();
    post.milestone = cleanName(m_milestone);
    auto action =
        draft::createPost(StreamId::all(m_facts->family.id), m_account->engine.mint<PostId>(), post);
    if (const auto old = refused()) {
        action.stream = old->row.action.stream; // the same readers
        action.entity = old->row.action.entityId; // it keeps what was written below it
        action.supersedes = m_replaces;
    }
    action.media = newPictures();
    return action;
}

ActionDraft ComposerModel::editAction() const
{
    const Post &before = m_edited->post;
    PostEdit edit;
    if (const QString text = cleanText(m_text).trimmed(); text != before.text)
        edit.text = text;
    if (m_kind != toWire(before.kind))
        edit.kind = kindToSend();
    if (const QString milestone = cleanName(m_milestone); milestone != before.milestone)
        edit.milestone = milestone;
    if (pictureIds() != before.media)
        edit.media = pictureIds();
    if (m_occurredOn.date() != before.occurredOn)
        edit.occurredOn = m_occurredOn.date();
    auto action = draft::editPost(m_edited->stream, before.id, edit);
    if (before.stamp.version > 0)
        action.baseVersion = before.stamp.version;
    action.media = newPictures();
    return action;
}

void ComposerModel::send()
{
    if (!canSend())
        return;
    m_draft->keep();
    auto action = m_isEdit ? editAction() : createAction();
    if (m_isEdit && action.payload.isEmpty()) {
        Q_EMIT sent(); // nothing is different
        return;
    }
    m_busy = true;
    Q_EMIT canSendChanged();
    action.releases = m_draft->id();
    m_account->engine.submit(std::move(action), [this, alive = QPointer(this)](const Result<void> &result) {
        if (alive)
            committed(result);
    });
    Q_EMIT busyChanged();
}

/// Only what is safe on disk may leave the composer.
void ComposerModel::committed(const Result<void> &result)
{
    m_busy = false;
    Q_EMIT busyChanged();
    if (!result) {
        Q_EMIT canSendChanged();
        Q_EMIT failed(Words::problem(result.error()));
        return;
    }
    m_replaces = {};
    if (m_draft)
        m_draft->released();
    m_text.clear();
    m_milestone.clear();
    m_prepared.clear();
    m_pictures.clear();
    Q_EMIT textChanged();
    Q_EMIT milestoneChanged();
    Q_EMIT canSendChanged();
    Q_EMIT sent();
}

void ComposerModel::discard()
{
    removeFiles(newPictures());
    m_text.clear();
    m_milestone.clear();
    m_prepared.clear();
    m_pictures.clear();
    if (m_draft)
        m_draft->forget();
    Q_EMIT textChanged();
    Q_EMIT milestoneChanged();
    Q_EMIT canSendChanged();
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
    for (const MediaOut &each : media) {
        // What the outbox has taken over is not the composer's any more.
        if (m_account->engine.overlay().localMedia(each.mediaId))
            continue;
        m_account->imaging.post([&store = m_account->files, path = each.path] { (void)store.remove(path); });
    }
}

} // namespace preggo
