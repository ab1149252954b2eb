// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/qml/screenshots/page_items.h"
#include "tests/qml/screenshots/stage.h"

#include <QAccessible>
#include <QGuiApplication>
#include <QJSValue>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace preggo {

/// The album and what leads out of it, by mouse and by keys, on canned models.
class AlbumTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QAccessible::setActive(true); }
    void init() { QTest::failOnWarning(QRegularExpression(u"^qrc:"_s)); }
    void itHasAsManyColumnsAsFit();
    void aTapOnAPictureShowsItAmongAll();
    void keysGoFromPictureToPicture();
    void twoAreLaidSideBySideTheEarlierFirst();
    void choosingEndsByEscapeOrByTakingBack();
    void bothComeCloserTogether();
    void theViewerTellsAndLeadsToThePost();
    void whatIsReadOnlyWhereSomebodyLooks();
    void thePlaceOfEachPictureIsSaid();
    void whatCannotBeReadIsTold();

private:
    [[nodiscard]] bool open(const QString &scene = u"album"_s, QSize size = {1440, 900})
    {
        Look look;
        look.size = size;
        if (!m_stage.show(scene, look) || m_stage.picture().isNull())
            return false;
        m_stage.window()->requestActivate();
        return QTest::qWaitForWindowActive(m_stage.window());
    }
    [[nodiscard]] QQuickItem *root() { return m_stage.window()->contentItem(); }
    [[nodiscard]] QQuickItem *page() { return itemNamed(root(), u"albumList"_s)->parentItem(); }
    [[nodiscard]] QObject *album() { return m_stage.app()->property("album").value<QObject *>(); }
    void key(int key) { QTest::keyClick(m_stage.window(), static_cast<Qt::Key>(key)); }
    void press(QQuickItem *item)
    {
        const QPointF middle = item->mapToScene(QPointF(item->width() / 2, item->height() / 2));
        QTest::mouseClick(m_stage.window(), Qt::LeftButton, {}, middle.toPoint());
    }
    /// The visible tiles, in the order of drawing.
    static void collect(QQuickItem *item, QVector<QQuickItem *> &tiles)
    {
        if (item->isVisible() && QByteArrayView(item->metaObject()->className()).startsWith("AlbumTile"))
            tiles.append(item);
        const auto children = item->childItems();
        for (auto *child : children)
            collect(child, tiles);
    }
    [[nodiscard]] QVector<QQuickItem *> tiles()
    {
        QVector<QQuickItem *> found;
        collect(root(), found);
        return found;
    }
    [[nodiscard]] static QString idOf(const QVariant &picture)
    {
        return picture.value<QJSValue>().property(u"mediaId"_s).toString();
    }

    Stage m_stage;
};

void AlbumTest::itHasAsManyColumnsAsFit()
{
    QVERIFY(open(u"album"_s, {320, 640}));
    QCOMPARE(album()->property("columns").toInt(), 3);
    QVERIFY(open(u"album"_s, {1440, 900}));
    QVERIFY(album()->property("columns").toInt() > 5);
}

void AlbumTest::aTapOnAPictureShowsItAmongAll()
{
    QVERIFY(open());
    press(tiles().at(4));
    QTRY_VERIFY(firstOf(root(), "PictureViewer"));
    auto *viewer = firstOf(root(), "PictureViewer");
    QCOMPARE(viewer->property("index").toInt(), 4);
    QTRY_COMPARE(idOf(viewer->property("current")), u"a4"_s);
    key(Qt::Key_Right);
    QTRY_COMPARE(idOf(viewer->property("current")), u"a5"_s);
    key(Qt::Key_Escape);
    QTRY_VERIFY(!firstOf(root(), "PictureViewer"));
}

void AlbumTest::keysGoFromPictureToPicture()
{
    QVERIFY(open());
    key(Qt::Key_Right);
    key(Qt::Key_Right);
    QCOMPARE(page()->property("at").toInt(), 2);
    QTRY_VERIFY(tiles().at(2)->hasActiveFocus());
    key(Qt::Key_Left);
    key(Qt::Key_Down);
    QCOMPARE(page()->property("at").toInt(), 1 + album()->property("columns").toInt());
    key(Qt::Key_Return);
    QTRY_VERIFY(firstOf(root(), "PictureViewer"));
}

