// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QQuickItem>
#include <QString>

namespace preggo {

/// Loaded items are children on the screen, not always in the tree of objects.
inline QQuickItem *itemNamed(QQuickItem *item, const QString &name)
{
    if (item->objectName() == name)
        return item;
    const auto children = item->childItems();
    for (auto *child : children) {
        if (auto *found = itemNamed(child, name))
            return found;
    }
    return nullptr;
}

/// The first visible item of a QML type, in the order of drawing.
inline QQuickItem *firstOf(QQuickItem *item, const char *type)
{
    if (item->isVisible() && QByteArrayView(item->metaObject()->className()).startsWith(type))
        return item;
    const auto children = item->childItems();
    for (auto *child : children) {
        if (auto *found = firstOf(child, type))
            return found;
    }
    return nullptr;
}

} // namespace preggo
