// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// The surface that holds one thing. Content is laid out inside `padding`.
Rectangle {
    id: root

    default property alias content: inner.data
    property int padding: Theme.space4
    /// Edge to edge on a phone: no side borders, no radius.
    property bool flat: false

    implicitHeight: inner.implicitHeight + 2 * padding
    radius: flat ? 0 : Theme.radiusCard
    color: Theme.surface
    border.width: flat ? 0 : Theme.hairlineWidth
    border.color: Theme.hairline

    Column {
        id: inner
        x: root.padding
        y: root.padding
        width: root.width - 2 * root.padding
        spacing: Theme.space3
    }
}
