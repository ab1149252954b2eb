// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Qt 6.4 cannot make bound components in a Loader or as the head of a view, so the parts below reach `root` unbound.
// qmllint disable unqualified

import QtQuick
import Preggo.Components
import Preggo.Models
import Preggo.Theme

/// Who is in the family, how far it is, and the way to invite and to change the family.
FocusScope {
    id: root

    required property FamilyModel family
    required property MemberListModel members
    required property FamilyListModel families
    signal familyChosen(string familyId)
    signal addFamilyRequested()

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    PageHeader {
        id: header
        width: parent.width
        title: root.family.name
        canGoBack: false
    }
    ScrollColumn {
        anchors.top: header.bottom
        anchors.bottom: parent.bottom
        width: parent.width

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
                font.pixelSize: Theme.fontLarge
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            Column {
                width: parent.width
                Repeater {
                    model: root.members
                    MemberRow {
                        width: parent ? parent.width : 0
                    }
                }
            }
            Button {
                width: parent.width
                visible: root.family.canInvite
                kind: "primary"
                symbol: "add"
                text: qsTr("Invite someone")
                onClicked: {
                    invite.active = false;
                    invite.active = true;
                    (invite.item as InviteDialog).open();
                }
            }
        }
        Card {
            width: parent.width
            height: implicitHeight
            padding: Theme.space2
            Repeater {
                model: root.families.count > 1 ? root.families : null
                ListRow {
                    required property string familyId
                    required property string name
                    required property bool isCurrent
                    width: parent ? parent.width : 0
                    symbol: isCurrent ? "check" : "family"
                    text: name
                    onClicked: root.familyChosen(familyId)
                }
            }
            ListRow {
                width: parent.width
                symbol: "add"
                text: qsTr("Another family")
                detail: qsTr("Begin one, or join with a link or code.")
                leads: true
                onClicked: root.addFamilyRequested()
            }
        }
    }
    Loader {
        id: invite
        active: false
        sourceComponent: InviteDialog {
            family: root.family
        }
    }
}
