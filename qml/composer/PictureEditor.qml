// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Qt 6.4 cannot make bound components in a Loader, so the part below reaches `root` unbound.
// qmllint disable unqualified

import QtQuick
import Preggo.Components
import Preggo.Composer
import Preggo.Models
import Preggo.Theme

/// Covering, cropping and turning one picture of a post that is being written. Until "Done" nothing has happened to it.
FocusScope {
    id: root
    objectName: "pictureEditor"

    required property ComposerModel composer
    required property int row
    required property string source
    required property int pictureWidth
    required property int pictureHeight
    property string mode: "cover"
    property alias history: edits
    signal back()

    function leave(): void {
        if (!edits.isDirty)
            return root.back();
        sure.active = true;
        (sure.item as Question).open();
    }
    function finish(): void {
        if (edits.isDirty)
            composer.editPicture(row, edits.quarterTurns, edits.crop, edits.boxes);
        root.back();
    }
    function addBox(): void {
        mode = "cover";
        stage.focusBox(edits.addViewBox(Qt.rect(0.3, 0.42, 0.4, 0.16)));
    }

    Keys.onEscapePressed: root.leave()
    Keys.onPressed: event => {
        if (!event.matches(StandardKey.Undo))
            return;
        event.accepted = true;
        edits.undo();
    }

    EditHistory {
        id: edits
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    PageHeader {
        id: header
        width: parent.width
        title: qsTr("Edit picture")
        closes: true
        onBack: root.leave()

        Button {
            kind: "primary"
            text: qsTr("Done")
            onClicked: root.finish()
        }
    }
    Banner {
        id: warning
        objectName: "warning"
        anchors.top: header.bottom
        anchors.topMargin: visible ? Theme.space3 : 0
        x: Math.round((parent.width - width) / 2)
        width: Math.min(Theme.column, parent.width - 2 * Theme.space4)
        height: visible ? implicitHeight : 0
        visible: root.composer.kind === "ultrasound" && root.mode === "cover"
        tone: "wait"
        symbol: "shield"
        text: qsTr("Cover a printed name, date of birth or hospital number.")
    }
    EditorStage {
        id: stage
        objectName: "editorStage"
        anchors.top: warning.bottom
        anchors.bottom: tools.top
        anchors.margins: Theme.space2
        width: parent.width
        history: edits
        source: root.source
        pictureWidth: root.pictureWidth
        pictureHeight: root.pictureHeight
        mode: root.mode
    }
    EditorTools {
        id: tools
        anchors.bottom: parent.bottom
        width: parent.width
        history: edits
        mode: root.mode
        canRemove: stage.focusedBox >= 0
        onModeChosen: mode => root.mode = mode
        onBoxAdded: root.addBox()
        onBoxRemoved: edits.removeBox(stage.focusedBox)
    }
    Loader {
        id: sure
        active: false
        sourceComponent: Question {
            title: qsTr("Leave without the changes?")
            text: qsTr("The picture stays as it was.")
            yes: qsTr("Leave")
            dangerous: true
            onAccepted: root.back()
        }
    }
}
