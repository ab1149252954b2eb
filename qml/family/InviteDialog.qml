// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Models
import Preggo.Theme

/// Asks what the new person may do, then shows a link and a code to pass on.
Dialog {
    id: root

    required property FamilyModel family
    property string role: "contributor"
    property string link: ""
    property string code: ""
    property date expiresAt
    readonly property var roles: [
        {"role": "viewer", "text": qsTr("Look and react")},
        {"role": "contributor", "text": qsTr("Also write and comment")},
        {"role": "co_parent", "text": qsTr("Everything, as a parent")}]

    title: link === "" ? qsTr("Invite someone") : qsTr("Pass this on")

    Connections {
        target: root.family
        function onInviteCreated(link: string, code: string, expiresAt: date): void {
            root.link = link;
            root.code = code;
            root.expiresAt = expiresAt;
        }
    }
    Banner {
        width: parent.width
        visible: root.family.errorText !== ""
        text: root.family.errorText
        tone: "wrong"
    }
    Column {
        width: parent.width
        visible: root.link === ""
        spacing: Theme.space4
        Flow {
            width: parent.width
            spacing: Theme.space2
            Repeater {
                model: root.roles
                Chip {
                    required property var modelData
                    text: modelData.text
                    checkable: true
                    checked: root.role === modelData.role
                    onClicked: root.role = modelData.role
                }
            }
        }
        TextField {
            id: relation
            width: parent.width
            label: qsTr("Who is it to the baby? (optional)")
            maximumLength: 100
        }
        Button {
            width: parent.width
            kind: "primary"
            enabled: !root.family.busy
            text: root.family.busy ? qsTr("One moment…") : qsTr("Make an invitation")
            onClicked: root.family.createInvite(root.role, relation.text.trim())
        }
    }
    Column {
        width: parent.width
        visible: root.link !== ""
        spacing: Theme.space4
        CopyField {
            width: parent.width
            label: qsTr("Code to read out")
            value: root.code
            large: true
        }
        CopyField {
            width: parent.width
            label: qsTr("Link to send")
            value: root.link
        }
        Label {
            width: parent.width
            text: qsTr("For one person, until %1.").arg(Words.day(root.expiresAt, Words.now))
            font.pixelSize: Theme.fontSmall
            color: Theme.softInk
        }
        Button {
            width: parent.width
            text: qsTr("Done")
            onClicked: root.close()
        }
    }
}
