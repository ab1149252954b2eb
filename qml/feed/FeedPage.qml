// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Qt 6.4 cannot make bound components in a Loader or as the head of a view, so the parts below reach `root` unbound.
// qmllint disable unqualified

import QtQuick
import Preggo.Components
import Preggo.Models
import Preggo.Theme

/// The family's feed, newest first.
FocusScope {
    id: root

    required property FeedModel feed
    required property FamilyModel family
    required property SyncStatusModel status
    /// The week stands in a column of its own.
    property bool wide: false
    readonly property int column: Math.min(Theme.column, width)
    readonly property bool flat: width < 600
    readonly property int side: flat ? 0 : Math.max(Theme.space4, (width - column) / 2)
    signal postOpened(string postId)
    signal picturesOpened(var pictures, int index)
    signal editRequested(string postId)
    signal composeRequested()
    signal outboxRequested()
    // For the sheets over the page, which come when the first is asked for.
    signal reactionsOpened(Item anchor, string postId, string mine)
    signal menuOpened(string postId, bool canEdit, bool canDelete)
    /// The first frame has been seen: what it could do without may come.
    property bool drawn: false
    /// Where the view stands, 0 newest to 1 oldest.
    property real position: 0
    readonly property int rows: list.count

    function showNewest(): void {
        feed.showNewest();
        list.positionViewAtBeginning();
    }

    function pick(anchor: Item, postId: string, mine: string): void {
        sheets.wanted = true;
        reactionsOpened(anchor, postId, mine);
    }

    function showMenu(postId: string, canEdit: bool, canDelete: bool): void {
        sheets.wanted = true;
        menuOpened(postId, canEdit, canDelete);
    }

    /// Asks for more rows before the person sees an end, and tells the thumb where we are.
    function look(): void {
        if (list.count === 0)
            return;
        const above = list.contentY - list.originY;
        const below = list.contentHeight - above - list.height;
        if (below < 3 * list.height && !feed.atOldest)
            feed.loadOlder();
        if (above < 2 * list.height && !feed.atNewest)
            feed.loadNewer();
        const row = list.indexAt(list.width / 2, list.contentY + list.height / 3);
        if (row >= 0)
            position = feed.fractionAt(row);
        const last = list.indexAt(list.width / 2, list.contentY + list.height - 1);
        if (last >= 0)
            feed.shownUpTo(last);
    }

    FeedTop {
        id: top
        width: parent.width
        z: 2
        contentWidth: root.flat ? parent.width - 2 * Theme.space4 : parent.width - 2 * root.side
        familyName: root.family.name
        statusText: root.status.text
        trouble: root.status.refused > 0 || root.status.signInNeeded || root.status.securityProblem
        offline: !root.status.online || !root.status.connected
        waiting: root.status.waiting
        onOutboxRequested: root.outboxRequested()
    }
    ListView {
        id: list
        objectName: "feedList"
        anchors.top: top.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        focus: true
        reuseItems: true
        cacheBuffer: root.drawn ? 600 : 0
        spacing: root.flat ? Theme.space2 : Theme.space4
        boundsBehavior: Flickable.StopAtBounds
        maximumFlickVelocity: 6000
        model: root.feed
        keyNavigationEnabled: false
        highlightFollowsCurrentItem: false
        currentIndex: -1
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Feed")

        function go(by: int): void {
            touched = true;
            const from = currentIndex < 0 ? indexAt(width / 2, contentY + height / 3) - by : currentIndex;
            currentIndex = Math.max(0, Math.min(count - 1, from + by));
            positionViewAtIndex(currentIndex, ListView.Contain);
            if (currentItem)
                currentItem.forceActiveFocus(Qt.TabFocusReason);
            root.look();
        }

        Keys.onPressed: event => {
            const by = event.key === Qt.Key_J || event.key === Qt.Key_Down ? 1
                : event.key === Qt.Key_K || event.key === Qt.Key_Up ? -1 : 0;
            if (by !== 0 && !(event.modifiers & (Qt.ControlModifier | Qt.AltModifier))) {
                list.go(by);
                event.accepted = true;
            } else if (event.key === Qt.Key_Home) {
                root.showNewest();
                event.accepted = true;
            }
        }
        onCountChanged: root.look()
        onMovementEnded: root.look()

        /// The head finds its height late; until the person moves, the view stays at the top.
        property bool touched: false
        onMovementStarted: touched = true

        header: FeedHeader {
            width: list.width
            onHeightChanged: {
                if (!list.touched)
                    Qt.callLater(list.positionViewAtBeginning);
            }
            sideMargin: root.flat ? Theme.space4 : root.side
            complete: root.drawn
            showWeek: !root.wide && root.family.weeks >= 0
            weeks: root.family.weeks
            days: root.family.days
            daysLeft: root.family.daysLeft
            dueDate: root.family.dueDate
            filterKind: root.feed.filterKind
            sortBy: root.feed.sortBy
            onFiltered: kind => root.feed.filterKind = kind
            onSorted: by => root.feed.sortBy = by
        }
        delegate: PostCard {
            id: card
            x: root.side
            width: list.width - 2 * root.side
            flat: root.flat
            canReact: root.family.canReact
            ListView.onReused: card.reset()
            onActiveFocusChanged: {
                if (activeFocus)
                    list.currentIndex = index;
            }
            onOpened: root.postOpened(postId)
            onPictureOpened: index => root.picturesOpened(pictures, index)
            onReacted: kind => root.feed.react(postId, kind)
            onPickRequested: anchor => root.pick(anchor, postId, myReaction)
            onMenuRequested: root.showMenu(postId, canEdit, canDelete)
            onRetryRequested: root.feed.retry(postId)
        }
        footer: FeedEnd {
            width: list.width
            reached: list.count > 0 && root.feed.atOldest
        }
    }
    Binding {
        // While she looks at something further down, nothing comes in above it: it waits behind the pill.
        target: root.feed
        property: "reading"
        value: list.contentY > list.originY + Theme.space6
    }
    Timer {
        interval: 200
        repeat: true
        running: list.moving
        onTriggered: root.look()
    }
    LazyLoader {
        x: root.flat ? Theme.space3 : root.side
        y: top.height + (list.headerItem ? list.headerItem.height : 0)
        width: root.width - 2 * x
        wanted: root.feed.count === 0
        page: Qt.resolvedUrl("FeedEmpty.qml")
        properties: ({"page": root})
    }
    LazyLoader {
        anchors.fill: list
        z: 1
        wanted: root.drawn
        page: Qt.resolvedUrl("FeedExtras.qml")
        properties: ({"page": root})
        onLoaded: root.look()
    }
    LazyLoader {
        id: sheets
        anchors.fill: parent
        wanted: false
        keep: true
        page: Qt.resolvedUrl("FeedSheets.qml")
        properties: ({"page": root})
    }
    Timer {
        id: afterFrame
        interval: 0
        onTriggered: root.drawn = true
    }
    Connections {
        target: root.Window.window
        enabled: !root.drawn
        function onFrameSwapped(): void {
            afterFrame.start(); // this call still belongs to the frame
        }
    }
}
