// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// A scroll thumb that goes by date: a ListView of varied heights only guesses its length, days do not.
Item {
    id: root

    /// Where the view stands, 0 newest to 1 oldest. The page keeps it up to date.
    property real position: 0
    /// The day at the thumb while it is dragged, in words.
    property string dateText: ""
    readonly property bool dragging: drag.active
    readonly property real fraction: Math.min(1, Math.max(0, thumb.y / Math.max(1, height - thumb.height)))
    /// While dragging, for the words; released() once at the end.
    signal moved(real fraction)
    signal released(real fraction)

    function step(by: real): void {
        released(Math.min(1, Math.max(0, position + by)));
    }

    implicitWidth: Theme.target
    activeFocusOnTab: true
    Accessible.role: Accessible.ScrollBar
    Accessible.name: qsTr("Go to a date")
    Accessible.onIncreaseAction: step(0.05)
    Accessible.onDecreaseAction: step(-0.05)
    Keys.onDownPressed: step(0.02)
    Keys.onUpPressed: step(-0.02)

    Item {
        id: thumb
        width: parent.width
        height: Theme.target
        y: drag.active ? y : root.position * (root.height - height)

        Rectangle {
            anchors.right: parent.right
            anchors.rightMargin: Theme.space1
            anchors.verticalCenter: parent.verticalCenter
            width: hover.hovered || drag.active ? 8 : 4
            height: 36
            radius: width / 2
            color: drag.active || root.activeFocus ? Theme.rose : Theme.outline
        }
        Floating {
            anchors.right: parent.right
            anchors.rightMargin: Theme.space6
            anchors.verticalCenter: parent.verticalCenter
            visible: drag.active && root.dateText !== ""
            width: words.implicitWidth + 2 * Theme.space3
            height: words.implicitHeight + 2 * Theme.space2
            radius: height / 2
            Label {
                id: words
                anchors.centerIn: parent
                text: root.dateText
                wrapMode: Text.NoWrap
            }
        }
        HoverHandler {
            id: hover
        }
        DragHandler {
            id: drag
            xAxis.enabled: false
            yAxis.minimum: 0
            yAxis.maximum: root.height - thumb.height
            onActiveChanged: {
                if (!active)
                    root.released(root.fraction);
            }
        }
        onYChanged: {
            if (drag.active)
                root.moved(root.fraction);
        }
    }
}
