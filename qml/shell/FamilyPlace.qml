// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Family

/// The family as a place of the bar.
FamilyPage {
    id: root

    required property HomeShell shell

    family: shell.app.family
    members: shell.app.members
    families: shell.app.families
    onFamilyChosen: id => shell.app.openFamily(id)
    onAddFamilyRequested: shell.addFamily()
}
