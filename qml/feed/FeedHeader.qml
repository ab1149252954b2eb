// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// Above the first post: the week, what to show, and in which order.
Column {
    id: root

    required property bool showWeek
    required property int weeks
    required property int days
    required property int daysLeft
    required property date dueDate
    required property string filterKind
    required property string sortBy
    property int sideMargin: 0
    /// What the first frame can do without is there too.
    property bool complete: true
    signal filtered(string kind)
    signal sorted(string by)

    spacing: Theme.space2
    topPadding: Theme.space3
    bottomPadding: Theme.space3

    WeekCard {
        x: root.sideMargin
        width: root.width - 2 * root.sideMargin
        visible: root.showWeek
        compact: true
        weeks: root.weeks
        days: root.days
        daysLeft: root.daysLeft
        dueDate: root.dueDate
    }
    LazyLoader {
        // The posts first; the strip comes a frame later, into its place.
        width: root.width
        height: Math.max(Theme.target, implicitHeight)
        wanted: root.complete
        page: Qt.resolvedUrl("FilterStrip.qml")
        properties: ({"header": root})
    }
}
