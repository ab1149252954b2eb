// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Models
import Preggo.Theme

/// The first step after signing in: begin a family, or join one with a link or code.
FocusScope {
    id: root

    required property FamilyModel family
    /// Set where the person has a family already and came here to add one.
    property bool canGoBack: false
    /// "choose", "create" or "join".
    property string mode: "choose"
    property date dueDate
    property string preview: ""
    signal back()
    signal signOutRequested()

    Connections {
        target: root.family
        function onInvitePreviewed(familyName: string, role: string, inviter: string): void {
            root.preview = qsTr("%1 invites you to %2.").arg(inviter).arg(familyName);
        }
        function onJoined(): void {
            root.back();
        }
    }
    Keys.onEscapePressed: root.mode !== "choose" ? root.mode = "choose" : root.back()

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    ScrollColumn {
        anchors.fill: parent
        maximumWidth: Theme.formColumn
        centred: true

        Label {
            width: parent.width
            text: root.mode === "create" ? qsTr("Begin your family") : root.mode === "join" ? qsTr("Join a family")
                : qsTr("Your family")
            font.pixelSize: Theme.fontHeadline
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Banner {
            width: parent.width
            visible: root.family.errorText !== ""
            text: root.family.errorText
            tone: "wrong"
        }
        Card {
            width: parent.width
            height: implicitHeight
            visible: root.mode === "choose"
            padding: Theme.space2
            ListRow {
                width: parent.width
                symbol: "love"
                text: qsTr("Begin a family")
                detail: qsTr("You expect a baby and want to share the way there.")
                leads: true
                onClicked: root.mode = "create"
            }
            ListRow {
                width: parent.width
                symbol: "link"
                text: qsTr("Join with a link or code")
                detail: qsTr("Someone invited you.")
                leads: true
                onClicked: root.mode = "join"
            }
        }
        CreateForm {
            width: parent.width
            visible: root.mode === "create"
            busy: root.family.busy
            onCreated: (name, day, relation) => root.family.createFamily(name, day, relation)
        }
        JoinForm {
            width: parent.width
            visible: root.mode === "join"
            busy: root.family.busy
            preview: root.preview
            onLookedUp: code => root.family.previewInvite(code)
            onJoined: (code, relation) => root.family.joinByCode(code, relation)
        }
        Flow {
            width: parent.width
            Button {
                visible: root.mode !== "choose" || root.canGoBack
                kind: "quiet"
                symbol: "back"
                text: qsTr("Back")
                onClicked: {
                    root.family.clearError();
                    if (root.mode !== "choose")
                        root.mode = "choose";
                    else
                        root.back();
                }
            }
            Button {
                visible: root.mode === "choose" && !root.canGoBack
                kind: "quiet"
                text: qsTr("Sign out")
                onClicked: root.signOutRequested()
            }
        }
    }
}
