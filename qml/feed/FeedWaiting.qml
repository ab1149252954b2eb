// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// The shape of the first posts while they are read; after ten seconds it says what it waits for.
Column {
    id: root

    property bool online: true

    spacing: Theme.space3

    Banner {
        width: parent.width
        visible: patience.over
        text: root.online ? qsTr("Still waiting for the server. It can take a while on a slow network.")
            : qsTr("Waiting for a network. The feed comes as soon as there is one.")
        tone: "wait"
    }
    Repeater {
        model: [1.5, 0.9]
        Skeleton {
            required property real modelData
            width: root.width
            pictureAspect: modelData
        }
    }
    Timer {
        id: patience
        property bool over: false
        interval: 10000
        running: true
        onTriggered: over = true
    }
}
