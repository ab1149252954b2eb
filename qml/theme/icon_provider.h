// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QHash>
#include <QQuickImageProvider>

namespace preggo {

/// Draws our SVG icons in one colour: `image://preggo-icon/<name>/<RRGGBB or AARRGGBB>`. Runs on the GUI
/// thread (an icon takes well under a millisecond, and Qt Quick caches it), owns its parsed sources, knows no
/// other state.
class IconProvider : public QQuickImageProvider
{
public:
    IconProvider();
    /// An unknown name yields a transparent image of the requested size, so that a layout never jumps.
    QImage requestImage(const QString &id, QSize *size, const QSize &requestedSize) override;

private:
    QByteArray source(const QString &name);
    QHash<QString, QByteArray> m_sources;
};

} // namespace preggo
