// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick.Dialogs

/// Where copies of what is not sent go.
FolderDialog {
    title: qsTr("Choose a folder")
}
