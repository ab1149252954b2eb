// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/images/picture_url.h"

#include <QUrlQuery>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRadiusMax = 4'096;
constexpr int kSideMax = 8'192; ///< no screen asks for more

std::optional<PictureRequest::What> whatOf(QStringView letter)
{
    if (letter == u"m" || letter == u"e")
        return PictureRequest::What::Sent;
    if (letter == u"p")
        return PictureRequest::What::Placeholder;
    if (letter == u"l")
        return PictureRequest::What::Own;
    return std::nullopt;
}

} // namespace

std::optional<PictureRequest> parsePictureUrl(const QString &id, QSize requestedSize)
{
    const auto mark = id.indexOf(u'?');
    const QStringView path = QStringView(id).left(mark < 0 ? id.size() : mark);
    const auto slash = path.indexOf(u'/');
    const auto what = slash > 0 ? whatOf(path.left(slash)) : std::nullopt;
    const auto media = slash > 0 ? MediaId::parse(path.mid(slash + 1)) : std::nullopt;
    if (!what || !media)
        return std::nullopt;
    PictureRequest request;
    request.what = *what;
    request.media = *media;
    request.target.pixels = requestedSize.expandedTo({0, 0}).boundedTo({kSideMax, kSideMax});
    if (mark >= 0) {
        const QUrlQuery query(id.mid(mark + 1));
        request.target.cornerRadius = qBound(0, query.queryItemValue(u"r"_s).toInt(), kRadiusMax);
        if (query.queryItemValue(u"fit"_s) == u"crop")
            request.target.fit = PictureFit::Crop;
    }
    return request;
}

} // namespace preggo
