// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/images/picture_gate.h"

#include <QQuickAsyncImageProvider>

namespace preggo {

/// The image provider "preggo" of a QML engine (addresses: see parsePictureUrl()).
///
/// Nothing is decoded here: requests go to the gate's main thread and from there to workers. Every
/// request finishes, a cancelled one too; one that fails has an error, so that QML can offer to try
/// again. Corners come rounded, placeholders soft: delegates need no clip, layer or shader.
class PictureProvider final : public QQuickAsyncImageProvider
{
public:
    explicit PictureProvider(std::shared_ptr<PictureGate> gate);

    QQuickImageResponse *requestImageResponse(const QString &id, const QSize &requestedSize) override;

private:
    std::shared_ptr<PictureGate> m_gate;
};

} // namespace preggo
