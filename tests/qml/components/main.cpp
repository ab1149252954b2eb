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

int main(int argc, char **argv)
{
    // What was compiled ahead knows the real models; the canned ones have other enumerations.
    qputenv("QML_DISABLE_DISK_CACHE", "1");
    Setup setup;
    return quick_test_main_with_setup(argc, argv, "components", QUICK_TEST_SOURCE_DIR, &setup);
}

#include "main.moc"
