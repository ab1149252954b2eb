// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtQuick.Dialogs
import Preggo.Models

/// Asks where a copy of a picture goes. A file of its own, because the system's dialogs are dear to load.
FileDialog {
    id: root

    required property PictureCopies copies
    required property string mediaId

    title: qsTr("Save a copy")
    fileMode: FileDialog.SaveFile
    defaultSuffix: "jpg"
    nameFilters: [qsTr("Pictures (*.jpg)")]
    onAccepted: root.copies.save(root.mediaId, selectedFile)
    Component.onCompleted: open()
}
