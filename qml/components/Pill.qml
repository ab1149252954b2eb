// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Preggo.Theme

/// "3 new", floating above the feed.
T.AbstractButton {
    id: root

    property string symbol: "up"

    implicitWidth: row.implicitWidth + 2 * Theme.space4
    implicitHeight: Math.max(Theme.target, row.implicitHeight + Theme.space3)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()

    contentItem: Item {
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.space2
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: root.symbol
                size: Theme.iconSmall + 2
                color: Theme.roseInk
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: root.text
                wrapMode: Text.NoWrap
                font.weight: Font.DemiBold
                font.pixelSize: Theme.fontSmall
                color: Theme.roseInk
            }
        }
    }
    background: Floating {
        radius: height / 2
        color: root.down ? Qt.darker(Theme.rose, 1.12) : Theme.rose
        FocusRing {
            visible: root.visualFocus
            radius: height / 2
        }
    }
}
