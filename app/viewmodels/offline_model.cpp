// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/offline_model.h"

#include "app/viewmodels/words.h"
#include "core/media/variant_choice.h"

#include <QLocale>

#include <algorithm>
#include <optional>

namespace preggo {

namespace {

constexpr qint64 kWeekMs = 7LL * 24 * 3600 * 1000;
constexpr int kViewerSide = 1'200; ///< pixels: what fills a telephone, and most of a desktop's window

struct Wish
{
    FamilyId family;
    qint64 fromMs = 0;
};

/// Nothing where the disk fails: then what is kept stays as it is, until the next news.
std::optional<QVector<ImageRequest>> requestsFor(Cache &cache, const QVector<Wish> &wishes)
{
    QVector<ImageRequest> requests;
    for (const Wish &wish : wishes) {
        const auto pictures = cache.picturesSince(wish.family, wish.fromMs, PictureKeeper::kPicturesMax);
        if (!pictures)
            return std::nullopt;
        for (const Media &media : *pictures)
            requests.append({media.id, {{kViewerSide, kViewerSide}, PictureFit::Inside, 0},
                {media.width, media.height}, variantNames(media), {}});
    }
    return requests;
}

} // namespace

OfflineModel::OfflineModel(SettingsModel &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{ }

OfflineModel::~OfflineModel()
{
    detach();
}

void OfflineModel::attach(const AccountContext &account, const FamilyFacts &facts)
{
    detach();
    if (!account.keeper)
        return;
    m_account = &account;
    m_facts = &facts;
    account.keeper->setListener([this](const PictureKeeper::Progress &) { Q_EMIT changed(); });
    picturesChanged();
}

void OfflineModel::detach()
{
    if (m_account)
        m_account->keeper->setListener({});
    m_account = nullptr;
    m_facts = nullptr;
    m_due = false;
    m_alive = std::make_shared<int>(0);
    Q_EMIT changed();
}

int OfflineModel::weeks() const
{
    return m_facts && m_facts->isOpen() ? m_settings.keptWeeks(m_facts->family.id.toString()) : 0;
}

void OfflineModel::setWeeks(int weeks)
{
    if (!m_facts || !m_facts->isOpen() || weeks == this->weeks())
        return;
    m_settings.setKeptWeeks(m_facts->family.id.toString(), weeks);
    choose();
    Q_EMIT changed();
}

void OfflineModel::picturesChanged()
{
    if (!m_account || std::exchange(m_due, true))
        return;
    m_account->main.postAfter(kSettleMs, [this, alive = std::weak_ptr(m_alive)] {
        if (alive.expired())
            return;
        m_due = false;
        choose();
    });
}

void OfflineModel::choose()
{
    const qint64 now = m_account->clock.wallMs();
    QVector<Wish> wishes;
    const auto &kept = m_settings.keptWeeks();
    for (auto it = kept.cbegin(); it != kept.cend(); ++it) {
        const auto family = FamilyId::parse(it.key());
        if (family && it.value() > 0)
            wishes.append({*family, it.value() >= everything() ? 0 : now - it.value() * kWeekMs});
    }
    // In a fixed order: what is too much is the same at every start.
    std::sort(wishes.begin(), wishes.end(), [](const Wish &a, const Wish &b) { return a.family < b.family; });
    m_account->engine.read<std::optional<QVector<ImageRequest>>>(
        [wishes](Cache &cache) { return requestsFor(cache, wishes); },
        [this, alive = std::weak_ptr(m_alive)](const std::optional<QVector<ImageRequest>> &requests) {
            if (!alive.expired() && requests)
                m_account->keeper->keep(*requests);
        });
}

QString OfflineModel::text() const
{
    if (!m_account || m_settings.keptWeeks().isEmpty())
        return tr("What was looked at lately can be seen without a network. Keep more, and all of it can.");
    const PictureKeeper::Progress &progress = m_account->keeper->progress();
    const QString size = QLocale().formattedDataSize(progress.bytes, 0, QLocale::DataSizeSIFormat);
    if (progress.wanted == 0)
        return tr("There are no pictures of this time yet.");
    if (progress.here >= progress.wanted)
        return tr("%n pictures, %1: all of them are here.", nullptr, progress.wanted).arg(size);
    const QString so =
        tr("%1 of %n pictures are here, %2.", nullptr, progress.wanted).arg(progress.here).arg(size);
    if (progress.isWaiting)
        return so + u' ' + tr("The others come over a network that costs nothing, while there is room.");
    return so + u' ' + tr("The others are coming.");
}

} // namespace preggo
