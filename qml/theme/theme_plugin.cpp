// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "icon_provider.h"

#include <QQmlEngine>
#include <QQmlEngineExtensionPlugin>

extern void qml_register_types_Preggo_Theme();
Q_GHS_KEEP_REFERENCE(qml_register_types_Preggo_Theme)

/// Gives every engine that imports Preggo.Theme its icons.
class PreggoThemePlugin : public QQmlEngineExtensionPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QQmlEngineExtensionInterface_iid)

public:
    explicit PreggoThemePlugin(QObject *parent = nullptr)
        : QQmlEngineExtensionPlugin(parent)
    {
        volatile auto registration = &qml_register_types_Preggo_Theme;
        Q_UNUSED(registration)
    }

    void initializeEngine(QQmlEngine *engine, const char *) override
    {
        engine->addImageProvider(QStringLiteral("preggo-icon"), new preggo::IconProvider);
    }
};

#include "theme_plugin.moc"
