// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/composer_model.h"
#include "app/viewmodels/words.h"

#include "core/sync/action_draft.h"
#include "protocol/limits.h"
#include "protocol/text.h"

// The post on its way out.

namespace preggo {

using namespace Qt::Literals::StringLiterals;

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

} // namespace preggo
