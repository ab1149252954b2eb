// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/linux/qt_net_status.h"

#include <QNetworkInformation>

namespace preggo {

namespace {

QNetworkInformation *information()
{
    // Loads the backend at the first call; null where the system has none.
    QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability);
    return QNetworkInformation::instance();
}

} // namespace

QtNetStatus::QtNetStatus(QObject *parent)
    : QObject(parent)
{
    auto *info = information();
    if (!info)
        return;
    const auto changed = [this] {
        if (m_changed)
            m_changed();
    };
    connect(info, &QNetworkInformation::reachabilityChanged, this, changed);
    connect(info, &QNetworkInformation::isMeteredChanged, this, changed);
    connect(info, &QNetworkInformation::transportMediumChanged, this, changed);
}

bool QtNetStatus::isOnline() const
{
    // A server at home needs no way to the internet, so that only the clear "disconnected" counts.
    const auto *info = QNetworkInformation::instance();
    return !info || info->reachability() != QNetworkInformation::Reachability::Disconnected;
}

bool QtNetStatus::isMetered() const
{
    const auto *info = QNetworkInformation::instance();
    return info && info->supports(QNetworkInformation::Feature::Metered) && info->isMetered();
}

void QtNetStatus::setListener(std::function<void()> changed)
{
    m_changed = std::move(changed);
}

} // namespace preggo
