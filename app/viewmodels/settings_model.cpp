// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/settings_model.h"

namespace preggo {

SettingsModel::SettingsModel(QObject *parent)
    : QObject(parent)
{ }

void SettingsModel::setTheme(const QString &theme)
{
    if (std::exchange(m_theme, theme) != theme)
        Q_EMIT themeChanged();
}

void SettingsModel::setTextScale(qreal scale)
{
    const qreal bounded = qBound(1.0, scale, 2.0);
    if (!qFuzzyCompare(std::exchange(m_textScale, bounded), bounded))
        Q_EMIT textScaleChanged();
}

void SettingsModel::setReducedMotion(bool on)
{
    if (std::exchange(m_reducedMotion, on) != on)
        Q_EMIT reducedMotionChanged();
}

void SettingsModel::setDiscreet(bool on)
{
    if (std::exchange(m_discreet, on) != on)
        Q_EMIT discreetChanged();
}

void SettingsModel::setCacheLimitMb(int megabytes)
{
    if (std::exchange(m_cacheLimitMb, megabytes) != megabytes)
        Q_EMIT cacheChanged();
}

void SettingsModel::clearCache() { }

} // namespace preggo
