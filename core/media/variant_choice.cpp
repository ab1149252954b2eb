// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/media/variant_choice.h"

#include <algorithm>
#include <cmath>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Width of a variant, or a huge one for the master.
int widthOf(const QString &variant)
{
    bool isNumber = false;
    const int width = variant.mid(1).toInt(&isNumber);
    return variant.startsWith(u'w') && isNumber ? width : 1 << 30;
}

/// How many pixels wide the whole picture must be to fill the target.
int neededWidth(const PictureTarget &target, QSize master)
{
    const QSize pixels = target.pixels;
    if (pixels.width() <= 0 && pixels.height() <= 0)
        return 1 << 30;
    if (master.isEmpty())
        return std::max(pixels.width(), pixels.height());
    const double aspect = double(master.width()) / master.height();
    const auto byHeight = static_cast<int>(std::lround(pixels.height() * aspect));
    if (pixels.width() <= 0 || pixels.height() <= 0)
        return std::max(pixels.width(), byHeight);
    return target.fit == PictureFit::Crop ? std::max(pixels.width(), byHeight)
                                          : std::min(pixels.width(), byHeight);
}

} // namespace

const QStringList &allVariants()
{
    static const QStringList kNames{u"w150"_s, u"w400"_s, u"w800"_s, u"w1200"_s, u"full"_s};
    return kNames;
}

QStringList variantNames(const Media &media)
{
    QStringList names;
    for (const MediaVariant &variant : media.variants) {
        if (!names.contains(variant.name))
            names.append(variant.name);
    }
    return names;
}

QString variantFor(const PictureTarget &target, QSize master, const QStringList &offered)
{
    const int needed = neededWidth(target, master);
    for (const QString &variant : allVariants()) {
        const bool there = offered.isEmpty() || offered.contains(variant);
        if (there && widthOf(variant) >= needed)
            return variant;
    }
    // A picture that is still being made on the server has no master yet.
    const auto largest = std::find_if(allVariants().crbegin(), allVariants().crend(),
        [&](const QString &variant) { return offered.contains(variant); });
    return offered.isEmpty() || largest == allVariants().crend() ? u"full"_s : *largest;
}

QStringList standIns(const QString &variant)
{
    const QStringList &all = allVariants();
    const auto at = std::max<qsizetype>(all.indexOf(variant), 0);
    QStringList order = all.mid(at);
    for (qsizetype i = at - 1; i >= 0; --i)
        order.append(all[i]);
    return order;
}

} // namespace preggo
