// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick

/// What the system's own bars and notches take from the window. Zero where Qt does not know it (before 6.9); one
/// place to change.
QtObject {
    property int top: 0
    property int bottom: 0
    property int left: 0
    property int right: 0
}
