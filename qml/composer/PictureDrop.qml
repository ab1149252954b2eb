// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// Takes pictures that are dropped on it: files, or what a browser hands over without one.
DropArea {
    id: root

    signal filesDropped(var files)
    /// ArrayBuffer.
    signal dataDropped(var bytes)

    /// The first of an event's formats that is a picture's file; "" where none is.
    function pictureFormat(formats: var): string {
        return formats.find(format => format === "image/jpeg" || format === "image/png" || format === "image/webp") ?? "";
    }
    /// `event`: DragEvent, which has no QML type name on Qt 6.4.
    function take(event: var): void {
        const format = pictureFormat(event.formats);
        const isFile = event.urls.some(url => url.toString().startsWith("file:"));
        if (format !== "" && !isFile) // its address is not asked: the picture is here
            dataDropped(event.getDataAsArrayBuffer(format));
        else
            filesDropped(event.urls);
    }

    onEntered: event => {
        event.accepted = event.hasUrls || root.pictureFormat(event.formats) !== "";
    }
    onDropped: event => {
        root.take(event);
        event.accept();
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.space2
        visible: root.containsDrag
        radius: Theme.radiusSheet
        color: Theme.roseWash
        border.width: Theme.focusWidth
        border.color: Theme.rose
        Label {
            anchors.centerIn: parent
            text: qsTr("Drop pictures here")
            font.pixelSize: Theme.fontTitle
            color: Theme.rose
        }
    }
}
