// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Qt 6.4 cannot make bound components as the foot of a view, so the parts below reach `root` unbound.
// qmllint disable unqualified

import QtQuick
import Preggo.Components
import Preggo.Models
import Preggo.Theme

/// How long things took on this device lately. Numbers alone, and they stay here.
FocusScope {
    id: root

    required property DiagnosticsModel diagnostics
    readonly property int side: Math.max(Theme.space4, (width - Theme.column) / 2)
    signal back()

    Keys.onEscapePressed: root.back()
    Component.onCompleted: diagnostics.refresh()

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    PageHeader {
        id: header
        width: parent.width
        title: qsTr("How fast Preggo is here")
        onBack: root.back()
        IconButton {
            symbol: "redo"
            text: qsTr("Measure again")
            onClicked: root.diagnostics.refresh()
        }
    }
    ListView {
        id: list
        anchors.top: header.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        topMargin: Theme.space4
        bottomMargin: Theme.space4
        clip: true
        focus: true
        spacing: Theme.space3
        boundsBehavior: Flickable.StopAtBounds
        model: root.diagnostics
        Accessible.role: Accessible.List
        Accessible.name: header.title
        delegate: Card {
            id: card
            required property string title
            required property int count
            required property int half
            required property int most
            required property int nearlyAll
            required property int failures
            required property int severity
            x: root.side
            width: list.width - 2 * root.side
            height: implicitHeight
            Accessible.role: Accessible.ListItem
            Accessible.name: title + ". " + figures.text
            Label {
                width: parent.width
                text: card.title
                font.weight: Font.DemiBold
            }
            Label {
                id: figures
                width: parent.width
                text: card.count === 0 ? qsTr("Nothing measured yet.")
                    : qsTr("Half took at most %1 ms, 95 of 100 at most %2 ms, 99 of 100 at most %3 ms.").arg(card.half).arg(card.most).arg(card.nearlyAll)
                        + (card.failures > 0 ? " " + Words.failures(card.failures) : "")
                color: card.severity === DiagnosticsModel.Fine ? Theme.softInk
                    : card.severity === DiagnosticsModel.Slow ? Theme.honey : Theme.rose
                lineHeight: Theme.lineHeight
            }
        }
        footer: Label {
            x: root.side
            width: list.width - 2 * root.side
            topPadding: Theme.space4
            text: qsTr("The last hundred of each, since Preggo was started. These numbers stay on this device.")
            font.pixelSize: Theme.fontSmall
            color: Theme.softInk
        }
    }
}
