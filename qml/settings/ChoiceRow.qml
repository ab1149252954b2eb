// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// One of a few: a label and its chips. `choices`: {value, text}.
Column {
    id: root

    required property string label
    /// Plain objects with a value of any type.
    required property var choices
    required property var value
    signal chosen(var value)

    spacing: Theme.space1

    Label {
        width: parent.width
        text: root.label
        font.pixelSize: Theme.fontSmall
        color: Theme.softInk
    }
    Flow {
        width: parent.width
        spacing: Theme.space2
        Repeater {
            model: root.choices
            Chip {
                required property var modelData
                text: modelData.text
                checkable: true
                checked: root.value === modelData.value
                Accessible.name: root.label + ": " + text
                onClicked: root.chosen(modelData.value)
            }
        }
    }
}
