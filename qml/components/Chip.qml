// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Preggo.Theme

/// A small choice among others: a filter, a kind, a size.
T.AbstractButton {
    id: root

    property string symbol: ""

    implicitWidth: Math.max(Theme.target, row.implicitWidth + 2 * Theme.space3)
    implicitHeight: Math.max(Theme.target, row.implicitHeight + Theme.space3)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: root.clicked()
    Accessible.onToggleAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Item {
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.space1 + 2
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.symbol !== ""
                name: root.symbol
                size: Theme.iconSmall + 2
                color: caption.color
            }
            Label {
                id: caption
                anchors.verticalCenter: parent.verticalCenter
                text: root.text
                wrapMode: Text.NoWrap
                font.pixelSize: Theme.fontSmall
                font.weight: Font.DemiBold
                color: root.checked ? Theme.rose : Theme.ink
            }
        }
    }
    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.topMargin: 4
            anchors.bottomMargin: 4
            radius: height / 2
            color: root.checked ? Theme.roseWash : root.down || root.hovered ? Theme.raised : Theme.surface
            border.width: Theme.hairlineWidth
            border.color: root.checked ? Theme.rose : Theme.hairline
            FocusRing {
                visible: root.visualFocus
                radius: height / 2
            }
        }
    }
}
