// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// Something to pass on: shown, selectable, copied with one press.
Item {
    id: root

    required property string label
    required property string value
    property bool large: false

    implicitHeight: column.height

    Column {
        id: column
        width: parent.width
        spacing: Theme.space1
        Label {
            width: parent.width
            text: root.label
            font.pixelSize: Theme.fontSmall
            font.weight: Font.Medium
            color: Theme.softInk
        }
        Rectangle {
            width: parent.width
            height: Math.max(words.implicitHeight + 2 * Theme.space2, copy.height)
            radius: Theme.radiusCard
            color: Theme.raised
            TextEdit {
                id: words
                anchors.left: parent.left
                anchors.leftMargin: Theme.space3
                anchors.right: copy.left
                anchors.verticalCenter: parent.verticalCenter
                text: root.value
                textFormat: TextEdit.PlainText
                readOnly: true
                selectByMouse: true
                wrapMode: TextEdit.WrapAnywhere
                color: Theme.ink
                font.family: Theme.fontFamily
                font.pixelSize: root.large ? Theme.fontTitle : Theme.fontBody
                font.letterSpacing: root.large ? 2 : 0
                font.weight: root.large ? Font.DemiBold : Font.Normal
                Accessible.role: Accessible.StaticText
                Accessible.name: root.label + ": " + root.value
            }
            IconButton {
                id: copy
                property bool done: false
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                symbol: done ? "check" : "copy"
                text: done ? qsTr("Copied") : qsTr("Copy")
                onClicked: {
                    words.selectAll();
                    words.copy();
                    words.deselect();
                    done = true;
                }
            }
        }
    }
}
