// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// "26 w 4 d", the week of the pregnancy.
Rectangle {
    id: root

    required property int weeks
    required property int days

    implicitWidth: caption.implicitWidth + 2 * Theme.space2
    implicitHeight: caption.implicitHeight + Theme.space1
    radius: height / 2
    color: Theme.sageWash
    visible: weeks >= 0
    Accessible.role: Accessible.StaticText
    Accessible.name: Words.weekSpoken(weeks, days)

    Label {
        id: caption
        anchors.centerIn: parent
        text: Words.week(root.weeks, root.days)
        wrapMode: Text.NoWrap
        font.pixelSize: Theme.fontSmall
        font.weight: Font.DemiBold
        color: Theme.sage
    }
}
