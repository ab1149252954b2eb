// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components

/// What has just been done, and the way back.
UndoBar {
    id: root

    required property HomeShell shell

    objectName: "undo"
    onTriggered: {
        if (shell.undoKind === "post")
            shell.app.feed.undoRemove(shell.undoSubject);
        else if (shell.undoKind === "comment")
            shell.commentUndone(shell.undoSubject);
    }
    Connections {
        target: root.shell
        function onNoticed(text: string, action: string): void {
            root.show(text, action);
        }
    }
}
