// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/composer_model.h"

#include "protocol/limits.h"
#include "protocol/text.h"

#include <algorithm>

namespace preggo {

ComposerModel::ComposerModel(QObject *parent)
    : QObject(parent)
{
    connect(&m_pictures, &PictureListModel::countChanged, this, &ComposerModel::canSendChanged);
    connect(&m_pictures, &PictureListModel::dataChanged, this, &ComposerModel::canSendChanged);
}

ComposerModel::~ComposerModel() = default;

void ComposerModel::changed()
{
    if (m_draft)
        m_draft->touched();
    Q_EMIT canSendChanged();
}

void ComposerModel::setText(const QString &text)
{
    if (std::exchange(m_text, text) == text)
        return;
    Q_EMIT textChanged();
    changed();
}

void ComposerModel::setKind(const QString &kind)
{
    PostKind known{};
    if (!fromWire(kind, known) || std::exchange(m_kind, kind) == kind)
        return;
    Q_EMIT kindChanged();
    changed();
}

void ComposerModel::setMilestone(const QString &milestone)
{
    if (std::exchange(m_milestone, milestone) == milestone)
        return;
    Q_EMIT milestoneChanged();
    changed();
}

void ComposerModel::setOccurredOn(const QDateTime &day)
{
    const QDateTime noon = day.isValid() ? QDateTime(day.date(), QTime(12, 0)) : QDateTime();
    if (std::exchange(m_occurredOn, noon) == noon)
        return;
    Q_EMIT occurredOnChanged();
    changed();
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
    if (!m_account || m_busy || remaining() < 0 || !m_facts->may(Ability::Post))
        return false;
    for (const auto &row : m_pictures.rows()) {
        if (row.state != PictureListModel::Ready)
            return false;
    }
    return !m_text.trimmed().isEmpty() || m_pictures.count() > 0 || !m_milestone.trimmed().isEmpty();
}

void ComposerModel::removePicture(int row)
{
    if (row < 0 || row >= m_pictures.count())
        return;
    const MediaId media = MediaId::parse(m_pictures.rows().at(row).mediaId).value_or(MediaId());
    const bool hasFailed = m_pictures.rows().at(row).state == PictureListModel::Failed;
    m_pictures.removeAt(row);
    if (hasFailed && m_account)
        removeFailed(media);
    if (m_prepared.contains(media))
        removeFiles({m_prepared.take(media)});
    changed();
}

void ComposerModel::movePicture(int from, int to)
{
    m_pictures.move(from, to);
    changed();
}

void ComposerModel::setAlt(int row, const QString &alt)
{
    // An edit has no room for descriptions: taking one would promise what is not kept.
    if (m_isEdit || row < 0 || row >= m_pictures.count())
        return;
    auto changedRow = m_pictures.rows().at(row);
    changedRow.alt = alt;
    m_pictures.replace(row, changedRow);
    changed();
}

void ComposerModel::saveDraft()
{
    if (m_draft)
        m_draft->keep();
}

void ComposerModel::release()
{
    saveDraft();
    m_left = true;
    goIfDone();
}

bool ComposerModel::isLeftWith(const QString &target) const
{
    return m_left && m_account && m_draft && m_draft->target() == target && isPreparing();
}

bool ComposerModel::isPreparing() const
{
    const auto &rows = m_pictures.rows();
    return std::any_of(
        rows.cbegin(), rows.cend(), [](const auto &row) { return row.state == PictureListModel::Preparing; });
}

/// Pictures that are still being prepared belong to the draft, and come to it through this object alone.
void ComposerModel::goIfDone()
{
    if (!m_left || (m_account && isPreparing()))
        return;
    saveDraft();
    deleteLater();
}

void ComposerModel::detach()
{
    m_draft.reset();
    m_account = nullptr;
    m_facts = nullptr;
    Q_EMIT canSendChanged();
    goIfDone();
}

} // namespace preggo
