// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/qml/fakes/picture_painter.h"

#include <QQmlEngine>
#include <QtQuickTest>

using namespace Qt::Literals::StringLiterals;

/// Gives each engine of the QML tests our modules and pictures.
class Setup : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void qmlEngineAvailable(QQmlEngine *engine)
    {
        engine->addImportPath(u"qrc:/qt/qml"_s);
        engine->addImageProvider(u"preggo"_s, new preggo::PicturePainter);
    }
};

QUICK_TEST_MAIN_WITH_SETUP(components, Setup)

#include "main.moc"
