// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Composer
import Preggo.Theme

/// What can be done to a picture, below it, where the thumb is.
Rectangle {
    id: root

    required property EditHistory history
    required property string mode
    required property bool canRemove
    signal modeChosen(string mode)
    signal boxAdded()
    signal boxRemoved()

    implicitHeight: column.implicitHeight + 2 * Theme.space3
    color: Theme.surface

    Rectangle {
        width: parent.width
        height: Theme.hairlineWidth
        color: Theme.hairline
    }
    Column {
        id: column
        x: Math.round((parent.width - width) / 2)
        y: Theme.space3
        width: Math.min(Theme.column, parent.width - 2 * Theme.space4)
        spacing: Theme.space2

        Label {
            width: parent.width
            text: root.mode === "crop" ? qsTr("Drag the corners to what should stay.")
                : root.history.full ? qsTr("There is no room for more boxes.")
                : qsTr("Drag over what nobody should see.")
            font.pixelSize: Theme.fontSmall
            color: Theme.softInk
        }
        Flow {
            width: parent.width
            spacing: Theme.space2
            Chip {
                symbol: "cover"
                text: qsTr("Cover")
                checked: root.mode === "cover"
                onClicked: root.modeChosen("cover")
            }
            Chip {
                symbol: "crop"
                text: qsTr("Crop")
                checked: root.mode === "crop"
                onClicked: root.modeChosen("crop")
            }
            IconButton {
                symbol: "turn-left"
                text: qsTr("Turn left")
                onClicked: root.history.turn(false)
            }
            IconButton {
                symbol: "turn-right"
                text: qsTr("Turn right")
                onClicked: root.history.turn(true)
            }
            IconButton {
                symbol: "undo"
                text: qsTr("Undo")
                enabled: root.history.canUndo
                onClicked: root.history.undo()
            }
            IconButton {
                visible: root.mode === "cover"
                symbol: "add"
                text: qsTr("Add a box")
                enabled: !root.history.full
                onClicked: root.boxAdded()
            }
            IconButton {
                visible: root.mode === "cover"
                focusPolicy: Qt.NoFocus // it is about the box that has the focus; Delete does the same
                symbol: "trash"
                text: qsTr("Remove the box")
                enabled: root.canRemove
                onClicked: root.boxRemoved()
            }
        }
    }
}
