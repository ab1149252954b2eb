// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QObject>
#include <QString>
#include <qqmlregistration.h>

namespace preggo {

/// Settings of this device, kept in its data folder.
class SettingsModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("AppModel.settings")
    Q_PROPERTY(QString theme READ theme WRITE setTheme NOTIFY themeChanged FINAL)
    Q_PROPERTY(qreal textScale READ textScale WRITE setTextScale NOTIFY textScaleChanged FINAL)
    Q_PROPERTY(bool reducedMotion READ reducedMotion WRITE setReducedMotion NOTIFY reducedMotionChanged FINAL)
    Q_PROPERTY(bool discreet READ discreet WRITE setDiscreet NOTIFY discreetChanged FINAL)
    Q_PROPERTY(int cacheLimitMb READ cacheLimitMb WRITE setCacheLimitMb NOTIFY cacheChanged FINAL)
    Q_PROPERTY(int cacheUsedMb READ cacheUsedMb NOTIFY cacheChanged FINAL)
    Q_PROPERTY(QString serverAddress READ serverAddress CONSTANT FINAL)

public:
    explicit SettingsModel(QObject *parent = nullptr);

    /// "system", "light" or "dark".
    [[nodiscard]] QString theme() const { return m_theme; }
    void setTheme(const QString &theme);
    /// 1.0-2.0
    [[nodiscard]] qreal textScale() const { return m_textScale; }
    void setTextScale(qreal scale);
    [[nodiscard]] bool reducedMotion() const { return m_reducedMotion; }
    void setReducedMotion(bool on);
    /// Hides texts and pictures from those who look over a shoulder.
    [[nodiscard]] bool discreet() const { return m_discreet; }
    void setDiscreet(bool on);
    /// Megabytes of pictures kept on this device.
    [[nodiscard]] int cacheLimitMb() const { return m_cacheLimitMb; }
    void setCacheLimitMb(int megabytes);
    [[nodiscard]] int cacheUsedMb() const { return m_cacheUsedMb; }
    [[nodiscard]] QString serverAddress() const { return m_serverAddress; }

    Q_INVOKABLE void clearCache();

Q_SIGNALS:
    void themeChanged();
    void textScaleChanged();
    void reducedMotionChanged();
    void discreetChanged();
    void cacheChanged();

private:
    QString m_theme = QStringLiteral("system");
    qreal m_textScale = 1.0;
    bool m_reducedMotion = false;
    bool m_discreet = false;
    int m_cacheLimitMb = 500;
    int m_cacheUsedMb = 0;
    QString m_serverAddress;
};

} // namespace preggo
