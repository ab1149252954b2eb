// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/settings_model.h"

#include "core/media/upload_control.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QPointer>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kMegabyte = 1024 * 1024;

bool isTheme(const QString &theme)
{
    return theme == u"system" || theme == u"light" || theme == u"dark";
}

} // namespace

SettingsModel::SettingsModel(QObject *parent)
    : QObject(parent)
{ }

void SettingsModel::open(const Place &place)
{
    m_place = place;
    const auto bytes = place.files->read(place.file);
    const QJsonObject stored = QJsonDocument::fromJson(bytes.value_or(QByteArray())).object();
    const QString theme = stored.value("theme"_L1).toString();
    m_theme = isTheme(theme) ? theme : u"system"_s;
    m_textScale = qBound(1.0, stored.value("text_scale"_L1).toDouble(1.0), 2.0);
    m_reducedMotion = stored.value("reduced_motion"_L1).toBool();
    m_openFamily = stored.value("open_family"_L1).toString();
    m_discreet = stored.value("discreet"_L1).toBool();
    m_cacheLimitMb =
        qBound(kCacheMinMb, stored.value("cache_limit_mb"_L1).toInt(m_cacheLimitMb), kCacheMaxMb);
    m_sendsOnMetered = stored.value("sends_on_metered"_L1).toBool(true);
    const QJsonArray paused = stored.value("paused_pictures"_L1).toArray();
    for (const auto &value : paused) {
        if (const auto media = MediaId::parse(value.toString());
            media && m_pausedPictures.size() < UploadControl::kPausedMax)
            m_pausedPictures.insert(*media);
    }
    const QJsonObject kept = stored.value("kept_weeks"_L1).toObject();
    for (auto it = kept.constBegin(); it != kept.constEnd() && m_keptWeeks.size() < kKeptFamiliesMax; ++it) {
        if (const int weeks = qBound(0, it->toInt(), kKeptWeeksMax); weeks > 0)
            m_keptWeeks.insert(it.key(), weeks);
    }
}

void SettingsModel::save()
{
    if (!m_place.background)
        return;
    QJsonObject kept;
    for (auto it = m_keptWeeks.cbegin(); it != m_keptWeeks.cend(); ++it)
        kept.insert(it.key(), it.value());
    QJsonArray paused;
    for (const MediaId &media : std::as_const(m_pausedPictures))
        paused.append(media.toString());
    const QJsonObject stored{{u"theme"_s, m_theme}, {u"text_scale"_s, m_textScale},
        {u"reduced_motion"_s, m_reducedMotion}, {u"discreet"_s, m_discreet},
        {u"cache_limit_mb"_s, m_cacheLimitMb}, {u"open_family"_s, m_openFamily}, {u"kept_weeks"_s, kept},
        {u"sends_on_metered"_s, m_sendsOnMetered}, {u"paused_pictures"_s, paused}};
    m_place.background->post([place = m_place, bytes = QJsonDocument(stored).toJson()] {
        // A setting that could not be kept is set again by the person; there is nothing to say.
        (void)place.files->writeDurably(place.file, bytes);
    });
}

void SettingsModel::follow(Appearance &appearance)
{
    readSystem(appearance);
    appearance.setListener([this, alive = QPointer(this), &appearance] {
        if (alive)
            readSystem(appearance);
    });
}

void SettingsModel::readSystem(const Appearance &appearance)
{
    m_systemDark = appearance.scheme() == Appearance::Scheme::Dark;
    m_systemReducedMotion = appearance.reducedMotion();
    m_highContrast = appearance.highContrast();
    Q_EMIT systemChanged();
}

void SettingsModel::attach(PictureStore pictures)
{
    m_pictures = std::move(pictures);
    m_pictures.setBudget(m_cacheLimitMb * kMegabyte);
}

void SettingsModel::detach()
{
    m_pictures = {};
    m_cacheUsedMb = 0;
    Q_EMIT cacheChanged();
}

void SettingsModel::measureCache()
{
    if (!m_pictures.usedBytes || !m_place.background)
        return;
    m_place.background->post(
        [this, alive = QPointer(this), main = m_place.main, used = m_pictures.usedBytes] {
            const int megabytes = static_cast<int>((used() + kMegabyte - 1) / kMegabyte);
            main->post([this, alive, megabytes] {
                if (alive && std::exchange(m_cacheUsedMb, megabytes) != megabytes)
                    Q_EMIT cacheChanged();
            });
        });
}

void SettingsModel::clearCache()
{
    if (!m_pictures.clear || !m_place.background)
        return;
    m_place.background->post(m_pictures.clear);
    measureCache();
}

void SettingsModel::setOpenFamily(const QString &familyId)
{
    if (std::exchange(m_openFamily, familyId) != familyId)
        save();
}

void SettingsModel::setKeptWeeks(const QString &familyId, int weeks)
{
    const int bounded = qBound(0, weeks, kKeptWeeksMax);
    if (m_keptWeeks.value(familyId) == bounded || familyId.isEmpty())
        return;
    if (bounded == 0)
        m_keptWeeks.remove(familyId);
    else if (m_keptWeeks.size() < kKeptFamiliesMax || m_keptWeeks.contains(familyId))
        m_keptWeeks.insert(familyId, bounded);
    save();
}

void SettingsModel::setPausedPictures(const QSet<MediaId> &media)
{
    if (std::exchange(m_pausedPictures, media) != media)
        save();
}

void SettingsModel::setSendsOnMetered(bool sends)
{
    if (std::exchange(m_sendsOnMetered, sends) == sends)
        return;
    save();
    Q_EMIT sendsOnMeteredChanged();
}

void SettingsModel::setTheme(const QString &theme)
{
    if (!isTheme(theme) || std::exchange(m_theme, theme) == theme)
        return;
    save();
    Q_EMIT themeChanged();
}

void SettingsModel::setTextScale(qreal scale)
{
    const qreal bounded = qBound(1.0, scale, 2.0);
    if (qFuzzyCompare(std::exchange(m_textScale, bounded), bounded))
        return;
    save();
    Q_EMIT textScaleChanged();
}

void SettingsModel::setReducedMotion(bool on)
{
    if (std::exchange(m_reducedMotion, on) == on)
        return;
    save();
    Q_EMIT reducedMotionChanged();
}

void SettingsModel::setDiscreet(bool on)
{
    if (std::exchange(m_discreet, on) == on)
        return;
    save();
    Q_EMIT discreetChanged();
}

void SettingsModel::setCacheLimitMb(int megabytes)
{
    const int bounded = qBound(kCacheMinMb, megabytes, kCacheMaxMb);
    if (std::exchange(m_cacheLimitMb, bounded) == bounded)
        return;
    save();
    if (m_pictures.setBudget && m_place.background)
        m_place.background->post([set = m_pictures.setBudget, bounded] { set(bounded * kMegabyte); });
    Q_EMIT cacheChanged();
    measureCache();
}

} // namespace preggo
