// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// One of our icons in one colour.
Image {
    id: root

    required property string name
    property color color: Theme.ink
    property int size: Theme.icon
    readonly property int pixels: Math.ceil(size * Theme.pixelRatio)
    readonly property bool directional: name === "back" || name === "forward" || name === "reply" || name === "send"
        || name === "undo" || name === "leave"

    width: size
    height: size
    sourceSize.width: pixels
    sourceSize.height: pixels
    source: name === "" ? "" : "image://preggo-icon/" + name + "/" + color.toString().slice(1)
    // Arrows that point along the line of reading turn with it.
    mirror: Theme.mirrored && directional
}
