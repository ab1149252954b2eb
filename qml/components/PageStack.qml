// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Preggo.Theme

/// Pages on top of each other; each is loaded when it is opened and gone when it is closed.
T.StackView {
    id: root

    /// Loads the page at `source`, shows it and gives it the focus.
    function open(source: url, properties: var): Item {
        const page = push(source, properties) as Item;
        if (page)
            page.forceActiveFocus(Qt.OtherFocusReason);
        return page;
    }

    function back(): void {
        if (depth > 1)
            pop();
        else
            clear();
        if (currentItem)
            currentItem.forceActiveFocus(Qt.OtherFocusReason);
    }

    visible: depth > 0
    pushEnter: Transition {
        NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Theme.quick }
    }
    pushExit: Transition {
        PauseAnimation { duration: Theme.quick }
    }
    popEnter: Transition { }
    popExit: Transition {
        NumberAnimation { property: "opacity"; to: 0; duration: Theme.quick }
    }
}
