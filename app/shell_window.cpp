// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/shell_window.h"

#include "app/images/picture_provider.h"

#include <QFontMetricsF>
#include <QGuiApplication>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

QUrl mainPage()
{
    return QUrl(u"qrc:/qt/qml/Preggo/Shell/Main.qml"_s);
}

} // namespace

ShellWindow::ShellWindow()
    : m_ahead(&m_engine)
{
    m_engine.addImportPath(u"qrc:/qt/qml"_s);
    m_ahead.loadUrl(mainPage(), QQmlComponent::Asynchronous);
    // The list of fonts is read by whoever first asks: better now, beside the engine's thread, than in the
    // middle of the first frame.
    (void)QFontMetricsF(QGuiApplication::font()).height();
}

bool ShellWindow::show(Client &client, QVariantMap properties)
{
    properties.insert(u"app"_s, QVariant::fromValue(&client.app()));
    m_engine.addImageProvider(u"preggo"_s, new PictureProvider(client.pictures()));
    m_engine.setInitialProperties(properties);
    m_engine.load(mainPage());
    m_window = m_engine.rootObjects().isEmpty()
        ? nullptr
        : qobject_cast<QQuickWindow *>(m_engine.rootObjects().first());
    return m_window != nullptr;
}

} // namespace preggo
