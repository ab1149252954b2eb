// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick

/// Loads a file when it is wanted, and its types with it: until then neither costs anything. Unloads it when it is not
/// wanted any more, unless `keep`.
Loader {
    id: root

    required property bool wanted
    /// By Qt.resolvedUrl(): a bare name would be looked for in this folder.
    required property url page
    /// What the root of the file requires.
    required property var properties
    property bool keep: false
    property bool wasWanted: false

    function load(): void {
        // Once: to set the same source again is to make the page again.
        if (wanted && !wasWanted) {
            wasWanted = true;
            setSource(page, properties);
        }
    }

    active: wanted || (keep && wasWanted)
    onWantedChanged: load()
    Component.onCompleted: load()
}
