// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QQuickImageProvider>

namespace preggo {

/// Stands in for the app's picture provider: the demo album's pictures, cropped and rounded as the real one
/// does it. Ids as in `image://preggo/m/<number>?r=<radius>&fit=crop`; `m/broken` fails.
class PicturePainter : public QQuickImageProvider
{
public:
    PicturePainter();
    QImage requestImage(const QString &id, QSize *size, const QSize &requestedSize) override;
};

} // namespace preggo
