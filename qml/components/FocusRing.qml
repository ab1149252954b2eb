// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// Shows where the keyboard is. Fills its parent with a small gap around.
Rectangle {
    id: root

    property int gap: 2

    anchors.fill: parent
    anchors.margins: -gap - border.width
    color: "transparent"
    border.width: Theme.focusWidth
    border.color: Theme.rose
    radius: Theme.radiusCard + gap
}
