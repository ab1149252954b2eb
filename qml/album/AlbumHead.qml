// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// The head of a week: which one, from when to when, how many pictures.
Item {
    id: root

    required property int weeks
    required property date from
    required property date to
    required property int total
    required property int inset
    readonly property string title: weeks >= 0 ? Words.weekSpoken(weeks, 0) : Words.month(from)
    readonly property string span: Words.span(from, to, Words.now)
    readonly property string note: total > 0 ? qsTr("%1 · %2").arg(span).arg(Words.pictures(total)) : span

    implicitHeight: words.implicitHeight + Theme.space4 + Theme.space2
    Accessible.role: Accessible.Heading
    Accessible.name: title + ". " + note

    Column {
        id: words
        x: root.inset
        y: Theme.space4
        width: parent.width - 2 * x
        Label {
            width: parent.width
            text: root.title
            font.pixelSize: Theme.fontLarge
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            text: root.note
            font.pixelSize: Theme.fontSmall
            color: Theme.softInk
            Accessible.ignored: true
        }
    }
}
