// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/client.h"

#include <QQmlApplicationEngine>
#include <QQmlComponent>
#include <QQuickWindow>
#include <QVariantMap>

namespace preggo {

/// The QML engine and the window that shows one client.
///
/// Make it first: from its construction on, the engine's own thread reads the pages' types, while the
/// caller opens the account. Lives on the GUI thread; must go before the client that it shows.
class ShellWindow
{
public:
    ShellWindow();

    /// Shows `client`. `properties` are the window's (a size, say). False: the window could not be made,
    /// which means that the program's own pages are missing or broken.
    [[nodiscard]] bool show(Client &client, QVariantMap properties = {});

    /// Null until shown. The engine owns it.
    [[nodiscard]] QQuickWindow *window() const { return m_window; }
    [[nodiscard]] QQmlEngine &engine() { return m_engine; }

private:
    QQmlApplicationEngine m_engine;
    QQmlComponent m_ahead; ///< keeps the types that it has read
    QQuickWindow *m_window = nullptr;
};

} // namespace preggo
