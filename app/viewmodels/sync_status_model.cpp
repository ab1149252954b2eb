// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/sync_status_model.h"

#include "app/viewmodels/words.h"

namespace preggo {

SyncStatusModel::SyncStatusModel(QObject *parent)
    : QObject(parent)
{ }

void SyncStatusModel::setView(const View &view, const QDateTime &now)
{
    const QString text = view.securityProblem
        ? tr("The server could not prove who it is. Nothing is sent until it can.")
        : Words::freshness(view.connected, view.lastSyncedAt, view.waiting, view.refused, now);
    if (m_view == view && m_text == text)
        return;
    m_view = view;
    m_text = text;
    Q_EMIT changed();
}

} // namespace preggo
