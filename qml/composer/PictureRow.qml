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
    required property bool editable
    /// How far it is from its place while it is dragged.
    property real lift: 0
    property int grabbedAt: 0
    signal described(string text)
    signal editRequested()
    signal moved(int to)
    signal removed()

    /// Each neighbour that it passes changes places with it.
    function dragTo(y: real): void {
        const step = height + Theme.space4;
        const to = Math.max(0, Math.min(count - 1, grabbedAt + Math.round(y / step)));
        if (to !== index)
            moved(to);
        lift = y - (to - grabbedAt) * step;
    }

    padding: Theme.space3
    z: frame.lifted ? 1 : 0
    transform: Translate {
        y: root.lift
    }
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("Picture %1 of %2").arg(index + 1).arg(count)

    Item {
        width: parent.width
        implicitHeight: Math.max(frame.height, words.y + words.implicitHeight)
        readonly property bool narrow: width < 360

        PictureThumb {
            id: frame
            anchors.left: parent.left
            source: root.source
            pictureState: root.pictureState
            editable: root.editable
            number: root.index + 1
            onActivated: root.editRequested()
            onGrabbed: root.grabbedAt = root.index
            onDragged: y => root.dragTo(y)
            onDropped: root.lift = 0
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
