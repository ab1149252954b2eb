// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Qt 6.4 cannot make bound components in a Loader or as the head of a view, so the parts below reach `root` unbound.
// qmllint disable unqualified

import QtQuick
import Preggo.Components
import Preggo.Feed
import Preggo.Models
import Preggo.Theme

/// The app of someone who is signed in and has a family: the bars, the feed, and the places beside it.
FocusScope {
    id: root

    signal signInRequested()
    required property AppModel app
    readonly property bool phone: width < 600
    readonly property bool desktop: width >= 1080
    readonly property int bottomMargin: bottomBar.visible ? bottomBar.height : 0
    property string place: "feed"
    /// What the undo bar would bring back: "post" or "comment", and its id.
    property string undoKind: ""
    property string undoSubject: ""
    function go(to: string): void {
        if (stack)
            stack.clear();
        place = to;
        focusPlace();
    }
    function focusPlace(): void {
        if (place === "feed")
            feedPage.forceActiveFocus(Qt.OtherFocusReason);
        else if (place === "album")
            albumPlace.forceActiveFocus(Qt.OtherFocusReason);
        else if (place === "family")
            familyPlace.forceActiveFocus(Qt.OtherFocusReason);
        else
            mePlace.forceActiveFocus(Qt.OtherFocusReason);
    }
    function notice(text: string, action: string, kind: string, subject: string): void {
        undoKind = kind;
        undoSubject = subject;
        undo.wanted = true;
        noticed(text, action);
    }

    // What the pages over the feed answer to. Their types are many, so they come with the first that is opened.
    signal postRequested(string postId)
    signal picturesRequested(var pictures, int index)
    /// Two pictureItems.
    signal comparisonRequested(var first, var second)
    signal composerRequested(ComposerModel composer)
    signal outboxRequested()
    signal diagnosticsRequested()
    signal newFamilyRequested()
    signal commentUndone(string commentId)
    signal noticed(string text, string action)
    /// A PageStack: by its type's name it would be read at every start.
    readonly property var stack: pageLoader.item
    readonly property int depth: stack ? stack.depth : 0
    readonly property bool home: depth === 0

    function loadPages(): void {
        pageLoader.wanted = true;
    }
    function openPost(postId: string): void {
        loadPages();
        postRequested(postId);
    }
    function openPictures(pictures: var, index: int): void {
        loadPages();
        picturesRequested(pictures, index);
    }
    function compare(first: var, second: var): void {
        loadPages();
        comparisonRequested(first, second);
    }
    function compose(): void {
        if (!app.family.canPost)
            return;
        loadPages();
        composerRequested(null);
    }
    function edit(postId: string): void {
        const composer = app.editComposer(postId);
        loadPages();
        if (composer)
            composerRequested(composer);
    }
    function openOutbox(): void {
        loadPages();
        outboxRequested();
    }
    function openDiagnostics(): void {
        loadPages();
        diagnosticsRequested();
    }
    function addFamily(): void {
        loadPages();
        newFamilyRequested();
    }
    function showNewest(): void {
        go("feed");
        feedPage.showNewest();
    }

    Keys.onPressed: event => {
        if (event.key === Qt.Key_N && event.modifiers === Qt.ControlModifier) {
            root.compose();
            event.accepted = true;
        }
    }
    Connections {
        target: root.app.feed
        function onPostRemoved(postId: string): void {
            root.notice(qsTr("Post removed."), qsTr("Undo"), "post", postId);
        }
        function onNoticed(text: string): void {
            root.notice(text, "", "", "");
        }
    }
    Connections {
        target: root.app.outbox
        function onDraftReady(): void {
            root.compose();
        }
        function onNoticed(text: string): void {
            root.notice(text, "", "", "");
        }
    }

    LazyLoader {
        id: sideBar
        z: 1
        anchors.left: parent.left
        width: active ? implicitWidth : 0
        height: parent.height
        wanted: !root.phone
        page: Qt.resolvedUrl("HomeSideBar.qml")
        properties: ({"shell": root})
    }
    Loader {
        id: bottomBar
        anchors.bottom: parent.bottom
        z: 1
        width: parent.width
        active: root.phone
        visible: active && root.home
        sourceComponent: BottomBar {
            current: root.place
            canPost: root.app.family.canPost
            attention: root.app.outbox.refused > 0
            onChosen: place => root.go(place)
            onComposeRequested: root.compose()
        }
    }
    Item {
        id: area
        anchors.left: sideBar.right
        anchors.right: parent.right
        height: parent.height - root.bottomMargin

        FeedPage {
            id: feedPage
            anchors.left: parent.left
            anchors.right: right.left
            height: parent.height
            visible: root.place === "feed" && root.home
            focus: true
            wide: right.active
            feed: root.app.feed
            family: root.app.family
            status: root.app.status
            onPostOpened: id => root.openPost(id)
            onPicturesOpened: (pictures, index) => root.openPictures(pictures, index)
            onEditRequested: id => root.edit(id)
            onComposeRequested: root.compose()
            onOutboxRequested: root.openOutbox()
        }
        LazyLoader {
            id: right
            anchors.right: parent.right
            width: active ? 312 : 0
            height: parent.height
            wanted: root.desktop
            visible: feedPage.visible
            page: Qt.resolvedUrl("RightColumn.qml")
            properties: ({"shell": root})
        }
        Place {
            id: albumPlace
            wanted: root.place === "album" && root.home
            page: Qt.resolvedUrl("AlbumPlace.qml")
            properties: ({"shell": root})
        }
        Place {
            id: familyPlace
            wanted: root.place === "family" && root.home
            page: Qt.resolvedUrl("FamilyPlace.qml")
            properties: ({"shell": root})
        }
        Place {
            id: mePlace
            wanted: root.place === "me" && root.home
            page: Qt.resolvedUrl("MePlace.qml")
            properties: ({"shell": root})
        }
        LazyLoader {
            id: pageLoader
            anchors.fill: parent
            wanted: false
            keep: true
            page: Qt.resolvedUrl("HomePages.qml")
            properties: ({"shell": root})
            visible: !root.home
            focus: visible
        }
    }
    LazyLoader {
        id: undo
        z: 2
        wanted: false
        keep: true
        page: Qt.resolvedUrl("HomeUndo.qml")
        properties: ({"shell": root})
        anchors.bottom: parent.bottom
        anchors.bottomMargin: root.bottomMargin + Theme.space4
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(implicitWidth, parent.width - 2 * Theme.space4)
    }
    /// A place of the bar, loaded when it is first gone to and kept.
    component Place: LazyLoader {
        anchors.fill: parent
        keep: true
        visible: wanted
        focus: wanted
    }
}
