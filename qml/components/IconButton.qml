// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Preggo.Theme

/// A round button with an icon alone; `text` is what the screen reader says and what hovering shows.
T.Button {
    id: root

    required property string symbol
    property color color: Theme.softInk
    /// A filled disc, for the one main action.
    property bool filled: false
    property int iconSize: Theme.icon

    implicitWidth: Math.max(Theme.target, iconSize + 2 * Theme.space2)
    implicitHeight: implicitWidth
    focusPolicy: Qt.StrongFocus
    opacity: enabled ? 1 : 0.4
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: root.symbol
            size: root.iconSize
            color: root.filled ? Theme.roseInk : root.color
        }
    }
    background: Rectangle {
        radius: width / 2
        color: root.filled ? (root.down ? Qt.darker(Theme.rose, 1.12) : Theme.rose)
            : root.down || root.hovered ? Theme.raised : "transparent"
        border.width: root.visualFocus ? Theme.focusWidth : 0
        border.color: root.filled ? Theme.ink : Theme.rose
    }
}
