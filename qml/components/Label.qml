// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// Text of the interface or of a person: always plain, wrapped, aligned with the direction of reading.
Text {
    color: Theme.ink
    font.family: Theme.fontFamily
    font.pixelSize: Theme.fontBody
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    horizontalAlignment: Text.AlignLeft
}
