// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// The pictures of a post, one at a time, as large as the window or closer. Arrows or a swipe go on, plus and minus
/// come closer and back, I tells about it, Escape leaves.
FocusScope {
    id: root

    /// list<pictureItem>: a list of value types has no QML type name on Qt 6.4.
    required property var pictures
    required property int index
    readonly property var current: pictures[list.currentIndex]
    readonly property ZoomPicture shown: list.currentItem as ZoomPicture
    readonly property real stepCloser: 1.5
    /// False where its post is the page beneath.
    property bool leadsToPost: true
    property bool telling: false
    signal back()
    signal copyWanted(string mediaId)
    signal postWanted(string postId)

    /// `way` is 1 towards the right end of the window.
    function across(way: int): void {
        if (shown && shown.closer)
            shown.pan(way * width / 5, 0);
        else if ((way > 0) !== LayoutMirroring.enabled)
            list.incrementCurrentIndex();
        else
            list.decrementCurrentIndex();
    }
    function along(way: int): void {
        if (shown)
            shown.pan(0, way * height / 5);
    }

    Keys.onEscapePressed: root.back()
    Keys.onRightPressed: root.across(1)
    Keys.onLeftPressed: root.across(-1)
    Keys.onDownPressed: root.along(1)
    Keys.onUpPressed: root.along(-1)
    Keys.onPressed: event => {
        event.accepted = true;
        if (event.key === Qt.Key_Plus || event.key === Qt.Key_Equal)
            root.shown.step(root.stepCloser);
        else if (event.key === Qt.Key_Minus)
            root.shown.step(1 / root.stepCloser);
        else if (event.key === Qt.Key_0)
            root.shown.fit();
        else if (event.key === Qt.Key_I)
            root.telling = !root.telling;
        else if (event.matches(StandardKey.Save))
            root.copyWanted(root.current.mediaId);
        else
            event.accepted = false;
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.stage
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
        interactive: !(root.shown && root.shown.closer)
        model: root.pictures
        Component.onCompleted: {
            currentIndex = root.index;
            positionViewAtIndex(root.index, ListView.Beginning);
        }
        delegate: ZoomPicture {
            required property var modelData
            required property int index
            width: list.width
            height: list.height
            picture: modelData
            position: index + 1
            total: root.pictures.length
            ListView.onIsCurrentItemChanged: fit()
        }
    }
    Rectangle {
        anchors.fill: caption
        visible: caption.visible
        radius: Theme.radiusSheet
        color: Theme.stageVeil
    }
    Label {
        id: caption
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space3
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(implicitWidth, parent.width - 2 * Theme.space3)
        padding: Theme.space2
        leftPadding: Theme.space4
        rightPadding: Theme.space4
        visible: text !== "" && !root.telling && !(root.shown && root.shown.closer)
        text: root.current ? root.current.alt : ""
        color: Theme.stageInk
        horizontalAlignment: Text.AlignHCenter
    }
    PictureDetails {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space3
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(Theme.formColumn, parent.width - 2 * Theme.space3)
        visible: root.telling && root.current !== undefined
        picture: root.current
        leadsToPost: root.leadsToPost
        onPostWanted: postId => root.postWanted(postId)
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
                enabled: root.shown !== null && root.shown.closer
                onClicked: root.shown.step(1 / root.stepCloser)
            }
            IconButton {
                symbol: "zoom-in"
                color: Theme.stageInk
                text: qsTr("Closer")
                enabled: root.shown !== null && root.shown.zoom < root.shown.zoomMost
                onClicked: root.shown.step(root.stepCloser)
            }
            IconButton {
                symbol: "info"
                color: Theme.stageInk
                checkable: true
                checked: root.telling
                text: root.telling ? qsTr("Hide what is known of it") : qsTr("About this picture")
                onClicked: root.telling = !root.telling
            }
            IconButton {
                symbol: "download"
                color: Theme.stageInk
                text: qsTr("Save a copy")
                onClicked: root.copyWanted(root.current.mediaId)
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
