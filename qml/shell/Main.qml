// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Models
import Preggo.Theme

/// The window. Decides which of the app's stages is shown; `app` comes from the composition root.
AppWindow {
    id: root

    required property AppModel app
    readonly property SessionModel session: app.session
    /// "unsent", "starting", "codes", "keyStore", "signIn", "firstFamily" or "home".
    readonly property string stage: app.unsent.shown ? "unsent" : session.state === SessionModel.Starting ? "starting"
        : session.recoveryCodes.length > 0 ? "codes" : session.keyStoreMissing ? "keyStore"
        : !app.signedIn || wantsSignIn ? "signIn" : !app.ready ? "starting" : !app.hasFamily ? "firstFamily" : "home"
    /// The server ended the session and the person pressed "Sign in".
    property bool wantsSignIn: false
    readonly property bool ended: stage === "home" && session.state === SessionModel.NeedsSignIn

    title: app.hasFamily ? app.family.name + " – Preggo" : "Preggo"
    width: 1180
    height: 820
    visible: true

    Connections {
        target: root.session
        function onStateChanged(): void {
            if (root.session.state === SessionModel.SignedIn)
                root.wantsSignIn = false;
        }
    }
    Binding {
        target: Theme
        property: "mode"
        value: root.app.settings.theme
    }
    Binding {
        target: Theme
        property: "pixelRatio"
        value: ground.Screen.devicePixelRatio
    }
    Binding {
        target: Theme
        property: "textScale"
        value: root.app.settings.textScale
    }
    Binding {
        target: Theme
        property: "reducedMotion"
        value: root.app.settings.reducedMotion
    }

    FocusScope {
        id: ground
        anchors.fill: parent
        focus: true
        LayoutMirroring.enabled: Application.layoutDirection === Qt.RightToLeft
        LayoutMirroring.childrenInherit: true

        LazyLoader {
            id: notices
            width: parent.width
            // Without an item it would keep the height of the last one.
            height: item ? (item as Item).implicitHeight : 0
            wanted: root.ended || root.app.trouble !== ""
            page: Qt.resolvedUrl("Notices.qml")
            properties: ({"shown": root})
        }
        Loader {
            id: stageLoader
            objectName: "stage"
            anchors.top: notices.bottom
            anchors.bottom: parent.bottom
            width: parent.width
            focus: true
            onLoaded: forceActiveFocus(Qt.OtherFocusReason)

            Connections {
                target: stageLoader.item as HomeShell
                function onSignInRequested(): void {
                    root.wantsSignIn = true;
                }
            }
            readonly property string stage: root.stage
            property string loaded
            onStageChanged: show()
            Component.onCompleted: show()

            function show(): void {
                // Once a stage: to set the same source again is to make the page again.
                if (loaded === root.stage)
                    return;
                loaded = root.stage;
                switch (root.stage) {
                case "unsent": return setSource("../Outbox/UnsentPage.qml", {"focus": true, "unsent": root.app.unsent});
                case "starting": return setSource("Starting.qml");
                case "codes": return setSource("../Account/RecoveryCodesPage.qml", {"focus": true, "session": root.session});
                case "keyStore": return setSource("../Account/KeyStorePage.qml", {"focus": true, "session": root.session});
                case "signIn": return setSource("../Account/SignInPage.qml", {"focus": true, "session": root.session});
                case "firstFamily": return setSource("../Family/FirstFamilyPage.qml", {"focus": true, "family": root.app.family});
                case "home": return setSource("HomeShell.qml", {"focus": true, "app": root.app});
                }
            }
        }
        Connections {
            target: stageLoader.item
            ignoreUnknownSignals: true
            function onSignOutRequested(): void {
                root.session.signOut(false);
            }
        }
    }
}
