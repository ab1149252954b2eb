// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Album

/// The album as a place of the bar.
AlbumPage {
    id: root

    required property HomeShell shell
    focus: true

    album: shell.app.album
    family: shell.app.family
    onPicturesOpened: (pictures, index) => shell.openPictures(pictures, index)
    onCompared: (first, second) => shell.compare(first, second)
    onComposeRequested: shell.compose()

    Connections {
        target: root.album
        function onNoticed(text: string): void {
            root.shell.notice(text, "", "", "");
        }
    }
}
