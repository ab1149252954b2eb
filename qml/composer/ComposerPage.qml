// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Qt 6.4 cannot make bound components in a Loader or as the head of a view, so the parts below reach `root` unbound.
// qmllint disable unqualified

import QtQuick
import QtQuick.Dialogs
import Preggo.Components
import Preggo.Models
import Preggo.Theme

/// Writing or editing a post. Nothing typed here is lost: the model keeps a draft, and lets go only of what is safe.
FocusScope {
    id: root

    required property ComposerModel composer
    required property FamilyModel family
    readonly property var kinds: ["update", "photo", "ultrasound", "milestone", "celebration"]
    property string problem: ""
    signal back()
    signal sent()
    signal editorRequested(int row, var picture)

    function send(): void {
        if (composer.canSend)
            composer.send();
    }

    Component.onDestruction: composer.release()
    Keys.onEscapePressed: root.back()
    Keys.onPressed: event => {
        if (event.matches(StandardKey.Paste)) {
            event.accepted = !root.composer.isEdit && root.composer.pastePictures();
            return;
        }
        const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
        if (enter && (event.modifiers & Qt.ControlModifier)) {
            root.send();
            event.accepted = true;
        }
    }
    Connections {
        target: root.composer
        function onSent(): void {
            root.sent();
        }
        function onFailed(text: string): void {
            root.problem = text;
        }
        function onTextChanged(): void {
            if (area.text !== root.composer.text)
                area.text = root.composer.text;
        }
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    PageHeader {
        id: header
        width: parent.width
        title: root.composer.isEdit ? qsTr("Edit post") : qsTr("New post")
        closes: true
        onBack: root.back()

        Button {
            kind: "primary"
            text: root.composer.isEdit ? qsTr("Save") : qsTr("Post")
            enabled: root.composer.canSend
            onClicked: root.send()
        }
    }
    ScrollColumn {
        id: page
        anchors.top: header.bottom
        anchors.bottom: parent.bottom
        width: parent.width

        Banner {
            width: parent.width
            visible: root.problem !== ""
            text: root.problem
            tone: "wrong"
            dismissable: true
            onDismissed: root.problem = ""
        }
        Flow {
            width: parent.width
            spacing: Theme.space2
            visible: !root.composer.isEdit
            Repeater {
                model: root.kinds
                Chip {
                    required property string modelData
                    text: Words.postKind(modelData)
                    checkable: true
                    checked: root.composer.kind === modelData
                    onClicked: root.composer.kind = modelData
                }
            }
        }
        TextField {
            width: parent.width
            visible: root.composer.kind === "milestone"
            label: qsTr("What was reached?")
            text: root.composer.milestone
            maximumLength: 100
            onEdited: root.composer.milestone = text
        }
        Card {
            width: parent.width
            height: implicitHeight
            padding: Theme.space3
            TextArea {
                id: area
                objectName: "composerText"
                width: parent.width
                height: implicitHeight
                framed: false
                focus: true
                minimumLines: 5
                font.pixelSize: Theme.fontLarge
                placeholderText: qsTr("What is new?")
                Component.onCompleted: {
                    text = root.composer.text;
                    cursorPosition = length;
                }
                // A picture in the clipboard goes to the pictures; text goes where it always does.
                Keys.onPressed: event => {
                    event.accepted = event.matches(StandardKey.Paste) && !root.composer.isEdit && root.composer.pastePictures();
                }
                onTextChanged: {
                    if (root.composer.text !== text)
                        root.composer.text = text;
                }
            }
            Label {
                width: parent.width
                visible: root.composer.remaining < 500
                text: Words.remaining(root.composer.remaining)
                font.pixelSize: Theme.fontSmall
                color: root.composer.remaining < 0 ? Theme.rose : Theme.softInk
                horizontalAlignment: Text.AlignRight
            }
        }
        Banner {
            width: parent.width
            visible: root.composer.kind === "ultrasound" && pictures.count > 0 && !root.composer.isEdit
            tone: "wait"
            symbol: "shield"
            text: qsTr("A name, a date of birth or a hospital number may be printed on an ultrasound picture. Tap the picture to cover it.")
        }
        Repeater {
            id: pictures
            model: root.composer.pictures
            PictureRow {
                required property var model
                width: page.width - 2 * page.margin > page.maximumWidth ? page.maximumWidth : page.width - 2 * page.margin
                height: implicitHeight
                count: pictures.count
                pictureState: model.state
                describable: !root.composer.isEdit
                onEditRequested: root.editorRequested(index, model)
                onDescribed: text => root.composer.setAlt(index, text)
                onMoved: to => root.composer.movePicture(index, to)
                onRemoved: root.composer.removePicture(index)
            }
        }
        Flow {
            width: parent.width
            spacing: Theme.space2
            Button {
                symbol: "photo"
                text: pictures.count > 0 ? qsTr("More pictures") : qsTr("Add pictures")
                visible: !root.composer.isEdit
                enabled: root.composer.picturesLeft > 0
                onClicked: {
                    if (root.composer.openLibrary())
                        return;
                    chooser.active = true;
                    (chooser.item as FileDialog).open();
                }
            }
            Button {
                symbol: "camera"
                text: qsTr("Take a picture")
                visible: !root.composer.isEdit && root.composer.hasCamera
                enabled: root.composer.picturesLeft > 0
                onClicked: root.composer.openCamera()
            }
            Button {
                kind: "quiet"
                visible: !root.composer.isEdit && (root.composer.text !== "" || pictures.count > 0)
                symbol: "trash"
                text: qsTr("Discard")
                onClicked: {
                    sure.active = true;
                    (sure.item as Question).open();
                }
            }
        }
        Label {
            width: parent.width
            visible: !root.composer.isEdit
            text: qsTr("Everyone in %1 sees this. Place and camera data are taken out of pictures.").arg(root.family.name)
            font.pixelSize: Theme.fontSmall
            color: Theme.softInk
        }
    }
    PictureDrop {
        anchors.fill: parent
        enabled: !root.composer.isEdit
        onFilesDropped: files => root.composer.addPictures(files)
        onDataDropped: bytes => root.composer.addPictureData(bytes)
    }
    Loader {
        id: chooser
        active: false
        sourceComponent: FileDialog {
            title: qsTr("Choose pictures")
            fileMode: FileDialog.OpenFiles
            nameFilters: [qsTr("Pictures (*.jpg *.jpeg *.png *.webp *.heic *.heif *.avif)"), qsTr("All files (*)")]
            onAccepted: root.composer.addPictures(selectedFiles)
        }
    }
    Loader {
        id: sure
        active: false
        sourceComponent: Question {
            title: qsTr("Discard this post?")
            text: qsTr("Text and pictures in this draft are thrown away.")
            yes: qsTr("Discard")
            dangerous: true
            onAccepted: {
                root.composer.discard();
                root.back();
            }
        }
    }
}
