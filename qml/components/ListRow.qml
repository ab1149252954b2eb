// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Preggo.Theme

/// One line of a list that can be pressed: icon, words, a detail below, an arrow where it leads elsewhere.
T.AbstractButton {
    id: root

    property string symbol: ""
    property string detail: ""
    property bool leads: false
    property color color: Theme.ink

    implicitWidth: 280
    implicitHeight: Math.max(Theme.target + 4, words.implicitHeight + 2 * Theme.space2)
    leftPadding: Theme.space3
    rightPadding: Theme.space3
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: detail
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()

    contentItem: Item {
        Icon {
            id: sign
            anchors.left: parent.left
            anchors.verticalCenter: parent.verticalCenter
            visible: root.symbol !== ""
            name: root.symbol
            color: root.color === Theme.ink ? Theme.softInk : root.color
        }
        Column {
            id: words
            anchors.left: sign.visible ? sign.right : parent.left
            anchors.leftMargin: sign.visible ? Theme.space3 : 0
            anchors.right: arrow.visible ? arrow.left : parent.right
            anchors.verticalCenter: parent.verticalCenter
            spacing: 2
            Label {
                width: parent.width
                text: root.text
                color: root.color
            }
            Label {
                width: parent.width
                visible: root.detail !== ""
                text: root.detail
                font.pixelSize: Theme.fontSmall
                color: Theme.softInk
            }
        }
        Icon {
            id: arrow
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            visible: root.leads
            name: "forward"
            size: Theme.iconSmall
            color: Theme.softInk
        }
    }
    background: Rectangle {
        radius: Theme.radiusCard
        color: root.down || root.hovered ? Theme.raised : "transparent"
        FocusRing {
            visible: root.visualFocus
            gap: -2
        }
    }
}
