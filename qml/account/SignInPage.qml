// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Models
import Preggo.Theme

/// The way in: sign in, sign up, or come back with a recovery code. What is typed stays when something is wrong.
FocusScope {
    id: root

    required property SessionModel session
    /// "signIn", "signUp" or "recover".
    property string mode: "signIn"
    readonly property bool busy: session.state === SessionModel.Busy
    readonly property bool returning: session.state === SessionModel.NeedsSignIn

    function errorOf(field: string): string {
        return session.errorField === field ? session.errorText : "";
    }

    function change(to: string): void {
        session.clearError();
        // A new password is not the one that was just wrong.
        if (to !== mode && (to === "recover" || mode === "recover"))
            password.text = "";
        mode = to;
    }

    function submit(): void {
        if (busy)
            return;
        if (mode === "signUp")
            session.signUp(name.text, address.text, password.text);
        else if (mode === "recover")
            session.recover(address.text, code.text, password.text);
        else
            session.signIn(address.text, password.text);
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    ScrollColumn {
        anchors.fill: parent
        maximumWidth: Theme.formColumn
        centred: true

        Brand {
            width: parent.width
        }
        Label {
            width: parent.width
            text: root.returning ? qsTr("Please sign in again. Your feed and what waits to be sent are still here.")
                : root.mode === "signUp" ? qsTr("A private album for your family.")
                : root.mode === "recover" ? qsTr("Use one of your recovery codes and choose a new password.")
                : qsTr("Welcome back.")
            color: Theme.softInk
            lineHeight: Theme.lineHeight
            horizontalAlignment: Text.AlignHCenter
        }
        Banner {
            width: parent.width
            visible: root.session.errorText !== "" && root.session.errorField === ""
            text: root.session.errorText
            tone: "wrong"
        }
        TextField {
            id: name
            width: parent.width
            visible: root.mode === "signUp"
            label: qsTr("Your name")
            maximumLength: 100
            errorText: root.errorOf("name")
            onAccepted: address.forceActiveFocus()
        }
        TextField {
            id: address
            width: parent.width
            focus: true
            label: qsTr("E-mail address")
            inputMethodHints: Qt.ImhEmailCharactersOnly | Qt.ImhNoAutoUppercase
            errorText: root.errorOf("address")
            onAccepted: root.mode === "recover" ? code.forceActiveFocus() : password.forceActiveFocus()
        }
        TextField {
            id: code
            width: parent.width
            visible: root.mode === "recover"
            label: qsTr("Recovery code")
            inputMethodHints: Qt.ImhNoPredictiveText
            errorText: root.errorOf("code")
            onAccepted: password.forceActiveFocus()
        }
        TextField {
            id: password
            width: parent.width
            label: root.mode === "recover" ? qsTr("New password") : qsTr("Password")
            echoMode: TextInput.Password
            helpText: root.mode === "signIn" ? "" : qsTr("At least 8 characters. A short sentence is good.")
            errorText: root.errorOf("password")
            onAccepted: root.submit()
        }
        Button {
            objectName: "submit"
            width: parent.width
            kind: "primary"
            enabled: !root.busy
            text: root.busy ? qsTr("One moment…") : root.mode === "signUp" ? qsTr("Create account")
                : root.mode === "recover" ? qsTr("Set new password") : qsTr("Sign in")
            onClicked: root.submit()
        }
        Flow {
            width: parent.width
            visible: !root.busy
            Button {
                visible: root.mode !== "signIn"
                kind: "quiet"
                text: qsTr("I have an account")
                onClicked: root.change("signIn")
            }
            Button {
                visible: root.mode !== "signUp" && !root.returning
                kind: "quiet"
                text: qsTr("Create an account")
                onClicked: root.change("signUp")
            }
            Button {
                visible: root.mode !== "recover"
                kind: "quiet"
                text: qsTr("I forgot my password")
                onClicked: root.change("recover")
            }
        }
    }
}
