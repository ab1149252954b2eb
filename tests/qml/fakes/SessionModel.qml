// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQml

/// Canned: shows what it is given and notes what it is asked.
QtObject {
    enum State { Starting, SignedOut, Busy, SignedIn, NeedsSignIn }
    property int state: SessionModel.SignedIn
    property string userName: "Anna Berg"
    property string userId: "u1"
    property string errorText: ""
    property string errorField: ""
    property list<string> recoveryCodes: []
    property bool keyStoreMissing: false
    property int unsentCount: 0
    property var calls: []
    function note(name: string, args: var): void { calls = calls.concat([{"name": name, "args": args}]); }
    function signIn(address: string, password: string): void { note("signIn", [address, password]); }
    function signUp(name: string, address: string, password: string): void { note("signUp", [name, address, password]); }
    function recover(address: string, code: string, password: string): void { note("recover", [address, code, password]); }
    function signOut(discard: bool): void { note("signOut", [discard]); }
    function chooseSecretStore(store: string): void { note("chooseSecretStore", [store]); }
    function recoveryCodesSeen(): void { recoveryCodes = []; }
    function clearError(): void { errorText = ""; errorField = ""; }
}
