// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// The pictures of a post, one at a time, as large as the window. Arrows or a swipe go on, Escape goes back.
FocusScope {
    id: root

    /// list<pictureItem>: a list of value types has no QML type name on Qt 6.4.
    required property var pictures
    required property int index
    signal back()

    Keys.onEscapePressed: root.back()
    Keys.onRightPressed: LayoutMirroring.enabled ? list.decrementCurrentIndex() : list.incrementCurrentIndex()
    Keys.onLeftPressed: LayoutMirroring.enabled ? list.incrementCurrentIndex() : list.decrementCurrentIndex()

    Rectangle {
        anchors.fill: parent
        color: "#14121A"
    }
    ListView {
        id: list
        anchors.fill: parent
        focus: true
        orientation: ListView.Horizontal
        snapMode: ListView.SnapOneItem
        highlightRangeMode: ListView.StrictlyEnforceRange
        highlightMoveDuration: Theme.move
        boundsBehavior: Flickable.StopAtBounds
        model: root.pictures
        Component.onCompleted: {
            currentIndex = root.index;
            positionViewAtIndex(root.index, ListView.Beginning);
        }
        delegate: PictureTile {
            required property var modelData
            required property int index
            width: list.width
            height: list.height
            crop: false
            cornerRadius: 0
            source: modelData.source
            placeholder: modelData.placeholder
            alt: modelData.alt
            position: index + 1
            total: root.pictures.length
            background: null
        }
    }
    Label {
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(implicitWidth, parent.width)
        padding: Theme.space4
        text: list.currentIndex >= 0 && root.pictures[list.currentIndex] ? root.pictures[list.currentIndex].alt : ""
        color: "white"
        horizontalAlignment: Text.AlignHCenter
    }
    IconButton {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.space2
        symbol: "close"
        color: "white"
        text: qsTr("Close")
        onClicked: root.back()
    }
}
