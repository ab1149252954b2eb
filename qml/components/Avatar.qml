// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// A person as a quiet disc with initials.
Rectangle {
    id: root

    required property string initials
    required property int colorIndex
    property int size: Theme.avatar

    width: size
    height: size
    radius: size / 2
    color: Theme.person(colorIndex)

    Text {
        anchors.centerIn: parent
        text: root.initials
        textFormat: Text.PlainText
        color: Theme.ink
        font.family: Theme.fontFamily
        font.pixelSize: Math.round(root.size * (root.size < 36 ? 0.46 : 0.38))
        font.weight: Font.DemiBold
    }
}
