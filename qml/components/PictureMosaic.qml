// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// The pictures of a post in their true proportions: one up to 4:5, two side by side, three as one and two, four and
/// more as a grid with "+n". The height follows from the sizes in the row, so nothing moves when a picture arrives.
Item {
    id: root

    /// list<pictureItem>: width, height, alt, source, placeholder. A list of value types has no QML type name on Qt 6.4.
    required property var pictures
    property int gap: Theme.space1
    property int cornerRadius: Theme.radiusCard
    readonly property int count: pictures ? pictures.length : 0
    readonly property int shown: Math.min(4, count)
    /// One rectangle a visible tile, in our coordinates.
    readonly property var tiles: layout(width)
    signal opened(int index)

    implicitHeight: count === 0 || tiles.length === 0 ? 0 : lowest(tiles)
    height: implicitHeight

    function lowest(list: var): real {
        let end = 0;
        for (const tile of list)
            end = Math.max(end, tile.y + tile.height);
        return end;
    }

    /// Width over height, kept between a tall portrait and a wide panorama; a square where it is not known.
    function aspect(index: int, least: real, most: real): real {
        const picture = pictures[index];
        if (!(picture.width > 0 && picture.height > 0))
            return 1;
        return Math.min(most, Math.max(least, picture.width / picture.height));
    }

    function layout(w: real): var {
        if (w <= 0 || count === 0)
            return [];
        if (count === 1)
            return [Qt.rect(0, 0, w, Math.round(w / aspect(0, 0.8, 2.4)))];
        if (count === 2)
            return pair(w);
        return count === 3 ? trio(w) : quartet(w);
    }

    function pair(w: real): var {
        const a = aspect(0, 0.6, 1.6);
        const b = aspect(1, 0.6, 1.6);
        const h = Math.round((w - gap) / (a + b));
        const left = Math.round(h * a);
        return [Qt.rect(0, 0, left, h), Qt.rect(left + gap, 0, w - gap - left, h)];
    }

    function trio(w: real): var {
        const half = Math.round((w - gap) / 2);
        if (aspect(0, 0.1, 10) > 1.2) {
            const top = Math.round(w / aspect(0, 1.5, 2.4));
            const low = Math.round(half / 1.25);
            return [Qt.rect(0, 0, w, top), Qt.rect(0, top + gap, half, low), Qt.rect(half + gap, top + gap, w - half - gap, low)];
        }
        const left = Math.round((w - gap) * 0.6);
        const h = Math.round(left / aspect(0, 0.75, 1));
        const upper = Math.round((h - gap) / 2);
        return [Qt.rect(0, 0, left, h), Qt.rect(left + gap, 0, w - left - gap, upper),
            Qt.rect(left + gap, upper + gap, w - left - gap, h - upper - gap)];
    }

    function quartet(w: real): var {
        const half = Math.round((w - gap) / 2);
        const h = Math.round(half * 0.8);
        return [Qt.rect(0, 0, half, h), Qt.rect(half + gap, 0, w - half - gap, h),
            Qt.rect(0, h + gap, half, h), Qt.rect(half + gap, h + gap, w - half - gap, h)];
    }

    Repeater {
        model: root.shown
        PictureTile {
            required property int index
            readonly property rect place: root.tiles[index] ?? Qt.rect(0, 0, 0, 0)
            readonly property var picture: root.pictures[index]
            x: root.LayoutMirroring.enabled ? root.width - place.x - place.width : place.x
            y: place.y
            width: place.width
            height: place.height
            source: picture ? picture.source : ""
            placeholder: picture ? picture.placeholder : ""
            alt: picture ? picture.alt : ""
            position: index + 1
            total: root.count
            more: index === 3 ? root.count - 4 : 0
            cornerRadius: root.cornerRadius
            onClicked: root.opened(index)
        }
    }
}
