// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/appearance.h"
#include "core/seams/executor.h"
#include "core/seams/file_store.h"
#include "protocol/ids.h"

#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QSet>
#include <QString>
#include <qqmlregistration.h>

#include <functional>

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
    Q_PROPERTY(bool systemDark READ systemDark NOTIFY systemChanged FINAL)
    Q_PROPERTY(bool systemReducedMotion READ systemReducedMotion NOTIFY systemChanged FINAL)
    Q_PROPERTY(bool highContrast READ highContrast NOTIFY systemChanged FINAL)
    Q_PROPERTY(bool discreet READ discreet WRITE setDiscreet NOTIFY discreetChanged FINAL)
    Q_PROPERTY(int cacheLimitMb READ cacheLimitMb WRITE setCacheLimitMb NOTIFY cacheChanged FINAL)
    Q_PROPERTY(int cacheUsedMb READ cacheUsedMb NOTIFY cacheChanged FINAL)
    Q_PROPERTY(
        bool sendsOnMetered READ sendsOnMetered WRITE setSendsOnMetered NOTIFY sendsOnMeteredChanged FINAL)
    Q_PROPERTY(QString serverAddress READ serverAddress CONSTANT FINAL)

public:
    static constexpr int kCacheMinMb = 50;
    static constexpr int kCacheMaxMb = 10'000;
    static constexpr int kKeptWeeksMax = 60; ///< more than a pregnancy: everything
    static constexpr int kKeptFamiliesMax = 100;

    /// Where the settings rest. `background` writes: the disk never keeps the person waiting.
    struct Place
    {
        QString file;
        FileStore *files = nullptr;
        Executor *main = nullptr;
        Executor *background = nullptr;
        QString serverAddress;
    };
    /// The pictures that are kept on this device. Calls run on any thread and may touch the disk.
    struct PictureStore
    {
        std::function<qint64()> usedBytes;
        std::function<void(qint64)> setBudget;
        std::function<void()> clear;
    };

    explicit SettingsModel(QObject *parent = nullptr);

    /// Reads the file. One that cannot be read means the settings of the first start.
    void open(const Place &place);
    /// The system's own settings; outlives the model.
    void follow(Appearance &appearance);
    void attach(PictureStore pictures);
    void detach();

    /// "system", "light" or "dark".
    [[nodiscard]] QString theme() const { return m_theme; }
    void setTheme(const QString &theme);
    /// 1.0-2.0
    [[nodiscard]] qreal textScale() const { return m_textScale; }
    void setTextScale(qreal scale);
    [[nodiscard]] bool systemDark() const { return m_systemDark; }
    [[nodiscard]] bool systemReducedMotion() const { return m_systemReducedMotion; }
    [[nodiscard]] bool highContrast() const { return m_highContrast; }
    [[nodiscard]] bool reducedMotion() const { return m_reducedMotion; }
    void setReducedMotion(bool on);
    /// Hides texts and pictures from those who look over a shoulder.
    [[nodiscard]] bool discreet() const { return m_discreet; }
    void setDiscreet(bool on);
    /// Whether pictures are sent over a network that costs.
    [[nodiscard]] bool sendsOnMetered() const { return m_sendsOnMetered; }
    void setSendsOnMetered(bool sends);
    /// Megabytes of pictures kept on this device.
    [[nodiscard]] int cacheLimitMb() const { return m_cacheLimitMb; }
    void setCacheLimitMb(int megabytes);
    [[nodiscard]] int cacheUsedMb() const { return m_cacheUsedMb; }
    [[nodiscard]] QString serverAddress() const { return m_place.serverAddress; }

    /// The family that was open last; empty where none was.
    [[nodiscard]] QString openFamily() const { return m_openFamily; }
    void setOpenFamily(const QString &familyId);

    /// How many weeks of a family's pictures are kept here on purpose; 0 is none.
    [[nodiscard]] int keptWeeks(const QString &familyId) const { return m_keptWeeks.value(familyId); }
    [[nodiscard]] const QHash<QString, int> &keptWeeks() const { return m_keptWeeks; }
    /// Pictures on their way that she paused.
    [[nodiscard]] const QSet<MediaId> &pausedPictures() const { return m_pausedPictures; }
    void setPausedPictures(const QSet<MediaId> &media);
    void setKeptWeeks(const QString &familyId, int weeks);

    /// Counts cacheUsedMb again.
    Q_INVOKABLE void measureCache();

    Q_INVOKABLE void clearCache();

Q_SIGNALS:
    void themeChanged();
    void textScaleChanged();
    void reducedMotionChanged();
    void discreetChanged();
    void sendsOnMeteredChanged();
    void cacheChanged();
    void systemChanged();

private:
    void save();
    void readSystem(const Appearance &appearance);

    Place m_place;
    PictureStore m_pictures;
    QString m_openFamily;
    QHash<QString, int> m_keptWeeks;
    QSet<MediaId> m_pausedPictures;
    bool m_sendsOnMetered = true;
    QString m_theme = QStringLiteral("system");
    qreal m_textScale = 1.0;
    bool m_reducedMotion = false;
    bool m_discreet = false;
    int m_cacheLimitMb = 500;
    int m_cacheUsedMb = 0;
    bool m_systemDark = false;
    bool m_systemReducedMotion = false;
    bool m_highContrast = false;
};

} // namespace preggo
