// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import Preggo.Models

/// Canned: posts of every kind and state.
CannedList {
    id: root
    enum Delivery { Sent, Saved, Sending, Waiting, Refused }
    property bool loading: false
    property bool atNewest: true
    property bool atOldest: true
    property bool reading: false
    property int newCount: 0
    property string filterKind: ""
    property string sortBy: "newest"
    property string emptyText: "Nothing here yet. The first post can be one sentence."
    property var calls: []
    signal postRemoved(string postId)
    signal noticed(string text)
    function note(name: string, args: var): void { calls = calls.concat([{"name": name, "args": args}]); }
    function react(postId: string, kind: string): void {
        note("react", [postId, kind]);
        const at = indexOf(postId);
        if (at >= 0)
            set(at, "myReaction", get(at).myReaction === kind ? "" : kind);
    }
    function removePost(postId: string): void {
        note("removePost", [postId]);
        take(indexOf(postId));
        postRemoved(postId);
    }
    function undoRemove(postId: string): void { note("undoRemove", [postId]); }
    function loadOlder(): void { note("loadOlder", []); }
    property int last: -1
    function shownUpTo(row: int): void { last = row; }
    function loadNewer(): void { note("loadNewer", []); }
    function showNewest(): void { note("showNewest", []); newCount = 0; }
    function jumpToDate(day: date): void { note("jumpToDate", [day]); }
    function retry(postId: string): void { note("retry", [postId]); }
    function dateAtFraction(fraction: real): date { return new Date(Date.now() - fraction * 180 * 86400000); }
    function fractionAt(row: int): real { return count > 1 ? row / (count - 1) : 0; }
    function indexOf(postId: string): int { return rows.findIndex(r => r.postId === postId); }
    function picture(n: string, w: int, h: int, alt: string): var {
        return {"mediaId": n, "width": w, "height": h, "alt": alt, "source": "image://preggo/m/" + n, "placeholder": "image://preggo/p/" + n,
            "postId": "p1", "authorName": "Anna", "weeks": 26, "days": 4, "day": new Date()};
    }
    function comment(who: string, initials: string, colour: int, text: string, delivery: int): var {
        return {"commentId": who + text, "authorName": who, "authorInitials": initials, "authorColor": colour, "text": text,
            "publishedAt": new Date(), "delivery": delivery};
    }
    function post(id: string, who: var, hours: real, text: string, more: var): var {
        return Object.assign({"postId": id, "kind": "update", "authorId": who[2], "authorName": who[0], "authorRelation": who[1],
            "authorInitials": who[2], "authorColor": who[3], "isMine": who[0] === "Anna", "text": text, "milestone": "", "weeks": 26,
            "days": 4, "publishedAt": new Date(Date.now() - hours * 3600000), "writtenAt": new Date(), "edited": false,
            "canEdit": who[0] === "Anna", "canDelete": who[0] === "Anna", "pictures": [], "reactions": [], "reactionTotal": 0,
            "myReaction": "", "reactionNames": "", "commentCount": 0, "comments": [], "delivery": FeedModel.Sent, "deliveryText": ""}, more);
    }
    readonly property var mum: ["Anna", "Mum", "AB", 0]
    readonly property var dad: ["Jonas", "Dad", "JB", 1]
    readonly property var grandma: ["Margarete", "Grandma", "ML", 4]
    readonly property var grandpa: ["Karl", "Grandpa", "KB", 5]
    rows: [
        post("p0", mum, 0.02, "Good morning from the two of us.", {"delivery": FeedModel.Saved,
            "deliveryText": "Saved on this device. It goes out when there is a network."}),
        post("p1", mum, 2.2, "The crib is up. It took two grandfathers, one missing screw and a lot of cake, but now it stands by the window where the light comes in the afternoon.",
            {"kind": "photo", "pictures": [picture("crib-morning", 1600, 1200, "The crib by the window"), picture("socks-yellow", 1200, 1600, "Tiny knitted socks"), picture("fruit-lemon", 1600, 1200, "A lemon beside a measuring tape")],
            "reactions": [{"kind": "love", "count": 3, "mine": false}, {"kind": "joy", "count": 1, "mine": false}], "reactionTotal": 4,
            "reactionNames": "Jonas, Margarete and 2 others", "commentCount": 7, "comments": [
            comment("Margarete", "ML", 4, "How beautiful. The light in this room is just right.", 0), comment("Karl", "KB", 5, "I found the screw.", 0)]}),
        post("p2", dad, 5.5, "", {"kind": "ultrasound", "days": 3, "pictures": [picture("scan-20", 1400, 1100, "Ultrasound: a profile")],
            "reactions": [{"kind": "love", "count": 3, "mine": true}, {"kind": "wow", "count": 2, "mine": false}], "reactionTotal": 5,
            "myReaction": "love", "reactionNames": "You, Margarete and 3 others", "commentCount": 1,
            "comments": [comment("Margarete", "ML", 4, "She has your nose, Jonas.", 0)]}),
        post("p3", grandma, 27, "The hat with the hearts is finished. Karl says it is for a doll, but he also measured the pram twice.",
            {"days": 2, "pictures": [picture("hat-rose", 1200, 1500, "A knitted hat with hearts"), picture("socks-blue", 1500, 1200, "Small blue socks")], "edited": true,
            "reactions": [{"kind": "hug", "count": 2, "mine": true}], "reactionTotal": 2, "myReaction": "hug", "reactionNames": "You and Jonas"}),
        post("p4", mum, 50, "A kick that Jonas felt with his hand. He did not say anything for a whole minute.",
            {"kind": "milestone", "milestone": "First kick that Dad felt", "days": 1, "reactions": [{"kind": "celebrate", "count": 4, "mine": false},
            {"kind": "love", "count": 2, "mine": false}], "reactionTotal": 6, "commentCount": 2,
            "comments": [comment("Karl", "KB", 5, "I remember that minute.", 0), comment("Anna", "AB", 0, "You cried, Mum told me.", 1)]}),
        post("p5", grandpa, 75, "Sorting the old photographs. Anna at the lake, Anna with the dog, Anna asleep on a suitcase.\n\nI had forgotten how small a person can be and how much room she takes. We bring the box on Sunday. There is one of your grandmother with a pram that looks like a ship, and one where nobody looks at the camera because the cake has just arrived. I will write the names on the back while I still know them all. Bring your glasses and something to drink, this takes a while, and it is a good while.",
            {"days": 0, "pictures": [picture("sea-noon", 1600, 1200, "A lake"), picture("cat-ginger", 1600, 1200, "A cat asleep"), picture("garden-tall", 1200, 1600, "Flowers as high as the knee"), picture("hills-day", 1600, 1200, "Green hills"), picture("wall-bunting", 1600, 1200, "A wall with bunting"), picture("sea-evening", 1600, 1200, "The sea in the evening")],
            "reactions": [{"kind": "joy", "count": 1, "mine": false}, {"kind": "hug", "count": 1, "mine": false}, {"kind": "pray", "count": 1, "mine": false}], "reactionTotal": 3}),
        post("p6", mum, 100, "Twenty-six weeks.", {"kind": "week", "days": 0, "delivery": FeedModel.Refused,
            "deliveryText": "Not sent: this picture is too large (31 MB, at most 25). Your text is kept."}),
        post("p7", dad, 200, "We told everyone. Nobody at work got anything done today.", {"kind": "celebration", "weeks": 25, "days": 1,
            "pictures": [picture("garden-bench", 2400, 1000, "A meadow before old trees")], "reactions": [{"kind": "celebrate", "count": 4, "mine": true}],
            "reactionTotal": 4, "myReaction": "celebrate"}),
        post("p8", grandma, 400, "Pancakes.", {"weeks": 24, "days": 0})]
}
