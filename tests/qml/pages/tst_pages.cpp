// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/qml/screenshots/inspect.h"
#include "tests/qml/screenshots/page_items.h"
#include "tests/qml/screenshots/stage.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QJSValue>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace preggo {

/// The pages as a whole, on canned models.
class PagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QAccessible::setActive(true); }
    void init() { QTest::failOnWarning(QRegularExpression(u"^qrc:"_s)); } // what QML says is wrong is
    void nothingIsCutOffTooSmallOrNameless_data();
    void nothingIsCutOffTooSmallOrNameless();
    void theInspectorFindsWhatIsWrong();
    void keysReactAndOpenAPost();
    void aTapOnAPictureShowsItLarge();
    void aPictureComesCloserAndBack();
    void arrowsGoOnUnlessAPictureIsClose();
    void ctrlNComposesAndEscapeKeepsTheText();
    void aPictureIsCoveredByKeysAlone();
    void aPictureInTheClipboardIsNoText();
    void undoBringsAPostBack();
    void rightToLeftMirrorsTheBars();
    void signingOutAsksFirst();
    void troubleWithTheDataIsSaid();
    void whatIsOverTakesNoRoom();
    void whatANewerVersionLeftCanBeSaved();

private:
    [[nodiscard]] QVariantList callsOf(const char *part);
    [[nodiscard]] QObject *part(const char *name) { return m_stage.app()->property(name).value<QObject *>(); }
    [[nodiscard]] QObject *shell();
    [[nodiscard]] bool activate();
    [[nodiscard]] QQuickItem *openViewer();
    Stage m_stage;
};

QVariantList PagesTest::callsOf(const char *name)
{
    return part(name)->property("calls").toList();
}

QObject *PagesTest::shell()
{
    return m_stage.window()->findChild<QObject *>(u"stage"_s)->property("item").value<QObject *>();
}

bool PagesTest::activate()
{
    m_stage.window()->requestActivate();
    return QTest::qWaitForWindowActive(m_stage.window());
}

void PagesTest::nothingIsCutOffTooSmallOrNameless_data()
{
    QTest::addColumn<QString>("scene");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("scale");
    QTest::addColumn<bool>("rightToLeft");
    const auto scenes = m_stage.scenes();
    QVERIFY(scenes.size() > 20);
    for (const QString &scene : scenes) {
        QTest::newRow(qPrintable(scene + u" 320"_s)) << scene << QSize(320, 640) << 1.0 << false;
        QTest::newRow(qPrintable(scene + u" 360 at 200 %"_s)) << scene << QSize(360, 780) << 2.0 << true;
        QTest::newRow(qPrintable(scene + u" desktop"_s)) << scene << QSize(1440, 900) << 1.0 << false;
    }
}

void PagesTest::nothingIsCutOffTooSmallOrNameless()
{
    QFETCH(QString, scene);
    QFETCH(QSize, size);
    QFETCH(double, scale);
    QFETCH(bool, rightToLeft);
    QVERIFY(m_stage.show(scene, {size, false, rightToLeft, scale}));
    QVERIFY(!m_stage.picture().isNull()); // places are final once a frame was painted
    const QStringList findings = findingsOn(m_stage.window());
    QVERIFY2(findings.isEmpty(), qPrintable(findings.join(u'\n')));
}

void PagesTest::theInspectorFindsWhatIsWrong()
{
    QVERIFY(m_stage.show(u"signIn"_s, {}));
    auto *button = itemNamed(m_stage.window()->contentItem(), u"submit"_s);
    QVERIFY(button);
    QVERIFY(!m_stage.picture().isNull());
    button->setWidth(30);
    const QStringList findings = findingsOn(m_stage.window());
    QVERIFY(std::any_of(findings.begin(), findings.end(),
        [](const QString &finding) { return finding.startsWith(u"smaller than 44"_s); }));
}