void AlbumTest::twoAreLaidSideBySideTheEarlierFirst()
{
    QVERIFY(open(u"albumChoosing"_s));
    QVERIFY(tiles().at(1)->property("chosen").toBool());
    press(tiles().at(9));
    QTRY_VERIFY(firstOf(root(), "ComparePage"));
    auto *compared = firstOf(root(), "ComparePage");
    QCOMPARE(idOf(compared->property("first")), u"a9"_s); // of an older week
    QCOMPARE(idOf(compared->property("second")), u"a1"_s);
    key(Qt::Key_Escape);
    QTRY_VERIFY(!firstOf(root(), "ComparePage"));
    QVERIFY(!page()->property("choosing").toBool());
}

void AlbumTest::choosingEndsByEscapeOrByTakingBack()
{
    QVERIFY(open(u"albumChoosing"_s));
    press(tiles().at(1));
    QVERIFY(!tiles().at(1)->property("chosen").toBool());
    QVERIFY(page()->property("choosing").toBool());
    key(Qt::Key_Escape);
    QVERIFY(!page()->property("choosing").toBool());
    press(tiles().at(1));
    QTRY_VERIFY(firstOf(root(), "PictureViewer"));
}

void AlbumTest::bothComeCloserTogether()
{
    QVERIFY(open(u"compare"_s));
    auto *compared = firstOf(root(), "ComparePage");
    QVERIFY(compared);
    const auto zoomOf = [&](const char *side) {
        const auto *picture = compared->findChild<QQuickItem *>(QString::fromLatin1(side));
        return picture ? picture->property("view").value<QObject *>()->property("zoom").toDouble() : 0;
    };
    key(Qt::Key_Plus);
    QCOMPARE(zoomOf("earlier"), 1.5);
    QCOMPARE(zoomOf("later"), 1.5);
    key(Qt::Key_0);
    QCOMPARE(zoomOf("earlier"), 1.0);
    QCOMPARE(zoomOf("later"), 1.0);
}

void AlbumTest::theViewerTellsAndLeadsToThePost()
{
    QVERIFY(open(u"viewerDetails"_s));
    auto *details = firstOf(root(), "PictureDetails");
    QVERIFY(details);
    key(Qt::Key_I);
    QVERIFY(!details->isVisible());
    key(Qt::Key_I);
    QVERIFY(details->isVisible());
    QVERIFY(QMetaObject::invokeMethod(details, "postWanted", Q_ARG(QString, u"p1"_s)));
    QTRY_VERIFY(firstOf(root(), "PostPage"));
    QVERIFY(!firstOf(root(), "PictureViewer"));
}

void AlbumTest::whatIsReadOnlyWhereSomebodyLooks()
{
    QVERIFY(open());
    QVERIFY(album()->property("shown").toBool());
    press(tiles().at(0));
    QTRY_VERIFY(firstOf(root(), "PictureViewer"));
    QVERIFY(!album()->property("shown").toBool());
    key(Qt::Key_Escape);
    QTRY_VERIFY(album()->property("shown").toBool());
}

void AlbumTest::thePlaceOfEachPictureIsSaid()
{
    QVERIFY(open());
    auto *tile = QAccessible::queryAccessibleInterface(tiles().at(2));
    QVERIFY(tile);
    QCOMPARE(tile->text(QAccessible::Name), u"Picture, 3 of 19"_s);
    QCOMPARE(tile->role(), QAccessible::Button);
    QVERIFY(open(u"albumChoosing"_s));
    tile = QAccessible::queryAccessibleInterface(tiles().at(1));
    QVERIFY(tile->state().checkable && tile->state().checked);
}

void AlbumTest::whatCannotBeReadIsTold()
{
    QVERIFY(open());
    QVERIFY(QMetaObject::invokeMethod(album(), "noticed", Q_ARG(QString, u"The disk failed."_s)));
    QTRY_VERIFY(firstOf(root(), "HomeUndo"));
    QCOMPARE(firstOf(root(), "HomeUndo")->property("text").toString(), u"The disk failed."_s);
}

} // namespace preggo

int main(int argc, char **argv)
{
    qputenv("QT_QUICK_BACKEND", "software");
    // The pages are compiled for the real models; canned ones of the same name need them interpreted.
    qputenv("QML_DISABLE_DISK_CACHE", "1");
    QGuiApplication app(argc, argv);
    preggo::AlbumTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_album.moc"
