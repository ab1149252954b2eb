// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Album
import Preggo.Components
import Preggo.Composer
import Preggo.Family
import Preggo.Models
import Preggo.Outbox
import Preggo.Post
import Preggo.Settings

/// The pages over the feed. They ask by signals; only here they are opened.
PageStack {
    id: root

    required property HomeShell shell
    readonly property AppModel app: shell.app

    function leave(): void {
        back();
        if (depth === 0)
            shell.focusPlace();
    }

    function openPost(postId: string): void {
        const thread = app.openPost(postId);
        if (!thread)
            return;
        const page = open(Qt.resolvedUrl("../Post/PostPage.qml"), {"thread": thread, "family": app.family}) as PostPage;
        page.back.connect(leave);
        page.editRequested.connect(id => root.shell.edit(id));
        page.removeRequested.connect(id => {
            root.leave();
            root.app.feed.removePost(id);
        });
        page.retryRequested.connect(id => root.app.feed.retry(id));
        page.pictureOpened.connect(index => root.openPictures(thread.post.pictures, index, true));
        page.noticed.connect((text, action, subject) => root.shell.notice(text, action, "comment", subject));
    }

    /// `pictures`: list<pictureItem>, which has no QML type name on Qt 6.4.
    function openPictures(pictures: var, index: int, fromPost: bool): void {
        const page = open(Qt.resolvedUrl("../Post/PictureViewer.qml"),
            {"pictures": pictures, "index": index, "leadsToPost": !fromPost}) as PictureViewer;
        page.back.connect(leave);
        page.postWanted.connect(id => {
            root.leave();
            root.openPost(id);
        });
        page.copyWanted.connect(mediaId => saver.setSource(Qt.resolvedUrl("../Post/CopyDialog.qml"),
            {"mediaId": mediaId, "copies": root.app.copies}));
    }

    function openComparison(first: var, second: var): void {
        const page = open(Qt.resolvedUrl("../Album/ComparePage.qml"), {"first": first, "second": second}) as ComparePage;
        page.back.connect(leave);
    }

    function openComposer(composer: ComposerModel): void {
        const page = open(Qt.resolvedUrl("../Composer/ComposerPage.qml"), {"composer": composer, "family": app.family}) as ComposerPage;
        page.back.connect(leave);
        page.editorRequested.connect((row, picture) => root.openEditor(composer, row, picture));
        page.sent.connect(() => {
            const isNew = !composer.isEdit;
            root.leave();
            if (isNew)
                root.shell.showNewest();
        });
    }

    /// `picture`: the row of PictureListModel.
    function openEditor(composer: ComposerModel, row: int, picture: var): void {
        const page = open(Qt.resolvedUrl("../Composer/PictureEditor.qml"), {"composer": composer, "row": row,
            "source": picture.source, "pictureWidth": picture.width, "pictureHeight": picture.height}) as PictureEditor;
        page.back.connect(leave);
    }

    function openOutbox(): void {
        const page = open(Qt.resolvedUrl("../Outbox/OutboxPage.qml"), {"outbox": app.outbox, "status": app.status}) as OutboxPage;
        page.back.connect(leave);
        page.signInRequested.connect(shell.signInRequested);
    }

    function openDiagnostics(): void {
        const page = open(Qt.resolvedUrl("../Settings/DiagnosticsPage.qml"), {"diagnostics": app.diagnostics}) as DiagnosticsPage;
        page.back.connect(leave);
    }

    function addFamily(): void {
        const page = open(Qt.resolvedUrl("../Family/FirstFamilyPage.qml"), {"family": app.family, "canGoBack": true}) as FirstFamilyPage;
        page.back.connect(leave);
    }

    Loader {
        id: saver
    }
    Connections {
        target: root.app.copies
        function onTold(text: string): void {
            root.shell.notice(text, "", "", "");
        }
    }
    Connections {
        target: root.shell
        function onPostRequested(postId: string): void {
            root.openPost(postId);
        }
        function onPicturesRequested(pictures: var, index: int): void {
            root.openPictures(pictures, index, false);
        }
        function onComparisonRequested(first: var, second: var): void {
            root.openComparison(first, second);
        }
        function onComposerRequested(composer: ComposerModel): void {
            if (composer)
                root.openComposer(composer);
            else if (!(root.currentItem as ComposerPage))
                root.openComposer(root.app.newComposer());
        }
        function onOutboxRequested(): void {
            root.openOutbox();
        }
        function onDiagnosticsRequested(): void {
            root.openDiagnostics();
        }
        function onNewFamilyRequested(): void {
            root.addFamily();
        }
        function onCommentUndone(commentId: string): void {
            const page = root.currentItem as PostPage;
            if (page)
                page.thread.undoRemoveComment(commentId);
        }
    }
}
