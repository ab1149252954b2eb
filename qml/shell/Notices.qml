// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components

/// Across the top of every page: what is wrong with this device's data, and that the session has ended.
Column {
    id: root

    required property Main shown

    Banner {
        objectName: "trouble"
        width: parent.width
        radius: 0
        visible: root.shown.app.trouble !== ""
        text: root.shown.app.trouble
        tone: "wrong"
    }
    Banner {
        width: parent.width
        radius: 0
        visible: root.shown.ended
        text: qsTr("Please sign in again to send and receive. Nothing here is lost.")
        tone: "wait"
        action: qsTr("Sign in")
        onTriggered: root.shown.wantsSignIn = true
    }
}
