// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// One picture as large as its place, and closer: by two fingers, the wheel or a double tap, all of which keep the
/// point beneath them where it is. Close up, the picture comes once more in its own pixels.
Item {
    id: root

    /// A pictureItem.
    required property var picture
    property int position: 1
    property int total: 1

    /// 1 shows all of it.
    property real zoom: 1
    readonly property bool closer: zoom > 1.001
    /// Twice its own pixels, and always enough to see something.
    readonly property real zoomMost: Math.max(4, 2 * ownPixels)
    /// The zoom at which one pixel of it is one of the screen.
    readonly property real ownPixels: picture.width / Math.max(1, fitted.width * Theme.pixelRatio)
    readonly property size fitted: {
        const w = picture.width > 0 ? picture.width : width;
        const h = picture.height > 0 ? picture.height : height;
        const by = Math.min(width / w, height / h);
        return Qt.size(w * by, h * by);
    }
    readonly property Flickable view: flick

    function zoomTo(wanted: real, x: real, y: real): void {
        const to = Math.min(zoomMost, Math.max(1, wanted));
        const by = to / zoom;
        // From the picture's own corner: where it is smaller than its place, it stands in the middle.
        const left = (flick.contentX + x - sheet.x) * by - x;
        const top = (flick.contentY + y - sheet.y) * by - y;
        zoom = to;
        flick.contentX = Math.max(0, Math.min(flick.contentWidth - width, left + sheet.x));
        flick.contentY = Math.max(0, Math.min(flick.contentHeight - height, top + sheet.y));
    }
    /// From the middle; `by` above 1 goes closer.
    function step(by: real): void {
        zoomTo(zoom * by, width / 2, height / 2);
    }
    function fit(): void {
        zoomTo(1, 0, 0);
    }
    function pan(right: real, down: real): void {
        flick.contentX = Math.max(0, Math.min(flick.contentWidth - width, flick.contentX + right));
        flick.contentY = Math.max(0, Math.min(flick.contentHeight - height, flick.contentY + down));
    }
    onWidthChanged: fit()
    onHeightChanged: fit()

    Flickable {
        id: flick
        anchors.fill: parent
        contentWidth: Math.max(root.width, sheet.width)
        contentHeight: Math.max(root.height, sheet.height)
        interactive: root.closer
        boundsBehavior: Flickable.StopAtBounds

        Item {
            id: sheet
            x: Math.max(0, (root.width - width) / 2)
            y: Math.max(0, (root.height - height) / 2)
            width: root.fitted.width * root.zoom
            height: root.fitted.height * root.zoom

            PictureTile {
                width: root.fitted.width
                height: root.fitted.height
                scale: root.zoom
                transformOrigin: Item.TopLeft
                enabled: failed // else every touch is for the view
                crop: false
                cornerRadius: 0
                source: root.picture.source
                placeholder: root.picture.placeholder
                alt: root.picture.alt
                position: root.position
                total: root.total
                background: null
            }
            LazyLoader {
                anchors.fill: parent
                wanted: root.closer
                page: Qt.resolvedUrl("OwnPixels.qml")
                properties: ({"picture": root.picture})
            }
        }
        Item {
            width: flick.contentWidth
            height: flick.contentHeight

            WheelHandler {
                acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
                onWheel: event => root.zoomTo(root.zoom * Math.pow(1.0015, event.angleDelta.y),
                    event.x - flick.contentX, event.y - flick.contentY)
            }
            PinchHandler {
                id: pinch
                property real begun: 1
                target: null
                onActiveChanged: begun = root.zoom
                onActiveScaleChanged: {
                    if (active)
                        root.zoomTo(begun * activeScale, centroid.position.x - flick.contentX,
                            centroid.position.y - flick.contentY);
                }
            }
            TapHandler {
                onDoubleTapped: point => root.zoomTo(root.closer ? 1 : Math.max(2.5, root.ownPixels),
                    point.position.x - flick.contentX, point.position.y - flick.contentY)
            }
        }
    }
}
