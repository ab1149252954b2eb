// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// The window in the app's stead, where the app cannot start: why, and what to do.
AppWindow {
    id: root

    required property string sentence

    title: "Preggo"
    width: 480
    height: 480
    visible: true

    Binding {
        target: Theme
        property: "pixelRatio"
        value: page.Screen.devicePixelRatio
    }

    FocusScope {
        id: page
        anchors.fill: parent
        focus: true
        LayoutMirroring.enabled: Application.layoutDirection === Qt.RightToLeft
        LayoutMirroring.childrenInherit: true
        Keys.onEscapePressed: root.close()

        ScrollColumn {
            anchors.fill: parent
            maximumWidth: Theme.formColumn
            centred: true

            EmptyState {
                objectName: "cannotStart"
                width: parent.width
                focus: true
                symbol: "warning"
                title: qsTr("Preggo did not start")
                text: root.sentence
                action: qsTr("Close")
                onTriggered: root.close()
            }
        }
    }
}
