// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Family
import Preggo.Models
import Preggo.Theme

/// Beside the feed on a desktop: this week, the days that are left, and who is here.
ScrollColumn {
    id: root

    required property HomeShell shell
    readonly property FamilyModel family: shell.app.family

    margin: Theme.space4

    WeekCard {
        width: parent.width
        visible: root.family.weeks >= 0
        weeks: root.family.weeks
        days: root.family.days
        daysLeft: root.family.daysLeft
        dueDate: root.family.dueDate
    }
    Card {
        width: parent.width
        height: implicitHeight
        Label {
            width: parent.width
            text: Words.members(root.family.memberCount)
            font.weight: Font.DemiBold
        }
        Column {
            width: parent.width
            Repeater {
                model: root.shell.app.members
                MemberRow {
                    width: parent ? parent.width : 0
                }
            }
        }
        Button {
            width: parent.width
            visible: root.family.canInvite
            symbol: "add"
            text: qsTr("Invite someone")
            onClicked: root.shell.go("family")
        }
    }
}
