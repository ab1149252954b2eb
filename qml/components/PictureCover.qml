// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Qt 6.4 cannot make bound components in a Loader, so what is loaded reaches `root` unbound.
// qmllint disable unqualified

import QtQuick
import Preggo.Theme

/// What lies over few pictures: that it did not come, how many more there are, where the keyboard is.
Item {
    id: root

    required property PictureTile tile

    Rectangle {
        anchors.fill: parent
        visible: root.tile.more > 0
        radius: root.tile.cornerRadius
        color: Theme.scrim
        Label {
            anchors.centerIn: parent
            text: "+" + root.tile.more
            color: "white"
            font.pixelSize: Theme.fontHeadline
            font.weight: Font.DemiBold
        }
    }
    Loader {
        anchors.fill: parent
        active: root.tile.failed
        sourceComponent: PictureFailed {
            onRetried: root.tile.retry()
        }
    }
    FocusRing {
        visible: root.tile.visualFocus
        gap: 0
    }
}
