// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Preggo.Theme

/// One place of the app: icon over its name, or beside it where there is room.
T.AbstractButton {
    id: root

    required property string symbol
    property bool beside: false
    /// A dot that says: something here needs the person.
    property bool attention: false
    readonly property color foreground: checked ? Theme.rose : Theme.softInk

    implicitWidth: beside ? 200 : Math.max(64, row.width + Theme.space3)
    implicitHeight: Math.max(beside ? Theme.target + 4 : 56, row.height + Theme.space2)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.PageTab
    Accessible.name: attention ? qsTr("%1, needs attention").arg(text) : text
    Accessible.checked: checked
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()

    contentItem: Item {
        Grid {
            id: row
            anchors.verticalCenter: parent.verticalCenter
            anchors.left: root.beside ? parent.left : undefined
            anchors.leftMargin: Theme.space3
            anchors.horizontalCenter: root.beside ? undefined : parent.horizontalCenter
            columns: root.beside ? 2 : 1
            columnSpacing: Theme.space3
            rowSpacing: 2
            horizontalItemAlignment: root.beside ? Grid.AlignLeft : Grid.AlignHCenter
            verticalItemAlignment: Grid.AlignVCenter
            Icon {
                name: root.symbol
                color: root.foreground
                Rectangle {
                    anchors.right: parent.right
                    anchors.top: parent.top
                    anchors.margins: -2
                    visible: root.attention
                    width: 10
                    height: 10
                    radius: 5
                    color: Theme.rose
                    border.width: 2
                    border.color: Theme.surface
                }
            }
            Label {
                text: root.text
                wrapMode: Text.NoWrap
                font.pixelSize: root.beside ? Theme.fontBody : Math.min(Theme.fontSmall, 18)
                font.weight: root.checked ? Font.DemiBold : Font.Normal
                color: root.foreground
            }
        }
    }
    background: Rectangle {
        radius: Theme.radiusCard
        color: root.beside && root.checked ? Theme.roseWash : root.down || root.hovered ? Theme.raised : "transparent"
        border.width: root.visualFocus ? Theme.focusWidth : 0
        border.color: Theme.rose
    }
}
