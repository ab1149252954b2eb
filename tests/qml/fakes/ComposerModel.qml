// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQml
import Preggo.Models

/// Canned.
QtObject {
    id: root
    property string text: "The crib is up. It took two grandfathers, one missing screw and a lot of cake."
    property string kind: "update"
    property string milestone: ""
    property date occurredOn: new Date()
    property PictureListModel pictures: PictureListModel { }
    property int remaining: 10000 - text.length
    property int picturesLeft: 18
    property bool canSend: text !== "" && remaining >= 0
    property bool busy: false
    property bool isEdit: false
    property bool released: false
    property var calls: []
    signal sent()
    signal failed(string text)
    function note(name: string, args: var): void { calls = calls.concat([{"name": name, "args": args}]); }
    function addPictures(urls: var): void { note("addPictures", [urls]); }
    property bool hasLibrary: false
    property bool hasCamera: false
    property bool pictureInClipboard: false
    function addPictureData(bytes: var): void { note("addPictureData", [bytes.byteLength]); }
    function pastePictures(): bool { note("pastePictures", []); return pictureInClipboard; }
    function openLibrary(): bool { return hasLibrary; }
    function openCamera(): bool { return hasCamera; }
    function removePicture(row: int): void { pictures.take(row); }
    function movePicture(from: int, to: int): void { pictures.move(from, to); }
    function setAlt(row: int, alt: string): void { pictures.set(row, "alt", alt); }
    function editPicture(row: int, turns: int, crop: rect, boxes: var): void { note("editPicture", [row, turns, crop, boxes]); }
    function send(): void { note("send", [text]); sent(); }
    function discard(): void { text = ""; }
    function saveDraft(): void { note("saveDraft", []); }
    function release(): void { released = true; }
}
