// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Qt 6.4 cannot make bound components in a Loader or as the head of a view, so the parts below reach `root` unbound.
// qmllint disable unqualified

import QtQuick
import Preggo.Theme

/// A day chosen from a calendar that opens on demand. `value` is noon of the day, or invalid.
FocusScope {
    id: root

    property string label
    property date value
    property bool optional: true
    readonly property bool hasValue: !isNaN(value.getTime())
    signal picked(date day)

    implicitWidth: 280
    implicitHeight: column.implicitHeight

    Column {
        id: column
        width: parent.width
        spacing: Theme.space1
        Label {
            width: parent.width
            visible: text !== ""
            text: root.label
            font.pixelSize: Theme.fontSmall
            font.weight: Font.Medium
            color: Theme.softInk
        }
        Button {
            width: parent.width
            focus: true
            symbol: "calendar"
            text: root.hasValue ? Qt.formatDate(root.value, "d MMMM yyyy") : qsTr("Choose a day")
            Accessible.name: root.label + ", " + text
            onClicked: calendar.active = true
        }
    }
    Loader {
        id: calendar
        active: false
        onLoaded: (item as CalendarDialog).open()
        sourceComponent: CalendarDialog {
            title: root.label
            day: root.hasValue ? root.value : new Date()
            onPicked: day => root.picked(day)
            onClosed: calendar.active = false
        }
    }
}
