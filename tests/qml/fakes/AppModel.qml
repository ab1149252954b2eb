// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQml
import Preggo.Models

/// Canned: a signed-in person with a family. Every part can be changed by a test.
QtObject {
    id: root
    property bool signedIn: true
    property bool hasFamily: true
    property bool ready: true
    property SessionModel session: SessionModel { }
    property string trouble: ""
    property FamilyListModel families: FamilyListModel { }
    property FamilyModel family: FamilyModel { }
    property MemberListModel members: MemberListModel { }
    property FeedModel feed: FeedModel { }
    property AlbumModel album: AlbumModel { }
    property OutboxModel outbox: OutboxModel { }
    property SettingsModel settings: SettingsModel { }
    property SyncStatusModel status: SyncStatusModel { }
    property OfflineModel offline: OfflineModel { }
    property UnsentModel unsent: UnsentModel { }
    property DiagnosticsModel diagnostics: DiagnosticsModel { }
    property PictureCopies copies: PictureCopies { }
    property ComposerModel lastComposer: null
    property PostThreadModel lastThread: null
    readonly property Component composers: Component {
        ComposerModel { }
    }
    readonly property Component threads: Component {
        PostThreadModel { }
    }
    function newComposer(): ComposerModel {
        lastComposer = composers.createObject(root) as ComposerModel;
        return lastComposer;
    }
    function editComposer(postId: string): ComposerModel {
        lastComposer = composers.createObject(root, {"isEdit": true}) as ComposerModel;
        return lastComposer;
    }
    function openPost(postId: string): PostThreadModel {
        lastThread = threads.createObject(root) as PostThreadModel;
        lastThread.post.fill(feed.get(feed.indexOf(postId)));
        return lastThread;
    }
    function openFamily(familyId: string): void { }
}
