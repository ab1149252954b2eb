// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Models
import Preggo.Theme

/// A small look at a picture that is being posted. A tap edits it; held, or dragged with a mouse, it moves its row.
Item {
    id: root
    objectName: "pictureThumb"

    required property string source
    required property int pictureState
    required property bool editable
    required property int number
    /// It is being dragged.
    readonly property bool lifted: hand.lifted
    signal activated()
    signal grabbed()
    /// How far down since then.
    signal dragged(real y)
    signal dropped()

    width: 88
    height: 88
    activeFocusOnTab: editable
    Accessible.role: Accessible.Button
    Accessible.name: qsTr("Edit picture %1").arg(number)
    Accessible.description: qsTr("Cover, crop or turn it")
    Accessible.ignored: !editable
    Accessible.focusable: editable
    Accessible.onPressAction: root.activated()
    Keys.onReturnPressed: root.activated()
    Keys.onEnterPressed: root.activated()
    Keys.onSpacePressed: root.activated()

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusCard
        color: Theme.raised
        FocusRing {
            visible: root.activeFocus
        }
    }
    Image {
        anchors.fill: parent
        source: root.source !== "" ? root.source + "?r=12&fit=crop" : ""
        sourceSize.width: 88 * Theme.pixelRatio
        sourceSize.height: 88 * Theme.pixelRatio
        fillMode: Image.PreserveAspectCrop
        asynchronous: true
        cache: false
    }
    Icon {
        anchors.centerIn: parent
        visible: root.pictureState !== PictureListModel.Ready
        name: root.pictureState === PictureListModel.Failed ? "warning" : "clock"
        color: root.pictureState === PictureListModel.Failed ? Theme.rose : Theme.softInk
    }
    Rectangle {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.space1
        visible: root.editable
        width: 30
        height: 30
        radius: 15
        color: Theme.surface
        border.width: Theme.hairlineWidth
        border.color: Theme.hairline
        Icon {
            anchors.centerIn: parent
            name: "edit"
            size: 18
        }
    }
    MouseArea {
        id: hand
        property bool lifted: false
        property real from: 0

        function lift(): void {
            if (lifted)
                return;
            lifted = true;
            root.grabbed();
        }
        function drop(): void {
            if (!lifted)
                return;
            lifted = false;
            root.dropped();
        }

        anchors.fill: parent
        preventStealing: lifted
        cursorShape: lifted ? Qt.ClosedHandCursor : Qt.PointingHandCursor
        onPressed: mouse => from = mapToItem(null, mouse.x, mouse.y).y
        onPressAndHold: lift()
        onPositionChanged: mouse => {
            const by = mapToItem(null, mouse.x, mouse.y).y - from;
            // A finger that moves at once scrolls; a mouse has its wheel for that.
            if (!lifted && mouse.source === Qt.MouseEventNotSynthesized && Math.abs(by) > 8)
                lift();
            if (lifted)
                root.dragged(by);
        }
        onReleased: {
            if (lifted)
                drop();
            else if (containsMouse && root.editable)
                root.activated();
        }
        onCanceled: drop()
    }
}
