// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// Two pictures side by side, or one above the other where the window is tall. What brings one closer by the buttons
/// or keys brings the other closer too; with two fingers each goes by itself.
FocusScope {
    id: root

    /// Two pictureItems, the earlier one first.
    required property var first
    required property var second
    readonly property bool tall: height > width
    readonly property bool closer: earlier.view.closer || later.view.closer
    readonly property real stepCloser: 1.5
    signal back()

    function step(by: real): void {
        earlier.view.step(by);
        later.view.step(by);
    }
    function pan(across: real, down: real): void {
        earlier.view.pan(across, down);
        later.view.pan(across, down);
    }

    focus: true
    Keys.onEscapePressed: root.back()
    Keys.onLeftPressed: root.pan(-width / 10, 0)
    Keys.onRightPressed: root.pan(width / 10, 0)
    Keys.onUpPressed: root.pan(0, -height / 10)
    Keys.onDownPressed: root.pan(0, height / 10)
    Keys.onPressed: event => {
        event.accepted = true;
        if (event.key === Qt.Key_Plus || event.key === Qt.Key_Equal)
            root.step(root.stepCloser);
        else if (event.key === Qt.Key_Minus)
            root.step(1 / root.stepCloser);
        else if (event.key === Qt.Key_0)
            root.step(0);
        else
            event.accepted = false;
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.stage
    }
    ComparedPicture {
        id: earlier
        objectName: "earlier"
        width: root.tall ? root.width : (root.width - Theme.space1) / 2
        height: root.tall ? (root.height - Theme.space1) / 2 : root.height
        anchors.left: parent.left
        picture: root.first
        position: 1
    }
    ComparedPicture {
        id: later
        objectName: "later"
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: earlier.width
        height: earlier.height
        picture: root.second
        position: 2
    }
    Rectangle {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.space2
        width: tools.width
        height: tools.height
        radius: height / 2
        color: Theme.stageVeil
        Row {
            id: tools
            IconButton {
                symbol: "zoom-out"
                color: Theme.stageInk
                text: qsTr("Further away")
                enabled: root.closer
                onClicked: root.step(1 / root.stepCloser)
            }
            IconButton {
                symbol: "zoom-in"
                color: Theme.stageInk
                text: qsTr("Closer")
                onClicked: root.step(root.stepCloser)
            }
            IconButton {
                symbol: "close"
                color: Theme.stageInk
                text: qsTr("Close")
                onClicked: root.back()
            }
        }
    }
}
