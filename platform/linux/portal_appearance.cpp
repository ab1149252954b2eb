// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/linux/portal_appearance.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kService = u"org.freedesktop.portal.Desktop"_s;
const QString kPath = u"/org/freedesktop/portal/desktop"_s;
const QString kInterface = u"org.freedesktop.portal.Settings"_s;
const QString kAppearance = u"org.freedesktop.appearance"_s;
const QString kGnome = u"org.gnome.desktop.interface"_s;

/// Read() wraps the value in one variant more than the signal does.
QVariant unwrapped(QVariant value)
{
    while (value.userType() == qMetaTypeId<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

PortalAppearance::PortalAppearance(QObject *parent)
    : QObject(parent)
{
    auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kService, kPath, kInterface, u"SettingChanged"_s, this,
        SLOT(settingChanged(QString, QString, QDBusVariant)));
    ask(kAppearance, u"color-scheme"_s);
    ask(kAppearance, u"contrast"_s);
    ask(kAppearance, u"reduced-motion"_s);
    // Desktops that do not know the common key yet have their own.
    ask(kGnome, u"enable-animations"_s);
}

void PortalAppearance::ask(const QString &group, const QString &key)
{
    auto call = QDBusMessage::createMethodCall(kService, kPath, kInterface, u"Read"_s);
    call.setArguments({group, key});
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, group, key] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        watcher->deleteLater();
        if (!reply.isError())
            take(group, key, unwrapped(reply.value().variant()));
    });
}

void PortalAppearance::settingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    take(group, key, unwrapped(value.variant()));
}

void PortalAppearance::take(const QString &group, const QString &key, const QVariant &value)
{
    const auto before = std::tuple(m_scheme, m_reducedMotion, m_highContrast);
    if (group == kAppearance && key == "color-scheme"_L1) {
        const uint scheme = value.toUInt();
        m_scheme = scheme == 1 ? Scheme::Dark : scheme == 2 ? Scheme::Light : Scheme::NoPreference;
    } else if (group == kAppearance && key == "contrast"_L1) {
        m_highContrast = value.toUInt() == 1;
    } else if (group == kAppearance && key == "reduced-motion"_L1) {
        m_reducedMotion = value.toUInt() == 1;
    } else if (group == kGnome && key == "enable-animations"_L1) {
        m_reducedMotion = !value.toBool();
    }
    if (before != std::tuple(m_scheme, m_reducedMotion, m_highContrast) && m_changed)
        m_changed();
}

} // namespace preggo
