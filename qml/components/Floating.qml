// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// The ground of what floats: a surface with a hairline and one soft shadow made of three rings, no shader.
Item {
    id: root

    property int radius: Theme.radiusSheet
    property color color: Theme.surface

    Repeater {
        model: 3
        Rectangle {
            required property int index
            x: -2 * index - 1
            y: index
            width: root.width - 2 * x
            height: root.height + 2 * index + 1
            radius: root.radius + 2 * index + 1
            color: Theme.shadow
            opacity: 0.5 - 0.14 * index
        }
    }
    Rectangle {
        anchors.fill: parent
        radius: root.radius
        color: root.color
        border.width: Theme.hairlineWidth
        border.color: Theme.hairline
    }
}
