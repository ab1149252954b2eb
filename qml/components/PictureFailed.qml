// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Preggo.Theme

/// In place of a picture that did not come.
T.AbstractButton {
    id: root

    signal retried()

    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: qsTr("The picture could not be loaded. Try again.")
    Accessible.onPressAction: root.clicked()
    onClicked: root.retried()

    contentItem: Item {
        Column {
            anchors.centerIn: parent
            width: parent.width - 2 * Theme.space2
            spacing: Theme.space1
            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: "redo"
                color: Theme.softInk
            }
            Label {
                width: parent.width
                visible: root.width > 160
                text: qsTr("Try again")
                font.pixelSize: Theme.fontSmall
                color: Theme.softInk
                horizontalAlignment: Text.AlignHCenter
            }
        }
    }
    background: Rectangle {
        color: Theme.raised
        radius: Theme.radiusCard
        FocusRing {
            visible: root.visualFocus
            gap: 0
        }
    }
}
