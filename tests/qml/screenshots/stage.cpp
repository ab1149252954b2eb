// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/qml/screenshots/stage.h"

#include "tests/qml/fakes/picture_painter.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQuickItem>

using namespace Qt::Literals::StringLiterals;

namespace preggo {

namespace {

std::unique_ptr<QObject> make(QQmlEngine &engine, const QUrl &source, const QVariantMap &properties = {})
{
    QQmlComponent component(&engine, source);
    std::unique_ptr<QObject> object(component.createWithInitialProperties(properties));
    if (!object)
        qWarning("%s", qPrintable(component.errorString()));
    return object;
}

std::unique_ptr<QObject> makeApp(QQmlEngine &engine)
{
    QQmlComponent component(&engine);
    component.setData("import Preggo.Models\nAppModel {}", QUrl(u"qrc:/canned"_s));
    std::unique_ptr<QObject> app(component.create());
    if (!app)
        qWarning("%s", qPrintable(component.errorString()));
    return app;
}

void settle()
{
    // Bindings, polish and loaders take a few turns of the event loop; pictures are painted synchronously
    // here.
    for (int turn = 0; turn < 12; ++turn)
        QCoreApplication::processEvents();
}

/// Pictures are read on a thread of their own; a photograph of the page waits for them.
bool stillLoading(const QQuickItem *item)
{
    constexpr int loading = 2; // QQuickImageBase::Loading
    if (item->isVisible() && item->inherits("QQuickImageBase") && item->property("status").toInt() == loading)
        return true;
    const auto children = item->childItems();
    return std::any_of(
        children.begin(), children.end(), [](const QQuickItem *child) { return stillLoading(child); });
}

void waitForPictures(const QQuickWindow &window)
{
    QElapsedTimer since;
    since.start();
    while (stillLoading(window.contentItem()) && since.elapsed() < 10000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
}

} // namespace

QString Look::name() const
{
    const QString device = size.width() < 600 ? u"phone"_s : size.width() < 1080 ? u"tablet"_s : u"desktop"_s;
    return device + (dark ? u"-dark"_s : u"-light"_s) + (rightToLeft ? u"-rtl"_s : u"-ltr"_s) + u'-'
        + QString::number(qRound(textScale * 100));
}

Stage::Stage()
{
    m_engine.addImportPath(u"qrc:/qt/qml"_s);
    m_engine.addImageProvider(u"preggo"_s, new PicturePainter);
    m_scenes = make(m_engine, QUrl(u"qrc:/screenshots/Scenes.qml"_s));
}

Stage::~Stage()
{
    m_window.reset();
}

QStringList Stage::scenes() const
{
    return m_scenes ? m_scenes->property("names").toStringList() : QStringList();
}

std::unique_ptr<QObject> Stage::makeWindow(const QString &scene, const Look &look)
{
    QVariant name;
    QVariant properties;
    QMetaObject::invokeMethod(
        m_scenes.get(), "windowOf", Q_RETURN_ARG(QVariant, name), Q_ARG(QVariant, scene));
    QMetaObject::invokeMethod(m_scenes.get(), "propertiesOf", Q_RETURN_ARG(QVariant, properties),
        Q_ARG(QVariant, scene), Q_ARG(QVariant, QVariant::fromValue(m_app.get())));
    QVariantMap initial = properties.toMap();
    initial.insert(u"width"_s, look.size.width());
    initial.insert(u"height"_s, look.size.height());
    return make(m_engine, QUrl(u"qrc:/qt/qml/Preggo/Shell/%1.qml"_s.arg(name.toString())), initial);
}

bool Stage::show(const QString &scene, const Look &look)
{
    m_window.reset();
    QGuiApplication::setLayoutDirection(look.rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    m_app = makeApp(m_engine);
    if (!m_app || !m_scenes)
        return false;
    auto *settings = m_app->property("settings").value<QObject *>();
    settings->setProperty("theme", look.dark ? u"dark"_s : u"light"_s);
    settings->setProperty("textScale", look.textScale);
    QMetaObject::invokeMethod(
        m_scenes.get(), "prepare", Q_ARG(QVariant, scene), Q_ARG(QVariant, QVariant::fromValue(m_app.get())));
    auto object = makeWindow(scene, look);
    m_window.reset(qobject_cast<QQuickWindow *>(object.get()));
    if (!m_window)
        return false;
    object.release();
    m_window->resize(look.size);
    settle();
    const auto *loader = m_window->findChild<QObject *>(u"stage"_s);
    const QVariant stage = loader ? loader->property("item") : QVariant();
    QMetaObject::invokeMethod(m_scenes.get(), "arrive", Q_ARG(QVariant, scene), Q_ARG(QVariant, stage),
        Q_ARG(QVariant, QVariant::fromValue(m_app.get())));
    settle();
    return true;
}

QImage Stage::picture()
{
    settle();
    QImage image = m_window->grabWindow();
    settle();
    waitForPictures(*m_window);
    return m_window->grabWindow();
}

} // namespace preggo
