// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Preggo.Theme

/// A button with words. `kind`: "primary" (one a page), "plain", "quiet" or "danger".
T.Button {
    id: root

    property string kind: "plain"
    property string symbol: ""
    property color quietColor: Theme.rose
    readonly property color foreground: !enabled ? Theme.softInk : kind === "primary" ? Theme.roseInk
        : kind === "plain" ? Theme.ink : kind === "quiet" ? quietColor : Theme.rose

    implicitWidth: Math.max(Theme.target, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(Theme.target, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: kind === "quiet" ? Theme.space3 : Theme.space4
    rightPadding: leftPadding
    topPadding: Theme.space2
    bottomPadding: Theme.space2
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Item {
        implicitWidth: caption.implicitWidth + (icon.visible ? icon.width + Theme.space2 : 0)
        implicitHeight: Math.max(caption.height, icon.visible ? icon.height : 0)

        Row {
            anchors.centerIn: parent
            spacing: Theme.space2

            Icon {
                id: icon
                anchors.verticalCenter: parent.verticalCenter
                visible: root.symbol !== ""
                name: root.symbol
                size: Math.round(Theme.icon * 0.84)
                color: root.foreground
            }
            Label {
                id: caption
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(Math.ceil(implicitWidth),
                    root.availableWidth - (icon.visible ? icon.width + Theme.space2 : 0))
                text: root.text
                font.weight: Font.DemiBold
                color: root.foreground
                horizontalAlignment: Text.AlignHCenter
            }
        }
    }

    background: Rectangle {
        radius: Math.min(height / 2, 24)
        color: {
            if (root.kind === "primary")
                return !root.enabled ? Theme.raised : root.down ? Qt.darker(Theme.rose, 1.12)
                    : root.hovered ? Qt.darker(Theme.rose, 1.05) : Theme.rose;
            if (root.down || root.hovered)
                return Theme.raised;
            return root.kind === "quiet" ? "transparent" : Theme.surface;
        }
        border.width: root.visualFocus ? Theme.focusWidth
            : root.kind === "plain" || root.kind === "danger" ? Theme.hairlineWidth : 0
        border.color: root.kind === "primary" ? Theme.ink : root.kind === "danger" || root.visualFocus ? Theme.rose
            : Theme.hairline
    }
}
