// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// Name, due date and who one is to the baby.
Column {
    id: root

    required property bool busy
    property date dueDate
    signal created(string name, var dueDate, string relation)

    spacing: Theme.space4

    TextField {
        id: name
        width: parent.width
        label: qsTr("Name of the family")
        placeholder: qsTr("The Bergs")
        maximumLength: 100
    }
    DateField {
        width: parent.width
        label: qsTr("Due date (you can add it later)")
        value: root.dueDate
        onPicked: day => root.dueDate = day
    }
    RelationField {
        id: relation
        width: parent.width
        choices: [qsTr("Mum"), qsTr("Dad"), qsTr("Parent")]
    }
    Button {
        width: parent.width
        kind: "primary"
        enabled: !root.busy && name.text.trim() !== ""
        text: root.busy ? qsTr("One moment…") : qsTr("Begin")
        onClicked: root.created(name.text.trim(), isNaN(root.dueDate.getTime()) ? undefined : root.dueDate, relation.value)
    }
}
