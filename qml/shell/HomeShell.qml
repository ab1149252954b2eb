// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Qt 6.4 cannot make bound components in a Loader or as the head of a view, so the parts below reach `root` unbound.
// qmllint disable unqualified

import QtQuick
import Preggo.Components
import Preggo.Composer
import Preggo.Family
import Preggo.Feed
import Preggo.Models
import Preggo.Outbox
import Preggo.Post
import Preggo.Settings
import Preggo.Theme

/// The app of someone who is signed in and has a family. Pages ask by signals; only here they are opened.
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
        stack.clear();
        place = to;
        focusPlace();
    }
    function focusPlace(): void {
        if (place === "feed")
            feedPage.forceActiveFocus(Qt.OtherFocusReason);
        else if (place === "family")
            familyPage.forceActiveFocus(Qt.OtherFocusReason);
        else
            settingsPage.forceActiveFocus(Qt.OtherFocusReason);
    }
    function back(): void {
        stack.back();
        if (stack.depth === 0)
            focusPlace();
    }
    function notice(text: string, action: string, kind: string, subject: string): void {
        undoKind = kind;
        undoSubject = subject;
        undo.show(text, action);
    }

    function openPost(postId: string): void {
        const thread = app.openPost(postId);
        if (!thread)
            return;
        const page = stack.open(Qt.resolvedUrl("../Post/PostPage.qml"), {"thread": thread, "family": app.family}) as PostPage;
        page.back.connect(root.back);
        page.editRequested.connect(root.edit);
        page.removeRequested.connect(id => {
            root.back();
            root.app.feed.removePost(id);
        });
        page.retryRequested.connect(id => root.app.feed.retry(id));
        page.pictureOpened.connect(index => root.openPictures(thread.post.pictures, index));
        page.noticed.connect((text, action, subject) => root.notice(text, action, "comment", subject));
    }

    /// `pictures`: list<pictureItem>, which has no QML type name on Qt 6.4.
    function openPictures(pictures: var, index: int): void {
        const page = stack.open(Qt.resolvedUrl("../Post/PictureViewer.qml"), {"pictures": pictures, "index": index}) as PictureViewer;
        page.back.connect(root.back);
    }

    function compose(): void {
        if (app.family.canPost && !(stack.currentItem as ComposerPage))
            openComposer(app.newComposer());
    }

    function edit(postId: string): void {
        openComposer(app.editComposer(postId));
    }

    function openComposer(composer: ComposerModel): void {
        if (!composer)
            return;
        const page = stack.open(Qt.resolvedUrl("../Composer/ComposerPage.qml"), {"composer": composer, "family": app.family}) as ComposerPage;
        page.back.connect(root.back);
        page.sent.connect(() => {
            const isNew = !composer.isEdit;
            root.back();
            if (isNew) {
                root.go("feed");
                feedPage.showNewest();
            }
        });
    }

    function openOutbox(): void {
        const page = stack.open(Qt.resolvedUrl("../Outbox/OutboxPage.qml"), {"outbox": app.outbox, "status": app.status}) as OutboxPage;
        page.back.connect(root.back);
        page.signInRequested.connect(root.signInRequested);
    }

    function addFamily(): void {
        const page = stack.open(Qt.resolvedUrl("../Family/FirstFamilyPage.qml"), {"family": app.family, "canGoBack": true}) as FirstFamilyPage;
        page.back.connect(root.back);
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

    SideBar {
        id: sideBar
        objectName: "sideBar"
        z: 1
        anchors.left: parent.left
        width: visible ? implicitWidth : 0
        height: parent.height
        visible: !root.phone
        expanded: root.desktop
        current: root.place
        canPost: root.app.family.canPost
        attention: root.app.outbox.refused > 0
        families: root.app.families
        onChosen: place => root.go(place)
        onComposeRequested: root.compose()
        onFamilyChosen: id => root.app.openFamily(id)
    }
    BottomBar {
        id: bottomBar
        anchors.bottom: parent.bottom
        z: 1
        width: parent.width
        visible: root.phone && stack.depth === 0
        current: root.place
        canPost: root.app.family.canPost
        attention: root.app.outbox.refused > 0
        onChosen: place => root.go(place)
        onComposeRequested: root.compose()
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
            visible: root.place === "feed" && stack.depth === 0
            focus: true
            wide: right.active
            feed: root.app.feed
            family: root.app.family
            status: root.app.status
            onPostOpened: id => root.openPost(id)
            onPictureOpened: (id, index) => root.openPost(id)
            onEditRequested: id => root.edit(id)
            onComposeRequested: root.compose()
            onOutboxRequested: root.openOutbox()
        }
        Loader {
            id: right
            anchors.right: parent.right
            width: active ? 312 : 0
            height: parent.height
            active: root.desktop
            visible: feedPage.visible
            sourceComponent: RightColumn {
                family: root.app.family
                members: root.app.members
                onFamilyRequested: root.go("family")
            }
        }
        Loader {
            id: familyPage
            anchors.fill: parent
            visible: root.place === "family" && stack.depth === 0
            active: visible || item !== null
            focus: visible
            sourceComponent: FamilyPage {
                family: root.app.family
                members: root.app.members
                families: root.app.families
                onFamilyChosen: id => root.app.openFamily(id)
                onAddFamilyRequested: root.addFamily()
            }
        }
        Loader {
            id: settingsPage
            anchors.fill: parent
            visible: root.place === "me" && stack.depth === 0
            active: visible || item !== null
            focus: visible
            sourceComponent: SettingsPage {
                settings: root.app.settings
                session: root.app.session
                outbox: root.app.outbox
                onOutboxRequested: root.openOutbox()
            }
        }
        PageStack {
            id: stack
            anchors.fill: parent
        }
    }
    UndoBar {
        id: undo
        objectName: "undo"
        z: 2
        anchors.bottom: parent.bottom
        anchors.bottomMargin: root.bottomMargin + Theme.space4
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(implicitWidth, parent.width - 2 * Theme.space4)
        onTriggered: {
            const page = stack.currentItem as PostPage;
            if (root.undoKind === "post")
                root.app.feed.undoRemove(root.undoSubject);
            else if (root.undoKind === "comment" && page)
                page.thread.undoRemoveComment(root.undoSubject);
        }
    }
}
