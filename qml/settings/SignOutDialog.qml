// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// Signing out; where something is not sent yet, it says so first and offers to look.
Dialog {
    id: root

    required property int unsent
    signal signOut(bool discard)
    signal showOutbox()

    title: qsTr("Sign out?")

    Label {
        width: parent.width
        text: root.unsent === 0 ? qsTr("Your family's posts are taken off this device. They stay with the family.")
            : root.unsent === 1 ? qsTr("1 thing is not sent yet. It would be lost. You can send it or save a copy first.")
            : qsTr("%n things are not sent yet. They would be lost. You can send them or save copies first.", "", root.unsent)
        lineHeight: Theme.lineHeight
    }
    Column {
        width: parent.width
        spacing: Theme.space2
        Button {
            width: parent.width
            visible: root.unsent > 0
            kind: "primary"
            text: qsTr("Send or save it")
            onClicked: {
                root.close();
                root.showOutbox();
            }
        }
        Button {
            width: parent.width
            kind: root.unsent > 0 ? "danger" : "primary"
            text: root.unsent > 0 ? qsTr("Sign out and lose it") : qsTr("Sign out")
            onClicked: {
                root.close();
                root.signOut(root.unsent > 0);
            }
        }
        Button {
            width: parent.width
            text: qsTr("Stay")
            onClicked: root.close()
        }
    }
}
