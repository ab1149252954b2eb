// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// A round knob that is dragged, or moved by the arrow keys. It does not move by itself: who owns it places it.
Item {
    id: root

    required property string name
    property int cursor: Qt.SizeAllCursor
    signal grabbed()
    /// How far since it was grabbed, in pixels of its parent.
    signal dragged(real x, real y)
    /// One press of an arrow key: -1, 0 or 1 each way.
    signal nudged(int x, int y)

    width: Theme.target
    height: Theme.target
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: name
    Accessible.description: qsTr("Arrow keys move it.")
    Accessible.focusable: true
    Keys.onLeftPressed: root.nudged(-1, 0)
    Keys.onRightPressed: root.nudged(1, 0)
    Keys.onUpPressed: root.nudged(0, -1)
    Keys.onDownPressed: root.nudged(0, 1)

    Rectangle {
        anchors.centerIn: parent
        width: 22
        height: width
        radius: width / 2
        color: Theme.surface
        border.width: root.activeFocus ? 6 : Theme.focusWidth
        border.color: Theme.rose
    }
    MouseArea {
        property point from
        anchors.fill: parent
        preventStealing: true
        cursorShape: root.cursor
        onPressed: mouse => {
            from = mapToItem(root.parent, mouse.x, mouse.y);
            root.forceActiveFocus(Qt.MouseFocusReason);
            root.grabbed();
        }
        onPositionChanged: mouse => {
            const at = mapToItem(root.parent, mouse.x, mouse.y);
            root.dragged(at.x - from.x, at.y - from.y);
        }
    }
}
