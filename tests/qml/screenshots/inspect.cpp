// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/qml/screenshots/inspect.h"

#include <QAccessible>
#include <QQuickItem>

using namespace Qt::Literals::StringLiterals;

namespace preggo {

namespace {

constexpr qreal kTarget = 44;
/// Line boxes of neighbours may touch; letters do not within this.
constexpr qreal kTouch = 4;

struct Words
{
    QQuickItem *item;
    QRectF place;
};

bool isA(const QQuickItem *item, const char *type)
{
    return item->inherits(type);
}

bool isOrExtends(const QQuickItem *item, const char *qmlType)
{
    for (const QMetaObject *type = item->metaObject(); type; type = type->superClass()) {
        if (QByteArrayView(type->className()).startsWith(qmlType))
            return true;
    }
    return false;
}

bool within(const QQuickItem *item, const char *qmlType)
{
    for (; item; item = item->parentItem()) {
        if (isOrExtends(item, qmlType))
            return true;
    }
    return false;
}

QString textOf(const QQuickItem *item)
{
    return item->property("text").toString().simplified().left(40);
}

/// What is left of the item after all that clip it; empty where it is scrolled away.
QRectF visiblePart(const QQuickItem *item, const QSizeF &window)
{
    QRectF part = item->mapRectToScene(item->boundingRect()) & QRectF(QPointF(), window);
    for (const auto *up = item->parentItem(); up; up = up->parentItem()) {
        if (up->clip() || isA(up, "QQuickFlickable"))
            part &= up->mapRectToScene(up->boundingRect());
    }
    return part;
}

bool scrollsSideways(const QQuickItem *item)
{
    for (; item; item = item->parentItem()) {
        if (isA(item, "QQuickFlickable") && item->property("contentWidth").toReal() > item->width() + 1)
            return true;
    }
    return false;
}

void checkWords(QQuickItem *item, const QSizeF &window, QVector<Words> &all, QStringList &findings)
{
    const QString text = textOf(item);
    if (text.isEmpty() || item->width() <= 0)
        return;
    const qreal content = item->property("contentWidth").toReal();
    const bool shortened = item->property("maximumLineCount").toInt() < 100000;
    if (item->property("truncated").toBool() && !shortened)
        findings << u"cut off: \"%1\""_s.arg(text);
    if (content > item->width() + 1.5)
        findings << u"wider than its place by %1: \"%2\""_s.arg(qRound(content - item->width())).arg(text);
    const QRectF whole = item->mapRectToScene(item->boundingRect());
    if (!scrollsSideways(item) && (whole.left() < -1 || whole.right() > window.width() + 1))
        findings << u"leaves the window: \"%1\""_s.arg(text);
    QRectF ink = whole;
    if (item->property("effectiveHorizontalAlignment").toInt() == Qt::AlignRight)
        ink.setLeft(ink.right() - content);
    else if (item->property("effectiveHorizontalAlignment").toInt() == Qt::AlignLeft)
        ink.setWidth(content);
    const QRectF seen = ink & visiblePart(item, window);
    if (!seen.isEmpty())
        all.append({item, seen});
}

void checkButton(QQuickItem *item, const QSizeF &window, QStringList &findings)
{
    if (visiblePart(item, window).isEmpty())
        return;
    auto *spoken = QAccessible::queryAccessibleInterface(item);
    const QString name = spoken ? spoken->text(QAccessible::Name) : QString();
    if (name.isEmpty())
        findings << u"no name for the screen reader: %1"_s.arg(
            QString::fromLatin1(item->metaObject()->className()));
    if (item->width() < kTarget - 0.5 || item->height() < kTarget - 0.5)
        findings << u"smaller than %1 px (%2 x %3): \"%4\""_s.arg(kTarget)
                        .arg(item->width())
                        .arg(item->height())
                        .arg(name);
}

void walk(QQuickItem *item, const QSizeF &window, QVector<Words> &words, QStringList &findings)
{
    if (!item->isVisible() || item->opacity() < 0.05)
        return;
    if (isA(item, "QQuickText"))
        checkWords(item, window, words, findings);
    if (isA(item, "QQuickAbstractButton") && item->isEnabled())
        checkButton(item, window, findings);
    const auto children = item->childItems();
    for (auto *child : children)
        walk(child, window, words, findings);
}

/// What is meant to lie above something else: 0 the page, 1 what floats over it, 2 what covers both.
int layerOf(const QQuickItem *item)
{
    if (within(item, "QQuickOverlay"))
        return 2;
    const bool floats = within(item, "Pill_") || within(item, "UndoBar_") || within(item, "DateThumb_")
        || within(item, "BottomBar_") || within(item, "FeedTop_");
    return floats ? 1 : 0;
}

void checkOverlaps(const QVector<Words> &words, QStringList &findings)
{
    for (qsizetype a = 0; a < words.size(); ++a) {
        for (qsizetype b = a + 1; b < words.size(); ++b) {
            if (layerOf(words[a].item) != layerOf(words[b].item))
                continue;
            const QRectF both = words[a].place & words[b].place;
            if (both.width() > kTouch && both.height() > kTouch)
                findings << u"on one another: \"%1\" and \"%2\""_s.arg(
                    textOf(words[a].item), textOf(words[b].item));
        }
    }
}

} // namespace

QStringList findingsOn(QQuickWindow *window)
{
    QStringList findings;
    QVector<Words> words;
    walk(window->contentItem(), window->size(), words, findings);
    checkOverlaps(words, findings);
    findings.removeDuplicates();
    return findings;
}

} // namespace preggo
