// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick

/// A picture in its own pixels, for who looks at it closely.
Image {
    id: root

    /// A pictureItem.
    required property var picture
    /// What one picture may take in memory: 64 MiB.
    readonly property int sideMost: 4096
    readonly property real by: Math.min(1, sideMost / Math.max(1, picture.width, picture.height))

    source: picture.source === "" ? "" : picture.source + "?fit=fit"
    sourceSize.width: Math.round(picture.width * by)
    sourceSize.height: Math.round(picture.height * by)
    asynchronous: true
    // The provider keeps its own budget.
    cache: false
    fillMode: Image.PreserveAspectFit
    Accessible.ignored: true
}
