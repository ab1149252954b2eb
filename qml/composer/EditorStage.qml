// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Composer
import Preggo.Theme

/// The picture in the editor, as large as there is room, with what is being done to it above it. A picture has a left
/// and a right side of its own: nothing here turns with the direction of reading.
Item {
    id: root

    required property EditHistory history
    required property string source
    /// Of the picture as it came, in pixels.
    required property int pictureWidth
    required property int pictureHeight
    /// "cover" or "crop".
    required property string mode
    readonly property bool lies: history.quarterTurns % 2 === 1
    readonly property real ratio: Math.max(1, lies ? pictureHeight : pictureWidth) / Math.max(1, lies ? pictureWidth : pictureHeight)
    /// The index of the box that has the focus, or -1.
    readonly property int focusedBox: {
        for (let i = 0; i < boxes.count; ++i) {
            const box = boxes.itemAt(i);
            if (box && box.activeFocus)
                return i;
        }
        return -1;
    }

    function focusBox(index: int): void {
        const box = boxes.itemAt(index);
        if (box)
            box.forceActiveFocus(Qt.OtherFocusReason);
    }

    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true

    Item {
        id: area
        readonly property real room: Theme.target / 2 // for the knobs at its edge
        readonly property real roomWidth: Math.max(1, root.width - 2 * room)
        readonly property real roomHeight: Math.max(1, root.height - 2 * room)
        anchors.centerIn: parent
        width: Math.round(Math.min(roomWidth, roomHeight * root.ratio))
        height: Math.round(Math.min(roomHeight, roomWidth / root.ratio))

        Image {
            anchors.centerIn: parent
            width: root.lies ? parent.height : parent.width
            height: root.lies ? parent.width : parent.height
            rotation: 90 * root.history.quarterTurns
            source: root.source
            sourceSize.width: Math.min(root.pictureWidth, 2048)
            asynchronous: true
            cache: false
        }
        MouseArea { // draws a box
            property int box: -1
            property point from
            anchors.fill: parent
            enabled: root.mode === "cover"
            preventStealing: true
            cursorShape: Qt.CrossCursor
            onPressed: mouse => {
                box = -1;
                from = Qt.point(mouse.x / width, mouse.y / height);
            }
            onPositionChanged: mouse => {
                const x = Math.max(0, Math.min(1, mouse.x / width));
                const y = Math.max(0, Math.min(1, mouse.y / height));
                const part = Qt.rect(Math.min(x, from.x), Math.min(y, from.y), Math.abs(x - from.x), Math.abs(y - from.y));
                if (box >= 0)
                    root.history.setViewBox(box, part);
                else if (part.width * width + part.height * height > 12)
                    box = root.history.addViewBox(part);
            }
            onReleased: root.focusBox(box)
        }
        Repeater {
            id: boxes
            model: root.history.boxCount
            CoverBox {
                history: root.history
                count: boxes.count
                active: root.mode === "cover"
            }
        }
        CropFrame {
            anchors.fill: parent
            history: root.history
            active: root.mode === "crop"
            enabled: active
        }
    }
}
