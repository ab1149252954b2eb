// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// What someone is to the baby: a few usual words, or one's own.
Column {
    id: root

    required property list<string> choices
    property alias value: own.text

    spacing: Theme.space2

    TextField {
        id: own
        width: parent.width
        label: qsTr("Who you are to the baby")
        maximumLength: 100
    }
    Flow {
        width: parent.width
        spacing: Theme.space2
        Repeater {
            model: root.choices
            Chip {
                required property string modelData
                text: modelData
                checkable: true
                checked: own.text === modelData
                onClicked: own.text = modelData
            }
        }
    }
}
