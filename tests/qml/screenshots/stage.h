// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QQuickWindow>

#include <memory>

namespace preggo {

/// How a page is to be shown. Value type.
struct Look
{
    QSize size{1440, 900};
    bool dark = false;
    bool rightToLeft = false;
    double textScale = 1;

    /// "phone-dark-rtl-200", for file names.
    [[nodiscard]] QString name() const;
};

/// One window of the app on canned models. Belongs to the GUI thread.
class Stage
{
public:
    Stage();
    ~Stage();

    [[nodiscard]] QStringList scenes() const;
    /// Builds the window anew and brings the scene up; false, with a word on stderr, where that fails.
    [[nodiscard]] bool show(const QString &scene, const Look &look);
    /// Waits until everything is laid out and painted.
    [[nodiscard]] QImage picture();
    [[nodiscard]] QQuickWindow *window() const { return m_window.get(); }
    [[nodiscard]] QObject *app() const { return m_app.get(); }

private:
    [[nodiscard]] std::unique_ptr<QObject> makeWindow(const QString &scene, const Look &look);

    QQmlEngine m_engine;
    std::unique_ptr<QObject> m_scenes;
    std::unique_ptr<QObject> m_app;
    std::unique_ptr<QQuickWindow> m_window;
};

} // namespace preggo
