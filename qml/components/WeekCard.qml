// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// The week of the family and how many days are left. `compact` is one line for the head of the feed on a phone.
Rectangle {
    id: root

    required property int weeks
    required property int days
    required property int daysLeft
    property date dueDate
    property bool compact: false

    implicitHeight: column.implicitHeight + 2 * Theme.space4
    radius: Theme.radiusCard
    color: Theme.sageWash
    Accessible.role: Accessible.StaticText
    Accessible.name: Words.weekSpoken(weeks, days) + ". " + Words.daysLeft(daysLeft)

    Column {
        id: column
        x: Theme.space4
        y: Theme.space4
        width: parent.width - 2 * Theme.space4
        spacing: Theme.space2

        Label {
            width: parent.width
            text: Words.week(root.weeks, root.days)
            font.pixelSize: root.compact ? Theme.fontTitle : Theme.fontHeadline
            font.weight: Font.DemiBold
            color: Theme.sage
        }
        Rectangle {
            width: parent.width
            height: 6
            radius: 3
            color: Theme.surface
            Rectangle {
                anchors.left: parent.left
                width: parent.width * Math.min(1, Math.max(0, (root.weeks * 7 + root.days) / 280))
                height: parent.height
                radius: 3
                color: Theme.sage
            }
        }
        Label {
            width: parent.width
            text: root.compact ? Words.daysLeft(root.daysLeft)
                : Words.daysLeft(root.daysLeft) + " · " + Words.day(root.dueDate, Words.now)
            font.pixelSize: Theme.fontSmall
            color: Theme.sage
        }
    }
}
