// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "edit_history.h"

#include <algorithm>
#include <utility>

namespace preggo {

namespace {

/// A part after a quarter turn clockwise of the whole.
QRectF clockwise(const QRectF &part)
{
    return {1 - part.bottom(), part.left(), part.height(), part.width()};
}

/// Within the whole, forwards, and no smaller than can be taken hold of.
QRectF tidy(const QRectF &part)
{
    const QRectF forwards = part.normalized();
    const double width = std::clamp(forwards.width(), EditHistory::kSmallest, 1.0);
    const double height = std::clamp(forwards.height(), EditHistory::kSmallest, 1.0);
    return {
        std::clamp(forwards.x(), 0.0, 1 - width), std::clamp(forwards.y(), 0.0, 1 - height), width, height};
}

} // namespace

QRectF EditHistory::turned(QRectF part) const
{
    for (int i = 0; i < m_now.quarterTurns; ++i)
        part = clockwise(part);
    return part;
}

QRectF EditHistory::turnedBack(QRectF part) const
{
    for (int i = m_now.quarterTurns; i < 4 && m_now.quarterTurns > 0; ++i)
        part = clockwise(part);
    return part;
}

QVariantList EditHistory::boxes() const
{
    QVariantList list;
    for (const QRectF &box : m_now.boxes)
        list.append(box);
    return list;
}

bool EditHistory::isDirty() const
{
    return m_now != State{};
}

QRectF EditHistory::viewBox(int index) const
{
    return index >= 0 && index < boxCount() ? turned(m_now.boxes.at(index)) : QRectF();
}

void EditHistory::set(const State &state)
{
    if (state == m_now)
        return;
    m_now = state;
    Q_EMIT changed();
}

void EditHistory::begin()
{
    if (!m_before.isEmpty() && m_before.last() == m_now)
        return; // nothing came of the last step
    m_before.append(m_now);
    if (m_before.size() > kStepsMax)
        m_before.removeFirst();
    Q_EMIT changed();
}

void EditHistory::turn(bool clockwise)
{
    begin();
    State next = m_now;
    next.quarterTurns = (next.quarterTurns + (clockwise ? 1 : 3)) % 4;
    set(next);
}

void EditHistory::setViewCrop(const QRectF &part)
{
    State next = m_now;
    next.crop = turnedBack(tidy(part));
    set(next);
}

int EditHistory::addViewBox(const QRectF &part)
{
    if (isFull())
        return -1;
    begin();
    State next = m_now;
    next.boxes.append(turnedBack(tidy(part)));
    set(next);
    return boxCount() - 1;
}

void EditHistory::setViewBox(int index, const QRectF &part)
{
    if (index < 0 || index >= boxCount())
        return;
    State next = m_now;
    next.boxes[index] = turnedBack(tidy(part));
    set(next);
}

void EditHistory::removeBox(int index)
{
    if (index < 0 || index >= boxCount())
        return;
    begin();
    State next = m_now;
    next.boxes.removeAt(index);
    set(next);
}

void EditHistory::undo()
{
    while (!m_before.isEmpty()) {
        const State before = m_before.takeLast();
        if (before == m_now)
            continue; // a step of which nothing came
        m_now = before;
        break;
    }
    Q_EMIT changed();
}

} // namespace preggo
