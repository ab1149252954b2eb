// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick

/// The bar at the side, where there is room for one.
SideBar {
    id: root

    required property HomeShell shell

    objectName: "sideBar"
    expanded: shell.desktop
    current: shell.place
    canPost: shell.app.family.canPost
    attention: shell.app.outbox.refused > 0
    families: shell.app.families
    onChosen: place => shell.go(place)
    onComposeRequested: shell.compose()
    onFamilyChosen: id => shell.app.openFamily(id)
}