void PagesTest::keysReactAndOpenAPost()
{
    QVERIFY(m_stage.show(u"feed"_s, {}));
    QVERIFY(activate());
    QTest::keyClick(m_stage.window(), Qt::Key_J);
    QTest::keyClick(m_stage.window(), Qt::Key_J);
    QTest::keyClick(m_stage.window(), Qt::Key_3);
    const auto calls = callsOf("feed");
    QVERIFY(!calls.isEmpty());
    QCOMPARE(calls.last().toMap().value(u"name"_s).toString(), u"react"_s);
    QCOMPARE(calls.last().toMap().value(u"args"_s).toList().last().toString(), u"joy"_s);
    QTest::keyClick(m_stage.window(), Qt::Key_Return);
    QTRY_VERIFY(m_stage.app()->property("lastThread").value<QObject *>() != nullptr);
    QTest::keyClick(m_stage.window(), Qt::Key_Escape);
    QTRY_VERIFY(m_stage.app()->property("lastThread").value<QObject *>()->property("released").toBool());
}

void PagesTest::aTapOnAPictureShowsItLarge()
{
    QVERIFY(m_stage.show(u"feed"_s, {}));
    QVERIFY(activate());
    auto *tile = firstOf(m_stage.window()->contentItem(), "PictureTile");
    QVERIFY(tile);
    const QPointF middle = tile->mapToScene(QPointF(tile->width() / 2, tile->height() / 2));
    QTest::mouseClick(m_stage.window(), Qt::LeftButton, {}, middle.toPoint());
    QTRY_VERIFY(firstOf(m_stage.window()->contentItem(), "PictureViewer"));
    QCOMPARE(m_stage.app()->property("lastThread").value<QObject *>(), nullptr); // not the post
    QTest::keyClick(m_stage.window(), Qt::Key_Escape);
    QTRY_VERIFY(!firstOf(m_stage.window()->contentItem(), "PictureViewer"));
}

QQuickItem *PagesTest::openViewer()
{
    if (!m_stage.show(u"viewer"_s, {}) || !activate())
        return nullptr;
    return firstOf(m_stage.window()->contentItem(), "PictureViewer");
}

void PagesTest::aPictureComesCloserAndBack()
{
    auto *viewer = openViewer();
    QVERIFY(viewer);
    auto *picture = viewer->property("shown").value<QQuickItem *>();
    QVERIFY(picture);
    const auto zoom = [&] { return picture->property("zoom").toDouble(); };
    QCOMPARE(zoom(), 1.0);
    QVERIFY(!firstOf(viewer, "OwnPixels"));
    QTest::keyClick(m_stage.window(), Qt::Key_Plus);
    QCOMPARE(zoom(), 1.5);
    QTRY_VERIFY(firstOf(viewer, "OwnPixels")); // not the fitted copy made large
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(m_stage.window(), Qt::Key_Plus);
    QCOMPARE(zoom(), picture->property("zoomMost").toDouble());
    QTest::keyClick(m_stage.window(), Qt::Key_0);
    QCOMPARE(zoom(), 1.0);
    QTest::keyClick(m_stage.window(), Qt::Key_Minus);
    QCOMPARE(zoom(), 1.0);

    // What lies beneath the pointer stays there.
    const QPointF inside(picture->width() * 0.4, picture->height() * 0.5);
    const QPoint at = picture->mapToScene(inside).toPoint();
    QTest::mouseDClick(m_stage.window(), Qt::LeftButton, {}, at);
    QTRY_VERIFY(zoom() >= 2.5);
    const double right = picture->property("view").value<QQuickItem *>()->property("contentX").toDouble();
    const QSizeF fitted = picture->property("fitted").toSizeF();
    const double before = (inside.x() - (picture->width() - fitted.width()) / 2) / fitted.width();
    const double left = std::max(0.0, (picture->width() - fitted.width() * zoom()) / 2);
    const double after = (right + inside.x() - left) / (fitted.width() * zoom());
    QVERIFY2(std::abs(after - before) < 0.01, qPrintable(u"%1 is not %2"_s.arg(after).arg(before)));
    QTest::mouseDClick(m_stage.window(), Qt::LeftButton, {}, at);
    QTRY_COMPARE(zoom(), 1.0);
}

