// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQml

/// Canned: twelve weeks are kept, and some pictures are still on their way.
QtObject {
    property int weeks: 12
    property int everything: 60
    property string text: "120 of 148 pictures are here, 29 MB. The others are coming."
}
