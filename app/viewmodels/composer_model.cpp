// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/composer_model.h"

#include "protocol/limits.h"
#include "protocol/text.h"

namespace preggo {

ComposerModel::ComposerModel(QObject *parent)
    : QObject(parent)
{ }

void ComposerModel::setText(const QString &text)
{
    if (std::exchange(m_text, text) == text)
        return;
    Q_EMIT textChanged();
    Q_EMIT canSendChanged();
}

void ComposerModel::setKind(const QString &kind)
{
    if (std::exchange(m_kind, kind) != kind)
        Q_EMIT kindChanged();
}

void ComposerModel::setMilestone(const QString &milestone)
{
    if (std::exchange(m_milestone, milestone) != milestone)
        Q_EMIT milestoneChanged();
}

void ComposerModel::setOccurredOn(const QDateTime &day)
{
    if (std::exchange(m_occurredOn, day) != day)
        Q_EMIT occurredOnChanged();
}

int ComposerModel::remaining() const
{
    return limits::kPostTextMax - codePointCount(m_text);
}

int ComposerModel::picturesLeft() const
{
    return limits::kPicturesPerPost - m_pictures.count();
}

bool ComposerModel::canSend() const
{
    return !m_busy && remaining() >= 0 && !m_text.trimmed().isEmpty();
}

void ComposerModel::addPictures(const QList<QUrl> &) { }

void ComposerModel::removePicture(int) { }

void ComposerModel::movePicture(int, int) { }

void ComposerModel::setAlt(int, const QString &) { }

void ComposerModel::send() { }

void ComposerModel::discard() { }

void ComposerModel::saveDraft() { }

void ComposerModel::release()
{
    deleteLater();
}

} // namespace preggo
