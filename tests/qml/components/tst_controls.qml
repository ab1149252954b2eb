// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtTest
import Preggo.Components
import Preggo.Theme

TestCase {
    id: test
    name: "Controls"
    width: 400
    height: 600
    visible: true
    when: windowShown

    Component { id: buttons; Button { text: "Send" } }
    Component { id: iconButtons; IconButton { symbol: "close"; text: "Close" } }
    Component { id: switches; Switch { text: "Less motion"; width: 300 } }
    Component { id: fields; TextField { label: "Name"; width: 300 } }
    Component { id: areas; TextArea { placeholderText: "Write"; width: 300 } }
    Component { id: bars; ReactionBar { width: 400; reactions: []; myReaction: ""; commentCount: 0 } }
    Component { id: undos; UndoBar { duration: 50; width: 300 } }
    Component { id: chips; Chip { text: "Photos"; checkable: true } }
    SignalSpy { id: spy }

    function init() {
        spy.clear();
        Theme.textScale = 1;
    }

    function test_targets_data() {
        return [{"tag": "button", "of": buttons}, {"tag": "icon button", "of": iconButtons}, {"tag": "switch", "of": switches},
            {"tag": "chip", "of": chips}];
    }

    function test_targets(data) {
        for (const scale of [1, 2]) {
            Theme.textScale = scale;
            const it = createTemporaryObject(data.of, test);
            verify(it.width >= 44 && it.height >= 44, it.width + " x " + it.height);
            verify(it.Accessible.name !== "");
        }
    }

    function test_keysPress_data() {
        return [{"tag": "space", "key": Qt.Key_Space}, {"tag": "return", "key": Qt.Key_Return}];
    }

    function test_keysPress(data) {
        const it = createTemporaryObject(buttons, test);
        spy.target = it;
        spy.signalName = "clicked";
        it.forceActiveFocus(Qt.TabFocusReason);
        verify(it.visualFocus);
        keyClick(data.key);
        compare(spy.count, 1);
    }

    function test_aDisabledButtonDoesNothing() {
        const it = createTemporaryObject(buttons, test, {"enabled": false});
        spy.target = it;
        spy.signalName = "clicked";
        mouseClick(it);
        compare(spy.count, 0);
    }

    function test_aLongButtonWrapsInsteadOfLeaving() {
        const it = createTemporaryObject(buttons, test, {"text": "See everything that is not sent yet and why", "width": 160});
        verify(it.implicitHeight > 60, it.implicitHeight);
    }

    function test_switchTellsOnce() {
        const it = createTemporaryObject(switches, test);
        spy.target = it;
        spy.signalName = "toggled";
        it.flip();
        verify(it.checked);
        compare(spy.count, 1);
    }

    function test_fieldSaysWhatIsWrong() {
        const it = createTemporaryObject(fields, test, {"errorText": "This name is too long."});
        tryVerify(() => it.implicitHeight > 80);
        const before = it.implicitHeight;
        it.errorText = "";
        tryVerify(() => it.implicitHeight < before);
    }

    function test_areaGrowsAndTabLeavesIt() {
        const it = createTemporaryObject(areas, test);
        const before = it.implicitHeight;
        it.text = "one\ntwo\nthree\nfour\nfive";
        verify(it.implicitHeight > before);
        it.forceActiveFocus();
        keyClick(Qt.Key_Tab);
        verify(it.text.indexOf("\t") < 0);
    }

    function test_areaShowsMarkupAsText() {
        const it = createTemporaryObject(areas, test);
        it.text = "<b>bold</b>";
        compare(it.getText(0, it.length), "<b>bold</b>");
    }

    function test_reactionBarShowsWhatWasGiven() {
        const it = createTemporaryObject(bars, test, {"reactions": [{"kind": "love", "count": 3, "mine": true}], "myReaction": "love"});
        spy.target = it;
        spy.signalName = "reacted";
        const love = findChild(it, "reaction-love");
        verify(love);
        waitForRendering(it);
        compare(love.Accessible.name, "Love, 3 reactions");
        mouseClick(love);
        compare(spy.count, 1);
        compare(spy.signalArguments[0][0], "love");
    }

    function test_reactionBarOfAViewerWhoMayNotReact() {
        const it = createTemporaryObject(bars, test, {"canReact": false, "reactions": [{"kind": "love", "count": 3, "mine": false}]});
        verify(!findChild(it, "reaction-love").enabled);
    }

    function test_undoGoesByItself() {
        const it = createTemporaryObject(undos, test);
        it.show("Post removed.", "Undo");
        verify(it.shown);
        tryVerify(() => !it.shown, 2000);
    }
}
