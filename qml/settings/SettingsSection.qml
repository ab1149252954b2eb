// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// A group of settings under one heading.
Card {
    id: root

    required property string title

    height: implicitHeight

    Label {
        width: parent.width
        text: root.title
        font.pixelSize: Theme.fontLarge
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
}
