// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/family_model.h"

namespace preggo {

FamilyModel::FamilyModel(QObject *parent)
    : QObject(parent)
{ }

void FamilyModel::setView(const View &view)
{
    if (m_view == view)
        return;
    m_view = view;
    Q_EMIT changed();
}

QDateTime FamilyModel::dueDate() const
{
    return m_view.dueDate.isValid() ? QDateTime(m_view.dueDate, QTime(12, 0)) : QDateTime();
}

void FamilyModel::createFamily(const QString &, const QVariant &, const QString &) { }

void FamilyModel::joinByCode(const QString &, const QString &) { }

void FamilyModel::previewInvite(const QString &) { }

void FamilyModel::createInvite(const QString &, const QString &) { }

void FamilyModel::clearError() { }

} // namespace preggo
