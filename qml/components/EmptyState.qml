// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// Nothing here yet: a drawing, one sentence, one way on.
Column {
    id: root

    property string symbol: "album"
    property string title: ""
    property string text: ""
    property string action: ""
    signal triggered()

    spacing: Theme.space3
    padding: Theme.space5

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        width: Theme.icon * 3
        height: width
        radius: width / 2
        color: Theme.roseWash
        Icon {
            anchors.centerIn: parent
            name: root.symbol
            size: Math.round(Theme.icon * 1.5)
            color: Theme.rose
        }
    }
    Label {
        width: parent.width - 2 * root.padding
        visible: root.title !== ""
        text: root.title
        font.pixelSize: Theme.fontTitle
        font.weight: Font.DemiBold
        horizontalAlignment: Text.AlignHCenter
    }
    Label {
        width: parent.width - 2 * root.padding
        visible: root.text !== ""
        text: root.text
        color: Theme.softInk
        lineHeight: Theme.lineHeight
        horizontalAlignment: Text.AlignHCenter
    }
    Button {
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(implicitWidth, root.width - 2 * root.padding)
        visible: root.action !== ""
        kind: "primary"
        text: root.action
        onClicked: root.triggered()
    }
}
