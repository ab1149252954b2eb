// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// The foot of the feed: a little room, and at the very first post a word.
Item {
    id: root

    required property bool reached

    height: root.reached ? words.implicitHeight : Theme.space5

    Label {
        id: words
        width: parent.width
        padding: Theme.space5
        visible: root.reached
        text: qsTr("This is where it began.")
        font.pixelSize: Theme.fontSmall
        color: Theme.softInk
        horizontalAlignment: Text.AlignHCenter
    }
}
