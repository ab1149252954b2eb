// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Qt 6.4 cannot make bound components in a Loader, so what is loaded reaches `root` unbound.
// qmllint disable unqualified

import QtQuick
import QtQuick.Templates as T
import Preggo.Theme

/// One picture: its colours at once, then the picture in the size that is shown, or a way to try again. The image
/// provider crops and rounds; nothing here clips.
T.AbstractButton {
    id: root

    property string source
    property string placeholder
    property string alt
    property int position: 1
    property int total: 1
    property int more: 0
    property int cornerRadius: Theme.radiusCard
    property bool crop: true
    property int attempt: 0
    property real askedAt: 0
    /// Milliseconds that nobody sees: what comes within them does not fade in.
    property int shortWait: 50
    readonly property bool fading: fade.running
    /// What was shown of the same picture while the server still made its larger sizes; it stays until they are here.
    property string before
    property string current
    readonly property bool failed: picture.status === Image.Error
    readonly property string options: "?r=" + Math.round(cornerRadius * Theme.pixelRatio)
        + (crop ? "&fit=crop" : "&fit=fit")

    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: {
        const what = alt !== "" ? alt : qsTr("Picture");
        const where = total > 1 ? qsTr("%1, %2 of %3").arg(what).arg(position).arg(total) : what;
        return failed ? qsTr("%1. Could not be loaded. Try again.").arg(where) : where;
    }
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()

    onSourceChanged: {
        const isSame = current !== "" && source.endsWith(current.slice(current.lastIndexOf("/")));
        before = isSame ? current : "";
        current = source;
    }

    function retry(): void {
        attempt += 1;
    }

    contentItem: Item {
        Image {
            anchors.fill: parent
            visible: picture.status !== Image.Ready || fade.running
            source: root.before !== "" ? root.before + root.options
                : root.placeholder === "" ? "" : root.placeholder + root.options
            sourceSize.width: Math.ceil(root.width)
            sourceSize.height: Math.ceil(root.height)
            asynchronous: true
        }
        Image {
            id: picture
            anchors.fill: parent
            source: root.source === "" || root.width < 1 ? ""
                : root.source + root.options + (root.attempt > 0 ? "&again=" + root.attempt : "")
            sourceSize.width: Math.round(root.width * Theme.pixelRatio)
            sourceSize.height: Math.round(root.height * Theme.pixelRatio)
            asynchronous: true
            // The provider keeps its own budget; Qt Quick would hold every picture for ever.
            cache: false
            fillMode: root.crop ? Image.Stretch : Image.PreserveAspectFit
            onStatusChanged: {
                if (status === Image.Loading)
                    root.askedAt = Date.now();
                else if (status === Image.Ready && Theme.fade > 0 && Date.now() - root.askedAt > root.shortWait)
                    fade.restart(); // what memory holds is simply there
            }
        }
        NumberAnimation {
            id: fade
            target: picture
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.fade
        }
        LazyLoader {
            anchors.fill: parent
            wanted: root.failed || root.more > 0 || root.visualFocus
            page: Qt.resolvedUrl("PictureCover.qml")
            properties: ({"tile": root})
        }
    }
    background: Rectangle {
        radius: root.cornerRadius
        color: picture.status === Image.Ready ? "transparent" : Theme.raised
    }
}
