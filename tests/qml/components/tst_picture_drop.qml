// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtTest
import Preggo.Composer

TestCase {
    id: test
    name: "PictureDrop"

    Component {
        id: areas
        PictureDrop {
            property var files: []
            property string format: ""
            onFilesDropped: dropped => files = dropped.map(String)
            onDataDropped: bytes => format = bytes
        }
    }

    function test_whatIsTaken_data() {
        return [
            {"tag": "files", "formats": ["text/uri-list"], "urls": ["file:///a.jpg", "file:///b.png"], "files": 2, "format": ""},
            {"tag": "a file with its look", "formats": ["image/png", "text/uri-list"], "urls": ["file:///a.jpg"], "files": 1, "format": ""},
            {"tag": "out of a browser", "formats": ["text/html", "image/jpeg", "text/uri-list"], "urls": ["https://example.org/a"],
                "files": 0, "format": "image/jpeg"},
            {"tag": "pixels alone", "formats": ["image/webp"], "urls": [], "files": 0, "format": "image/webp"},
            // The model says what to do with an address.
            {"tag": "an address alone", "formats": ["text/uri-list"], "urls": ["https://example.org/a"], "files": 1, "format": ""}];
    }
    function test_whatIsTaken(data) {
        const area = createTemporaryObject(areas, test);
        area.take({"formats": data.formats, "urls": data.urls.map(url => Qt.url(url)), "getDataAsArrayBuffer": format => format});
        compare(area.files.length, data.files);
        compare(area.format, data.format);
    }
}
