// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQml

/// Canned.
QtObject {
    property string theme: "light"
    property real textScale: 1
    property bool reducedMotion: true
    property bool discreet: false
    property bool sendsOnMetered: true
    property int cacheLimitMb: 500
    property int cacheUsedMb: 183
    property string serverAddress: "https://preggo.example"
    function clearCache(): void { cacheUsedMb = 0; }
}
