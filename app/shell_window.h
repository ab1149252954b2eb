// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/client.h"

#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickWindow>
#include <QVariantMap>

#include <memory>

namespace preggo {

/// The QML engine and the window that shows one client.
///
/// Make it first: from its construction on, the engine's own thread reads the pages' types, while the
/// caller opens the account. Lives on the GUI thread; must go before the client that it shows.
class ShellWindow
{
public:
    ShellWindow();

    /// Shows `client`, and lets it go online when the first frame has been seen: asking the key store and
    /// the network must not hold up what is on the device. `properties` are the window's (a size, say).
    /// False: the window could not be made, which means that the program's own pages are missing or broken.
    [[nodiscard]] bool show(Client &client, QVariantMap properties = {});

    /// In the app's stead, where there is no client: `sentence` says why, and what to do. False as in show().
    [[nodiscard]] bool showProblem(const QString &sentence);

    /// Null until shown.
    [[nodiscard]] QQuickWindow *window() const { return m_window.get(); }
    [[nodiscard]] QQmlEngine &engine() { return m_engine; }

    /// Lets the engine's thread read on: it stands still where it needs this thread to begin a plugin. For
    /// ClientOptions::pause.
    static void readOn();

private:
    [[nodiscard]] bool make(const QUrl &source, const QVariantMap &properties);

    // Not QQmlApplicationEngine: for each file it looks for variants by platform and language, and there are
    // none.
    QQmlEngine m_engine;
    QQmlComponent m_ahead; ///< keeps the types that it has read
    std::unique_ptr<QQuickWindow> m_window;
};

} // namespace preggo
