// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Qt 6.4 cannot make bound components in a Loader, so what is loaded reaches `root` unbound.
// qmllint disable unqualified

import QtQuick
import Preggo.Theme

/// The one quiet line of something that is not sent, or of how fresh the page is. `tone` as in Banner.
Item {
    id: root

    property string text
    property string tone: "calm"
    property string symbol: "clock"
    property string action: ""
    readonly property color foreground: tone === "wrong" ? Theme.rose : tone === "wait" ? Theme.honey
        : tone === "good" ? Theme.sage : Theme.softInk
    signal triggered()

    implicitHeight: Math.max(words.implicitHeight, button.visible ? button.height : 0, sign.height)
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Icon {
        id: sign
        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        visible: root.symbol !== ""
        name: root.symbol
        size: Theme.iconSmall
        color: root.foreground
    }
    Label {
        id: words
        anchors.left: sign.visible ? sign.right : parent.left
        anchors.leftMargin: sign.visible ? Theme.space2 : 0
        anchors.right: button.visible ? button.left : parent.right
        anchors.verticalCenter: parent.verticalCenter
        text: root.text
        font.pixelSize: Theme.fontSmall
        color: root.foreground
    }
    Loader {
        id: button
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        active: root.action !== ""
        visible: active
        sourceComponent: Button {
            kind: "quiet"
            text: root.action
            onClicked: root.triggered()
        }
    }
}
