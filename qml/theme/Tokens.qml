// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick

/// One complete set of colour tokens. Text pairs keep 4.5 : 1 (7 : 1 in the high-contrast sets); a test reads them here.
QtObject {
    /// Window background.
    required property color paper
    /// Cards and sheets.
    required property color surface
    /// Pressed or hovered surface.
    required property color raised
    required property color ink
    required property color softInk
    /// The one accent: primary action, own reaction.
    required property color rose
    required property color roseInk
    /// A whisper of rose behind own reactions and selections.
    required property color roseWash
    /// Weeks, success, "sent".
    required property color sage
    required property color sageWash
    /// Celebrations and "waiting".
    required property color honey
    required property color honeyWash
    required property color hairline
    /// Borders of things that take input: 3 : 1 against the paper.
    required property color outline
    /// Behind dialogs.
    required property color scrim
    required property color shadow
    /// Eight quiet grounds for initials; ink is readable on each.
    required property var people
}