void PagesTest::arrowsGoOnUnlessAPictureIsClose()
{
    auto *viewer = openViewer();
    QVERIFY(viewer);
    const auto current = [&] {
        return viewer->property("current").value<QJSValue>().property(u"mediaId"_s).toString();
    };
    const QString first = current();
    QVERIFY(!first.isEmpty());
    QTest::keyClick(m_stage.window(), Qt::Key_Plus);
    QTest::keyClick(m_stage.window(), Qt::Key_Right);
    QCOMPARE(current(), first);
    QTest::keyClick(m_stage.window(), Qt::Key_0);
    QTest::keyClick(m_stage.window(), Qt::Key_Right);
    QTRY_VERIFY(current() != first);
    QTest::keyClick(m_stage.window(), Qt::Key_Left);
    QTRY_COMPARE(current(), first);
    viewer->disconnect(SIGNAL(copyWanted(QString))); // no dialog of the system's
    QSignalSpy wanted(viewer, SIGNAL(copyWanted(QString)));
    QTest::keyClick(m_stage.window(), Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().toString(), first);
}

void PagesTest::ctrlNComposesAndEscapeKeepsTheText()
{
    QVERIFY(m_stage.show(u"feed"_s, {}));
    QVERIFY(activate());
    QTest::keyClick(m_stage.window(), Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(m_stage.app()->property("lastComposer").value<QObject *>() != nullptr);
    auto *composer = m_stage.app()->property("lastComposer").value<QObject *>();
    const QString before = composer->property("text").toString();
    QTest::keyClick(m_stage.window(), Qt::Key_X);
    QTRY_COMPARE(composer->property("text").toString(), QString(before + u'x'));
    QTest::keyClick(m_stage.window(), Qt::Key_Escape);
    QTRY_VERIFY(composer->property("released").toBool());
    QCOMPARE(composer->property("text").toString(), QString(before + u'x'));
}

void PagesTest::aPictureIsCoveredByKeysAlone()
{
    QVERIFY(m_stage.show(u"ultrasound"_s, {}));
    QVERIFY(activate());
    auto *thumb = itemNamed(m_stage.window()->contentItem(), u"pictureThumb"_s);
    QVERIFY(thumb);
    thumb->forceActiveFocus(Qt::TabFocusReason);
    QTest::keyClick(m_stage.window(), Qt::Key_Return);
    QTRY_VERIFY(itemNamed(m_stage.window()->contentItem(), u"pictureEditor"_s));
    auto *editor = itemNamed(m_stage.window()->contentItem(), u"pictureEditor"_s);
    QVERIFY(QMetaObject::invokeMethod(editor, "addBox"));
    QTest::keyClick(m_stage.window(), Qt::Key_Right);
    QVERIFY(QMetaObject::invokeMethod(editor, "finish"));
    auto *composer = m_stage.app()->property("lastComposer").value<QObject *>();
    const auto calls = composer->property("calls").toList();
    QCOMPARE(calls.last().toMap().value(u"name"_s).toString(), u"editPicture"_s);
    const auto boxes = calls.last().toMap().value(u"args"_s).toList().last().toList();
    QCOMPARE(boxes.size(), 1);
    QVERIFY(qAbs(boxes.first().toRectF().x() - 0.31) < 1e-6);
    QTRY_VERIFY(!itemNamed(m_stage.window()->contentItem(), u"pictureEditor"_s));
    QVERIFY(!composer->property("released").toBool()); // back where she wrote
}

void PagesTest::aPictureInTheClipboardIsNoText()
{
    QVERIFY(m_stage.show(u"composer"_s, {}));
    QVERIFY(activate());
    auto *composer = m_stage.app()->property("lastComposer").value<QObject *>();
    QGuiApplication::clipboard()->setText(u"pasted "_s);
    const QString before = composer->property("text").toString();
    composer->setProperty("pictureInClipboard", true);
    QTest::keyClick(m_stage.window(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(composer->property("text").toString(), before);
    QCOMPARE(composer->property("calls").toList().size(), 1);
    composer->setProperty("pictureInClipboard", false);
    QTest::keyClick(m_stage.window(), Qt::Key_V, Qt::ControlModifier);
    QVERIFY(composer->property("text").toString().contains(u"pasted"_s));
}

void PagesTest::undoBringsAPostBack()
{
    QVERIFY(m_stage.show(u"feedUndo"_s, {}));
    auto *bar = shell()->findChild<QQuickItem *>(u"undo"_s);
    QVERIFY(bar && bar->property("shown").toBool());
    QVERIFY(QMetaObject::invokeMethod(bar, "triggered"));
    QCOMPARE(callsOf("feed").last().toMap().value(u"name"_s).toString(), u"undoRemove"_s);
}

void PagesTest::rightToLeftMirrorsTheBars()
{
    Look look;
    QVERIFY(m_stage.show(u"feed"_s, look));
    auto *bar = shell()->findChild<QQuickItem *>(u"sideBar"_s);
    QVERIFY(bar);
    QCOMPARE(bar->mapToScene({}).x(), 0);
    look.rightToLeft = true;
    QVERIFY(m_stage.show(u"feed"_s, look));
    bar = shell()->findChild<QQuickItem *>(u"sideBar"_s);
    QCOMPARE(bar->mapToScene({}).x() + bar->width(), m_stage.window()->width());
}

void PagesTest::signingOutAsksFirst()
{
    QVERIFY(m_stage.show(u"signOut"_s, {}));
    QVERIFY(callsOf("session").isEmpty());
    QVERIFY(!m_stage.picture().isNull());
    const QStringList findings = findingsOn(m_stage.window());
    QVERIFY2(findings.isEmpty(), qPrintable(findings.join(u'\n')));
}

void PagesTest::whatANewerVersionLeftCanBeSaved()
{
    QVERIFY(m_stage.show(u"unsent"_s, {}));
    auto *content = m_stage.window()->contentItem();
    QVERIFY(itemNamed(content, u"saveUnsent"_s)->isEnabled());
    QVERIFY(!itemNamed(content, u"unsentResult"_s)->isVisible());
    QVERIFY(activate());
    QCOMPARE(m_stage.window()->activeFocusItem(), itemNamed(content, u"saveUnsent"_s));
    QVERIFY(part("unsent")->setProperty("busy", true));
    QVERIFY(!itemNamed(content, u"saveUnsent"_s)->isEnabled()); // not twice at once
    part("unsent")->setProperty("shown", false); // another account, or none
    QTRY_VERIFY(!itemNamed(content, u"saveUnsent"_s));
    QVERIFY(m_stage.show(u"unsentSaved"_s, {}));
    QVERIFY(itemNamed(m_stage.window()->contentItem(), u"unsentResult"_s)->isVisible());
}

void PagesTest::troubleWithTheDataIsSaid()
{
    QVERIFY(m_stage.show(u"feed"_s, {}));
    QVERIFY(!m_stage.window()->findChild<QQuickItem *>(u"trouble"_s));
    QVERIFY(m_stage.show(u"trouble"_s, {}));
    const auto *banner = m_stage.window()->findChild<QQuickItem *>(u"trouble"_s);
    QVERIFY(banner && banner->isVisible() && banner->height() > 0);
    QVERIFY(banner->property("text").toString().contains(u"repaired"));
    // The page begins below it.
    const auto *stage = m_stage.window()->findChild<QQuickItem *>(u"stage"_s);
    QVERIFY(stage && stage->mapToScene({}).y() >= banner->mapToScene({}).y() + banner->height());
}

void PagesTest::whatIsOverTakesNoRoom()
{
    QVERIFY(m_stage.show(u"ended"_s, {}));
    const auto *stage = m_stage.window()->findChild<QQuickItem *>(u"stage"_s);
    QTRY_VERIFY(stage->y() > 0); // below "Please sign in again"
    part("session")->setProperty("state", 3); // SessionModel.SignedIn
    QTRY_COMPARE(stage->y(), 0.0);
}

} // namespace preggo

int main(int argc, char **argv)
{
    qputenv("QT_QUICK_BACKEND", "software");
    // The pages are compiled for the real models; canned ones of the same name need them interpreted.
    qputenv("QML_DISABLE_DISK_CACHE", "1");
    QGuiApplication app(argc, argv);
    preggo::PagesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_pages.moc"
