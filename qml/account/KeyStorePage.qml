// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Models
import Preggo.Theme

/// This computer has no key store: the person says where the sign-in is kept.
FocusScope {
    id: root

    required property SessionModel session

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
            text: qsTr("Where shall the sign-in be kept?")
            font.pixelSize: Theme.fontHeadline
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Label {
            width: parent.width
            text: qsTr("This computer has no password store that is unlocked. You can choose.")
            color: Theme.softInk
            lineHeight: Theme.lineHeight
        }
        Card {
            width: parent.width
            height: implicitHeight
            padding: Theme.space2
            ListRow {
                width: parent.width
                focus: true
                symbol: "clock"
                text: qsTr("Only until I close Preggo")
                detail: qsTr("You sign in again next time. What you wrote stays here.")
                onClicked: root.session.chooseSecretStore("memory")
            }
            ListRow {
                width: parent.width
                symbol: "key"
                text: qsTr("In a private file on this computer")
                detail: qsTr("Only your user account can read it. Choose this if nobody else uses that account.")
                onClicked: root.session.chooseSecretStore("file")
            }
        }
    }
}
