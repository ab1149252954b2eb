// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QObject>
#include <QRectF>
#include <QVariant>
#include <QVector>
#include <qqmlregistration.h>

namespace preggo {

/// What is being done to a picture in the editor: a turn, a crop, boxes, and the way back. Everything is a
/// part of the picture, 0 to 1. `crop` and `boxes` are parts of it as it came, which is what ComposerModel
/// takes; what begins with "view" is a part of it as it is shown, turned. Nothing here touches a pixel. Main
/// thread.
class EditHistory : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(int quarterTurns READ quarterTurns NOTIFY changed FINAL)
    Q_PROPERTY(QRectF crop READ crop NOTIFY changed FINAL)
    Q_PROPERTY(QVariantList boxes READ boxes NOTIFY changed FINAL)
    Q_PROPERTY(int boxCount READ boxCount NOTIFY changed FINAL)
    Q_PROPERTY(bool full READ isFull NOTIFY changed FINAL)
    Q_PROPERTY(QRectF viewCrop READ viewCrop NOTIFY changed FINAL)
    Q_PROPERTY(bool canUndo READ canUndo NOTIFY changed FINAL)
    Q_PROPERTY(bool isDirty READ isDirty NOTIFY changed FINAL)

public:
    static constexpr int kBoxesMax = 50; ///< PictureEdit's
    static constexpr int kStepsMax = 200; ///< the oldest are forgotten
    static constexpr double kSmallest = 0.02; ///< side of a box or a crop

    using QObject::QObject;

    [[nodiscard]] int quarterTurns() const { return m_now.quarterTurns; }
    [[nodiscard]] QRectF crop() const { return m_now.crop; }
    [[nodiscard]] QVariantList boxes() const;
    [[nodiscard]] int boxCount() const { return static_cast<int>(m_now.boxes.size()); }
    /// No further box has room.
    [[nodiscard]] bool isFull() const { return m_now.boxes.size() >= kBoxesMax; }
    [[nodiscard]] QRectF viewCrop() const { return turned(m_now.crop); }
    [[nodiscard]] bool canUndo() const { return !m_before.isEmpty(); }
    /// Something would change the picture.
    [[nodiscard]] bool isDirty() const;

    Q_INVOKABLE [[nodiscard]] QRectF viewBox(int index) const;
    /// What follows up to the next begin() is one step to undo: a drag sets many rectangles.
    Q_INVOKABLE void begin();
    Q_INVOKABLE void turn(bool clockwise);
    Q_INVOKABLE void setViewCrop(const QRectF &part);
    /// The index of the new box, -1 where there are too many.
    Q_INVOKABLE int addViewBox(const QRectF &part);
    Q_INVOKABLE void setViewBox(int index, const QRectF &part);
    Q_INVOKABLE void removeBox(int index);
    Q_INVOKABLE void undo();

Q_SIGNALS:
    void changed();

private:
    struct State
    {
        QVector<QRectF> boxes;
        QRectF crop{0, 0, 1, 1};
        int quarterTurns = 0; ///< 0 to 3
        friend bool operator==(const State &, const State &) = default;
    };

    [[nodiscard]] QRectF turned(QRectF part) const;
    [[nodiscard]] QRectF turnedBack(QRectF part) const;
    void set(const State &state);

    State m_now;
    QVector<State> m_before;
};

} // namespace preggo
