// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Composer
import Preggo.Theme

/// One opaque box over a part of its parent. It moves by dragging and by the arrow keys; with Shift they make it
/// larger and smaller, and Delete takes it away.
Item {
    id: root

    required property EditHistory history
    required property int index
    required property int count
    property bool active: true
    readonly property rect part: index < history.boxCount && history.boxes ? history.viewBox(index) : Qt.rect(0, 0, 0, 0)
    property rect start

    function hold(): void {
        history.begin();
        start = part;
    }
    function moveBy(x: real, y: real): void {
        history.setViewBox(index, Qt.rect(start.x + x, start.y + y, start.width, start.height));
    }
    function resizeBy(x: real, y: real): void {
        history.setViewBox(index, Qt.rect(start.x, start.y, Math.max(0, Math.min(1 - start.x, start.width + x)),
            Math.max(0, Math.min(1 - start.y, start.height + y))));
    }
    function nudge(event: KeyEvent, x: int, y: int): void {
        hold();
        if (event.modifiers & Qt.ShiftModifier)
            resizeBy(x * 0.01, y * 0.01);
        else
            moveBy(x * 0.01, y * 0.01);
        event.accepted = true;
    }

    x: part.x * parent.width
    y: part.y * parent.height
    width: part.width * parent.width
    height: part.height * parent.height
    activeFocusOnTab: active
    Accessible.role: Accessible.Button
    Accessible.name: qsTr("Box %1 of %2").arg(index + 1).arg(count)
    Accessible.description: qsTr("Arrow keys move it, with Shift they change its size, Delete removes it.")
    Accessible.focusable: true
    Keys.onLeftPressed: event => root.nudge(event, -1, 0)
    Keys.onRightPressed: event => root.nudge(event, 1, 0)
    Keys.onUpPressed: event => root.nudge(event, 0, -1)
    Keys.onDownPressed: event => root.nudge(event, 0, 1)
    Keys.onDeletePressed: root.history.removeBox(root.index)
    Keys.onPressed: event => {
        if (event.key !== Qt.Key_Backspace)
            return;
        event.accepted = true;
        root.history.removeBox(root.index);
    }

    Rectangle {
        anchors.fill: parent
        color: "black" // as it will be in the picture, by day and by night
        FocusRing {
            visible: root.activeFocus
            gap: 0
            radius: 0
        }
    }
    MouseArea {
        property point from
        anchors.centerIn: parent
        width: Math.max(Theme.target, parent.width)
        height: Math.max(Theme.target, parent.height)
        enabled: root.active
        preventStealing: true
        cursorShape: Qt.SizeAllCursor
        onPressed: mouse => {
            from = mapToItem(root.parent, mouse.x, mouse.y);
            root.forceActiveFocus(Qt.MouseFocusReason);
            root.hold();
        }
        onPositionChanged: mouse => {
            const at = mapToItem(root.parent, mouse.x, mouse.y);
            root.moveBy((at.x - from.x) / root.parent.width, (at.y - from.y) / root.parent.height);
        }
    }
    EditHandle {
        x: root.width - width / 2
        y: root.height - height / 2
        visible: root.active && (root.activeFocus || activeFocus)
        activeFocusOnTab: false // the box itself changes its size by keys
        name: qsTr("Size of box %1").arg(root.index + 1)
        cursor: Qt.SizeFDiagCursor
        onGrabbed: root.hold()
        onDragged: (x, y) => root.resizeBy(x / root.parent.width, y / root.parent.height)
        onNudged: (x, y) => {
            root.hold();
            root.resizeBy(x * 0.01, y * 0.01);
        }
    }
}
