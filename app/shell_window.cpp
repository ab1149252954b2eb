// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/shell_window.h"

#include "app/images/picture_provider.h"

#include <QFontMetricsF>
#include <QGuiApplication>
#include <QTimer>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFirstFrameMs = 500;
const QString kFontFamily = u"Inter"_s; // as Theme.fontFamily; another would only be read later

QUrl page(const QString &name)
{
    return QUrl(u"qrc:/qt/qml/Preggo/Shell/%1.qml"_s.arg(name));
}

} // namespace

ShellWindow::ShellWindow()
    : m_ahead(&m_engine)
{
    m_engine.addImportPath(u"qrc:/qt/qml"_s);
    m_ahead.loadUrl(page(u"Main"_s), QQmlComponent::Asynchronous);
    // The list of fonts and the faces are read by whoever first asks: better now, beside the engine's thread,
    // than in the middle of the first frame.
    for (const auto weight : {QFont::Normal, QFont::DemiBold}) {
        (void)QFontMetricsF(QFont(kFontFamily, -1, weight)).height();
        readOn();
    }
}

void ShellWindow::readOn()
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::User); // how QQmlThread asks
}

bool ShellWindow::show(Client &client, QVariantMap properties)
{
    properties.insert(u"app"_s, QVariant::fromValue(&client.app()));
    m_engine.addImageProvider(u"preggo"_s, new PictureProvider(client.pictures()));
    if (!make(page(u"Main"_s), properties))
        return false;
    QObject::connect(
        m_window.get(), &QQuickWindow::frameSwapped, &client, &Client::goOnline, Qt::QueuedConnection);
    // A window that is covered or minimised swaps no frame.
    QTimer::singleShot(kFirstFrameMs, &client, &Client::goOnline);
    return true;
}

bool ShellWindow::showProblem(const QString &sentence)
{
    return make(page(u"CannotStart"_s), {{u"sentence"_s, sentence}});
}

bool ShellWindow::make(const QUrl &source, const QVariantMap &properties)
{
    QQmlComponent page(&m_engine, source); // waits for what is still being read
    QObject *root = page.createWithInitialProperties(properties);
    m_window.reset(qobject_cast<QQuickWindow *>(root));
    if (m_window)
        return true;
    delete root;
    for (const QQmlError &error : page.errors())
        qWarning("%s", qUtf8Printable(error.toString()));
    return false;
}

} // namespace preggo
