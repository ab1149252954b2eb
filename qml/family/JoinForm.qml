// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// The code or link of an invitation, who it is from, and who one is to the baby.
Column {
    id: root

    required property bool busy
    required property string preview
    signal lookedUp(string code)
    signal joined(string code, string relation)

    spacing: Theme.space4

    TextField {
        id: code
        width: parent.width
        label: qsTr("Link or code")
        placeholder: "ABCD2345"
        inputMethodHints: Qt.ImhNoPredictiveText
        onAccepted: root.lookedUp(text.trim())
    }
    Banner {
        width: parent.width
        visible: root.preview !== ""
        text: root.preview
        tone: "good"
        symbol: "family"
    }
    RelationField {
        id: relation
        width: parent.width
        choices: [qsTr("Grandma"), qsTr("Grandpa"), qsTr("Aunt"), qsTr("Uncle"), qsTr("Friend")]
    }
    Button {
        width: parent.width
        kind: "primary"
        enabled: !root.busy && code.text.trim() !== ""
        text: root.busy ? qsTr("One moment…") : qsTr("Join")
        onClicked: root.joined(code.text.trim(), relation.value)
    }
}
