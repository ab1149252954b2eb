// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Models
import Preggo.Theme

/// One picture of a post that is being written: how it looks, what it shows in words, where it stands.
Card {
    id: root

    required property int index
    required property string source
    required property string alt
    required property int pictureState
    required property string errorText
    required property int count
    /// Words can be put to it.
    property bool describable: true
    signal described(string text)
    signal moved(int to)
    signal removed()

    padding: Theme.space3
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("Picture %1 of %2").arg(index + 1).arg(count)

    Item {
        width: parent.width
        implicitHeight: Math.max(frame.height, words.y + words.implicitHeight)
        readonly property bool narrow: width < 360

        Rectangle {
            id: frame
            anchors.left: parent.left
            width: 88
            height: 88
            radius: Theme.radiusCard
            color: Theme.raised
            Image {
                anchors.fill: parent
                source: root.source !== "" ? root.source + "?r=12&fit=crop" : ""
                sourceSize.width: 88 * Theme.pixelRatio
                sourceSize.height: 88 * Theme.pixelRatio
                asynchronous: true
                cache: false
            }
            Icon {
                anchors.centerIn: parent
                visible: root.pictureState !== PictureListModel.Ready
                name: root.pictureState === PictureListModel.Failed ? "warning" : "clock"
                color: root.pictureState === PictureListModel.Failed ? Theme.rose : Theme.softInk
            }
        }
        Row {
            id: buttons
            anchors.right: parent.right
            IconButton {
                symbol: "up"
                enabled: root.index > 0
                text: qsTr("Move picture %1 forward").arg(root.index + 1)
                onClicked: root.moved(root.index - 1)
            }
            IconButton {
                symbol: "down"
                enabled: root.index < root.count - 1
                text: qsTr("Move picture %1 back").arg(root.index + 1)
                onClicked: root.moved(root.index + 1)
            }
            IconButton {
                symbol: "trash"
                text: qsTr("Take picture %1 out").arg(root.index + 1)
                onClicked: root.removed()
            }
        }
        Column {
            id: words
            y: parent.narrow ? frame.height + Theme.space2 : Theme.target
            anchors.left: parent.narrow ? parent.left : frame.right
            anchors.leftMargin: parent.narrow ? 0 : Theme.space3
            anchors.right: parent.right
            TextField {
                width: parent.width
                visible: root.describable && root.pictureState !== PictureListModel.Failed
                placeholder: qsTr("What does it show?")
                text: root.alt
                maximumLength: 500
                onEdited: root.described(text)
            }
            Label {
                width: parent.width
                visible: root.errorText !== ""
                text: root.errorText
                font.pixelSize: Theme.fontSmall
                color: Theme.rose
            }
        }
    }
}
