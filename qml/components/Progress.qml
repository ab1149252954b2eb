// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// How far something got, 0 to 1.
Rectangle {
    id: root

    required property real value
    property string label

    implicitHeight: 6
    radius: 3
    color: Theme.raised
    Accessible.role: Accessible.ProgressBar
    Accessible.name: label

    Rectangle {
        anchors.left: parent.left
        width: Math.max(parent.height, parent.width * Math.min(1, Math.max(0, root.value)))
        height: parent.height
        radius: 3
        color: Theme.sage
    }
}
