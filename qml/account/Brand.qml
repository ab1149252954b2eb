// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// Our mark: a heart on linen, and the name.
Column {
    id: root

    spacing: Theme.space3

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        width: 72
        height: 72
        radius: 24
        color: Theme.rose
        Icon {
            anchors.centerIn: parent
            name: "love"
            size: 40
            color: Theme.roseInk
        }
    }
    Label {
        width: parent.width
        text: "Preggo"
        font.pixelSize: Theme.fontHeadline
        font.weight: Font.DemiBold
        horizontalAlignment: Text.AlignHCenter
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
}
