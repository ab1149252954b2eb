// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/sync_status_model.h"

namespace preggo {

SyncStatusModel::SyncStatusModel(QObject *parent)
    : QObject(parent)
{ }

void SyncStatusModel::setView(const View &view, const QDateTime &)
{
    if (m_view == view)
        return;
    m_view = view;
    Q_EMIT changed();
}

} // namespace preggo
