// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Composer
import Preggo.Theme

/// What stays of the picture that this fills: the rest is dimmed, four corners and the middle move it.
Item {
    id: root

    required property EditHistory history
    property bool active: true
    /// In whole pixels: between halves of one the dimmed parts would show a seam.
    readonly property rect part: {
        const crop = history.viewCrop;
        const left = Math.round(crop.left * width);
        const top = Math.round(crop.top * height);
        return Qt.rect(left, top, Math.round(crop.right * width) - left, Math.round(crop.bottom * height) - top);
    }
    property rect start

    function hold(): void {
        history.begin();
        start = history.viewCrop;
    }
    /// Corner 0 is the upper left one, then clockwise; `x` and `y` are parts of the picture.
    function moveCorner(corner: int, x: real, y: real): void {
        const least = 0.02;
        const atLeft = corner === 0 || corner === 3;
        const atTop = corner < 2;
        const left = atLeft ? Math.max(0, Math.min(start.left + x, start.right - least)) : start.left;
        const right = atLeft ? start.right : Math.min(1, Math.max(start.right + x, start.left + least));
        const top = atTop ? Math.max(0, Math.min(start.top + y, start.bottom - least)) : start.top;
        const bottom = atTop ? start.bottom : Math.min(1, Math.max(start.bottom + y, start.top + least));
        history.setViewCrop(Qt.rect(left, top, right - left, bottom - top));
    }

    Repeater { // above, below, left, right
        model: [Qt.rect(0, 0, root.width, root.part.y),
            Qt.rect(0, root.part.bottom, root.width, root.height - root.part.bottom),
            Qt.rect(0, root.part.y, root.part.x, root.part.height),
            Qt.rect(root.part.right, root.part.y, root.width - root.part.right, root.part.height)]
        Rectangle {
            required property rect modelData
            x: modelData.x
            y: modelData.y
            width: modelData.width
            height: modelData.height
            color: Theme.scrim
        }
    }
    Rectangle {
        x: root.part.x
        y: root.part.y
        width: root.part.width
        height: root.part.height
        visible: root.active
        color: "transparent"
        border.width: Theme.focusWidth
        border.color: Theme.rose
        MouseArea {
            property point from
            anchors.fill: parent
            preventStealing: true
            cursorShape: Qt.SizeAllCursor
            onPressed: mouse => {
                from = mapToItem(root, mouse.x, mouse.y);
                root.hold();
            }
            onPositionChanged: mouse => {
                const at = mapToItem(root, mouse.x, mouse.y);
                root.history.setViewCrop(Qt.rect(root.start.x + (at.x - from.x) / root.width,
                    root.start.y + (at.y - from.y) / root.height, root.start.width, root.start.height));
            }
        }
    }
    Repeater {
        model: root.active ? [qsTr("Upper left corner"), qsTr("Upper right corner"), qsTr("Lower right corner"), qsTr("Lower left corner")] : []
        EditHandle {
            required property int index
            required property string modelData
            name: modelData
            cursor: index % 2 === 0 ? Qt.SizeFDiagCursor : Qt.SizeBDiagCursor
            x: (index === 0 || index === 3 ? root.part.left : root.part.right) - width / 2
            y: (index < 2 ? root.part.top : root.part.bottom) - height / 2
            onGrabbed: root.hold()
            onDragged: (x, y) => root.moveCorner(index, x / root.width, y / root.height)
            onNudged: (x, y) => {
                root.hold();
                root.moveCorner(index, x * 0.01, y * 0.01);
            }
        }
    }
}
