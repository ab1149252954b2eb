// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQml
import Preggo.Models
import Preggo.Theme

/// Every page and state that is looked at, by name. prepare() runs before the window exists, arrive() after.
QtObject {
    readonly property var names: ["signIn", "signUp", "signInWrong", "codes", "keyStore", "firstFamily", "createFamily",
        "joinFamily", "starting", "feed", "feedNew", "feedOffline", "feedEmpty", "feedLoading", "feedEnd", "feedUndo", "react",
        "menu", "post", "reply", "viewer", "viewerClose", "viewerDetails", "album", "albumChoosing", "albumEmpty", "compare", "composer", "ultrasound", "cover", "crop", "outbox", "outboxEmpty", "family", "invite", "calendar", "settings", "diagnostics", "signOut", "ended", "trouble", "cannotStart", "unsent", "unsentSaved"]

    function prepare(name, app) {
        switch (name) {
        case "signIn": case "signUp":
            app.session.state = SessionModel.SignedOut; app.signedIn = false; break;
        case "signInWrong":
            app.session.state = SessionModel.SignedOut; app.signedIn = false;
            app.session.errorField = "password";
            app.session.errorText = "Address and password do not fit together. Try again, or set a new password with a recovery code."; break;
        case "codes":
            app.session.recoveryCodes = ["K7QM-2VXY", "9SRT-4HPA", "W3EN-8KJD", "B5FC-6GLM", "Q2ZX-7VNH", "T4RW-9PSK", "J6MD-3BYC", "F8HA-5QEL", "N9GK-2TXV", "P3CW-8RJM"]; break;
        case "keyStore": app.session.keyStoreMissing = true; break;
        case "firstFamily": case "createFamily": case "joinFamily": case "calendar": app.hasFamily = false; break;
        case "starting": app.session.state = SessionModel.Starting; break;
        case "feedNew": app.feed.newCount = 3; break;
        case "feedOffline":
            app.status.online = false; app.status.connected = false; app.status.waiting = 3;
            app.status.text = "From yesterday 18:40. No connection. · 3 waiting to send"; break;
        case "feedEmpty": app.feed.rows = []; break;
        case "albumEmpty": app.album.weeks = []; break;
        case "feedLoading": app.feed.rows = []; app.feed.loading = true; break;
        case "outboxEmpty": app.outbox.rows = []; app.outbox.waiting = 0; app.outbox.refused = 0; break;
        case "outbox": app.status.text = "No connection. 2 waiting to send"; app.status.connected = false; break;
        case "signOut": app.session.unsentCount = 2; break;
        case "trouble": app.trouble = "The list of what waits was damaged and has been repaired. The damaged file is kept as outbox-damaged.db."; break;
        case "cannotStart": // nobody's settings are read for it
            Theme.mode = app.settings.theme; Theme.textScale = app.settings.textScale; break;
        case "unsentSaved":
            app.unsent.resultText = "Saved in /home/nora/Documents/Preggo unsent: 3 texts and 2 pictures."; // falls through
        case "unsent":
            app.unsent.shown = true; app.signedIn = false; app.hasFamily = false; break;
        case "ended": app.session.state = SessionModel.NeedsSignIn; break;
        }
        if (name !== "outbox")
            app.outbox.refused = 0;
    }

    /// The window of a scene, and its properties beside the size.
    function windowOf(name) {
        return name === "cannotStart" ? "CannotStart" : "Main";
    }
    function propertiesOf(name, app) {
        return name === "cannotStart" ? {"sentence": "Preggo is open already. Use that window, or close it first."} : {"app": app};
    }

    /// `stage` is the page that Main shows; any of several types.
    function arrive(name, stage, app) {
        switch (name) {
        case "signUp": stage.mode = "signUp"; break;
        case "createFamily": stage.mode = "create"; break;
        case "joinFamily": stage.mode = "join"; app.family.previewInvite("X"); break;
        case "feedEnd": find(stage, "feedList").positionViewAtEnd(); break;
        case "feedUndo": app.feed.removePost("p1"); break;
        case "react": press(stage, "React"); break;
        case "menu": press(stage, "More for this post"); break;
        case "post": stage.openPost("p1"); break;
        case "reply": stage.openPost("p1"); app.lastThread.replyTo("c1"); app.lastThread.draftText = "Yes, come on Sunday."; break;
        case "viewer": stage.openPictures(app.feed.get(1).pictures, 0); break;
        case "viewerClose":
            stage.openPictures(app.feed.get(1).pictures, 1);
            press(stage, "Closer"); press(stage, "Closer"); break;
        case "viewerDetails":
            stage.openPictures(app.album.pictures, 0);
            press(stage, "About this picture"); break;
        case "album": case "albumEmpty": stage.go("album"); break;
        case "albumChoosing": choose(stage, 1); break;
        case "compare": choose(stage, 2); break;
        case "composer": stage.compose(); break;
        case "ultrasound": compose(stage, app); break;
        case "cover": case "crop": edit(stage, app, name); break;
        case "outbox": case "outboxEmpty": stage.openOutbox(); break;
        case "family": stage.go("family"); break;
        case "invite": stage.go("family"); press(stage, "Invite someone"); app.family.createInvite("viewer", ""); break;
        case "calendar": stage.mode = "create"; press(stage, "Choose a day"); break;
        case "settings": stage.go("me"); break;
        case "diagnostics": stage.go("me"); press(stage, "How fast Preggo is here"); break;
        case "signOut": stage.go("me"); press(stage, "Sign out"); break;
        }
    }

    function compose(stage, app) {
        stage.compose();
        app.lastComposer.kind = "ultrasound";
    }

    function choose(stage, count) {
        stage.go("album");
        press(stage, "Compare two pictures");
        const page = find(stage, "albumList").parent;
        for (const place of [1, 14].slice(0, count))
            page.pick(place);
    }

    function edit(stage, app, mode) {
        compose(stage, app);
        find(stage, "pictureThumb").activated();
        const editor = find(stage, "pictureEditor");
        editor.mode = mode;
        if (mode === "crop") {
            editor.history.turn(true);
            editor.history.setViewCrop(Qt.rect(0.12, 0.2, 0.7, 0.55));
        } else {
            editor.history.addViewBox(Qt.rect(0.05, 0.06, 0.4, 0.1));
            editor.addBox();
        }
    }

    /// Depth first, what is visible.
    function find(item, name) {
        if (item.objectName === name)
            return item;
        for (let i = 0; i < item.children.length; ++i) {
            const child = item.children[i];
            const found = child.visible ? find(child, name) : null;
            if (found)
                return found;
        }
        return null;
    }

    function button(item, text) {
        if (item.text === text && item.clicked !== undefined)
            return item;
        for (let i = 0; i < item.children.length; ++i) {
            const child = item.children[i];
            const found = child.visible ? button(child, text) : null;
            if (found)
                return found;
        }
        return null;
    }

    function press(item, text) {
        button(item, text).clicked();
    }
}
