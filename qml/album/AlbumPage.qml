// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Qt 6.4 cannot make bound components in a Loader, so what is loaded reaches `root` unbound.
// qmllint disable unqualified

import QtQuick
import Preggo.Components
import Preggo.Models
import Preggo.Theme

/// The family's pictures by week of the pregnancy. Two of them can be laid side by side.
FocusScope {
    id: root

    required property AlbumModel album
    required property FamilyModel family
    readonly property bool flat: width < 600
    readonly property int column: Math.min(width - (flat ? 0 : 2 * Theme.space5), 1200)
    readonly property int gap: flat ? 2 : Theme.space1
    readonly property int columns: Math.max(2, Math.round(column / (flat ? 120 : 180)))
    property bool choosing: false
    /// list<int>, places among all pictures, two of which are compared; and their ids. Qt 6.4 knows no list of such values.
    property var chosen: []
    property var chosenIds: []
    /// Where the keys are.
    property int at: 0
    signal picturesOpened(var pictures, int index)
    signal compared(var first, var second)
    signal composeRequested()

    function choose(on: bool): void {
        choosing = on;
        chosen = [];
        chosenIds = [];
    }
    function pick(at: int): void {
        if (!choosing)
            return root.picturesOpened(album.pictures, at);
        chosen = chosen.includes(at) ? chosen.filter(other => other !== at) : chosen.concat([at]);
        chosenIds = chosen.map(place => album.pictures[place].mediaId);
        if (chosen.length < 2)
            return;
        // The earlier one stands first, whichever was chosen first.
        const places = [...chosen].sort((a, b) => b - a);
        const first = album.pictures[places[0]];
        const second = album.pictures[places[1]];
        choose(false);
        root.compared(first, second);
    }
    function go(right: int, down: int): void {
        at = album.beside(at, right, down);
        const row = album.rowOf(at);
        list.positionViewAtIndex(row, ListView.Contain);
        const line = list.itemAtIndex(row) as AlbumLine;
        if (line)
            line.focusTile(at);
    }
    function look(): void {
        const above = list.contentY - list.originY;
        if (list.contentHeight - above - list.height < 3 * list.height && !album.atOldest)
            album.loadOlder();
        if (above < 2 * list.height && !album.atNewest)
            album.loadNewer();
    }

    Binding {
        root.album.columns: root.columns
        root.album.shown: root.visible
    }
    Connections {
        target: root.album
        // What was chosen stands elsewhere now, or is gone.
        function onPicturesChanged(): void {
            root.chosen = root.chosenIds.map(id => root.album.pictures.findIndex(item => item.mediaId === id))
                .filter(place => place >= 0);
            root.chosenIds = root.chosen.map(place => root.album.pictures[place].mediaId);
        }
    }
    Keys.onEscapePressed: event => {
        event.accepted = choosing;
        choose(false);
    }

    PageHeader {
        id: top
        width: parent.width
        z: 1
        column: root.column
        canGoBack: root.choosing
        closes: true
        title: !root.choosing ? qsTr("Album") : root.chosen.length === 0 ? qsTr("Choose two pictures") : qsTr("And the other one")
        onBack: root.choose(false)
        IconButton {
            visible: !root.choosing && root.album.pictures.length > 1
            symbol: "compare"
            text: qsTr("Compare two pictures")
            onClicked: root.choose(true)
        }
    }
    ListView {
        id: list
        objectName: "albumList"
        anchors.top: top.bottom
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        width: root.column
        focus: true
        reuseItems: true
        cacheBuffer: 600
        boundsBehavior: Flickable.StopAtBounds
        maximumFlickVelocity: 6000
        keyNavigationEnabled: false
        model: root.album
        bottomMargin: Theme.space5
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Album")
        Keys.onLeftPressed: root.go(LayoutMirroring.enabled ? 1 : -1, 0)
        Keys.onRightPressed: root.go(LayoutMirroring.enabled ? -1 : 1, 0)
        Keys.onUpPressed: root.go(0, -1)
        Keys.onDownPressed: root.go(0, 1)
        onCountChanged: root.look()
        onMovementEnded: root.look()
        onContentYChanged: soon.restart()

        delegate: AlbumLine {
            width: list.width
            columns: root.album.columns
            all: root.album.pictures.length
            gap: root.gap
            inset: root.flat ? Theme.space4 : 0
            choosing: root.choosing
            chosen: root.chosenIds
            onPicked: at => root.pick(at)
            onFocused: at => root.at = at
        }
    }
    Timer {
        id: soon
        interval: 50
        onTriggered: root.look()
    }
    LazyLoader {
        anchors.top: top.bottom
        anchors.topMargin: root.gap
        anchors.horizontalCenter: parent.horizontalCenter
        width: root.column
        wanted: root.album.count === 0
        page: Qt.resolvedUrl("AlbumEmpty.qml")
        properties: ({"page": root})
    }
}
