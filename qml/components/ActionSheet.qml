// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// A short list of things to do, one for the whole window. `actions`: {id, text, symbol, dangerous}.
Dialog {
    id: root

    /// Plain objects: they come from whoever opens the sheet.
    property var actions: []
    signal chosen(string id)

    /// The usual two.
    function editAndRemove(canEdit: bool, canDelete: bool): var {
        const edit = {"id": "edit", "text": qsTr("Edit"), "symbol": "edit", "dangerous": false};
        const remove = {"id": "remove", "text": qsTr("Remove"), "symbol": "trash", "dangerous": true};
        return canEdit && canDelete ? [edit, remove] : canEdit ? [edit] : [remove];
    }

    padding: Theme.space3

    Column {
        width: parent.width
        Repeater {
            model: root.actions
            ListRow {
                required property var modelData
                required property int index
                width: parent.width
                focus: index === 0
                symbol: modelData.symbol
                text: modelData.text
                color: modelData.dangerous ? Theme.rose : Theme.ink
                onClicked: {
                    root.close();
                    root.chosen(modelData.id);
                }
            }
        }
    }
}
