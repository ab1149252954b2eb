// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Preggo.Theme

/// One kind of reaction with its count; own ones glow.
T.AbstractButton {
    id: root

    required property string kind
    property int count: 0
    property bool mine: false

    implicitWidth: Math.max(Theme.target, row.implicitWidth + 2 * Theme.space2)
    implicitHeight: Math.max(Theme.target, row.implicitHeight + Theme.space2)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: count > 0 ? Words.reaction(kind) + ", " + Words.reactions(count) : Words.reaction(kind)
    Accessible.checkable: true
    Accessible.checked: mine
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()

    contentItem: Item {
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.space1
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: root.kind
                size: Math.round(Theme.icon * 0.9)
                color: root.mine ? Theme.rose : Theme.softInk
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.count > 0
                text: root.count
                wrapMode: Text.NoWrap
                font.pixelSize: Theme.fontSmall
                font.weight: Font.DemiBold
                color: root.mine ? Theme.rose : Theme.softInk
            }
        }
    }
    topInset: 5
    bottomInset: 5
    background: Rectangle {
        radius: height / 2
        color: root.mine ? Theme.roseWash : root.down || root.hovered ? Theme.raised : "transparent"
        border.width: root.visualFocus ? Theme.focusWidth : 0
        border.color: Theme.rose
    }
}
