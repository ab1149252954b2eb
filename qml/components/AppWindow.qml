// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Preggo.Theme

/// The window: paper, and a layer for dialogs.
T.ApplicationWindow {
    color: Theme.paper
    minimumWidth: 320
    minimumHeight: 480
    font.family: Theme.fontFamily
    font.pixelSize: Theme.fontBody
}
