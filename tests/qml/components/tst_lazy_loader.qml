// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtTest
import Preggo.Components

TestCase {
    id: test
    name: "LazyLoader"

    readonly property url page: Qt.resolvedUrl("data/Needy.qml")

    Component {
        id: loaders
        LazyLoader {
            page: test.page
            properties: ({"owner": test})
        }
    }

    Component {
        id: eager
        LazyLoader {
            wanted: true
            page: test.page
            properties: ({"owner": test})
        }
    }

    function make(more) {
        return createTemporaryObject(loaders, test, more);
    }

    function test_nothingIsLoadedUntilItIsWanted() {
        const loader = make({"wanted": false});
        compare(loader.item, null);
        compare(String(loader.source), "");
        loader.wanted = true;
        compare(loader.item.owner, test);
    }

    function test_whatIsWantedAtOnceIsThere() {
        compare(createTemporaryObject(eager, test).item.owner, test);
    }

    function test_comesAndGoes() {
        const loader = make({"wanted": true});
        loader.wanted = false;
        tryCompare(loader, "item", null);
        loader.wanted = true;
        compare(loader.item.owner, test); // with its properties, also the second time
    }

    function test_whatIsKeptIsTheSameOne() {
        const loader = make({"wanted": true, "keep": true});
        const first = loader.item;
        loader.wanted = false;
        loader.wanted = true;
        compare(loader.item, first);
    }
}
