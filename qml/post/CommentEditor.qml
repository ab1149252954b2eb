// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// A comment of one's own, to change its words.
Dialog {
    id: root

    property string commentId
    signal saved(string commentId, string text)

    function edit(id: string, text: string): void {
        commentId = id;
        area.text = text;
        open();
        area.forceActiveFocus(Qt.OtherFocusReason);
    }

    title: qsTr("Edit comment")

    TextArea {
        id: area
        width: parent.width
        minimumLines: 3
        label: root.title
    }
    Flow {
        width: parent.width
        spacing: Theme.space2
        layoutDirection: Qt.RightToLeft
        Button {
            kind: "primary"
            text: qsTr("Save")
            enabled: area.text.trim() !== ""
            onClicked: {
                root.close();
                root.saved(root.commentId, area.text);
            }
        }
        Button {
            text: qsTr("Cancel")
            onClicked: root.close()
        }
    }
}
