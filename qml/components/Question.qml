// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// A dialog with one sentence and two answers.
Dialog {
    id: root

    property string text
    property string yes
    property string no: qsTr("Cancel")
    property bool dangerous: false
    signal accepted()

    Label {
        width: parent.width
        text: root.text
        lineHeight: Theme.lineHeight
    }
    Flow {
        width: parent.width
        spacing: Theme.space2
        layoutDirection: Qt.RightToLeft
        Button {
            kind: root.dangerous ? "danger" : "primary"
            text: root.yes
            onClicked: {
                root.close();
                root.accepted();
            }
        }
        Button {
            focus: true
            text: root.no
            onClicked: root.close()
        }
    }
}
