// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/appearance.h"

#include <QObject>
#include <QVariant>

class QDBusVariant;

namespace preggo {

/// Appearance from the XDG desktop portal (org.freedesktop.portal.Settings). Says "no preference" until
/// the portal answered, and for ever where there is none.
class PortalAppearance final : public QObject, public Appearance
{
    Q_OBJECT
public:
    explicit PortalAppearance(QObject *parent = nullptr);

    [[nodiscard]] Scheme scheme() const override { return m_scheme; }
    [[nodiscard]] bool reducedMotion() const override { return m_reducedMotion; }
    [[nodiscard]] bool highContrast() const override { return m_highContrast; }
    void setListener(std::function<void()> changed) override { m_changed = std::move(changed); }

private Q_SLOTS:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void ask(const QString &group, const QString &key);
    void take(const QString &group, const QString &key, const QVariant &value);

    Scheme m_scheme = Scheme::NoPreference;
    bool m_reducedMotion = false;
    bool m_highContrast = false;
    std::function<void()> m_changed;
};

} // namespace preggo
