// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// Before it is known who is signed in: the shape of the feed.
Item {
    id: root

    Column {
        x: Math.round((parent.width - width) / 2)
        y: Theme.space7
        width: Math.min(Theme.column, parent.width - 2 * Theme.space4)
        spacing: Theme.space4
        Skeleton {
            width: parent.width
        }
        Skeleton {
            width: parent.width
            pictureAspect: 1
        }
    }
}
