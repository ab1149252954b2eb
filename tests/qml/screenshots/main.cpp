// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/qml/screenshots/inspect.h"
#include "tests/qml/screenshots/stage.h"

#include <QAccessible>
#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QPainter>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace {

using preggo::Look;

QVector<Look> looks(bool quick)
{
    QVector<Look> all;
    for (const QSize size : {QSize(360, 780), QSize(820, 1180), QSize(1440, 900)}) {
        for (const bool dark : {false, true}) {
            for (const bool rightToLeft : {false, true}) {
                for (const double scale : {1.0, 2.0}) {
                    if (!quick || (!dark && !rightToLeft && scale < 1.5)
                        || (dark && rightToLeft && scale > 1.5))
                        all.append({size, dark, rightToLeft, scale});
                }
            }
        }
    }
    return all;
}

/// Small pictures of one look beside each other, to be taken in at a glance.
QImage contactSheet(const QVector<QImage> &pictures)
{
    constexpr int columns = 6;
    constexpr int width = 300;
    if (pictures.isEmpty())
        return {};
    const int height = width * pictures.first().height() / pictures.first().width();
    const int rows = (static_cast<int>(pictures.size()) + columns - 1) / columns;
    QImage sheet(columns * (width + 8), rows * (height + 8), QImage::Format_RGB32);
    sheet.fill(Qt::gray);
    QPainter painter(&sheet);
    for (int i = 0; i < pictures.size(); ++i) {
        const QPoint at((i % columns) * (width + 8), (i / columns) * (height + 8));
        painter.drawImage(
            at, pictures[i].scaled(width, height, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    }
    return sheet;
}

int shoot(preggo::Stage &stage, const QStringList &scenes, const Look &look, const QDir &folder)
{
    int findings = 0;
    QVector<QImage> pictures;
    for (const QString &scene : scenes) {
        if (!stage.show(scene, look))
            return findings + 1;
        pictures.append(stage.picture());
        pictures.last().save(folder.filePath(scene + u'-' + look.name() + u".png"_s));
        const QStringList found = preggo::findingsOn(stage.window());
        for (const QString &finding : found)
            std::printf("%s-%s: %s\n", qPrintable(scene), qPrintable(look.name()), qPrintable(finding));
        findings += static_cast<int>(found.size());
    }
    contactSheet(pictures).save(folder.filePath(u"sheet-"_s + look.name() + u".png"_s));
    return findings;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QUICK_BACKEND", "software");
    // The pages are compiled for the real models; canned ones of the same name need them interpreted.
    qputenv("QML_DISABLE_DISK_CACHE", "1");
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication app(argc, argv);
    QAccessible::setActive(true);
    QCommandLineParser options;
    options.setApplicationDescription(
        u"Every page and state as PNG, checked for words cut off or on one another."_s);
    options.addHelpOption();
    options.addPositionalArgument(u"folder"_s, u"where the pictures go"_s);
    const QCommandLineOption only(u"only"_s, u"these scenes alone, separated by commas"_s, u"scenes"_s);
    const QCommandLineOption quick(u"quick"_s, u"two looks a size instead of eight"_s);
    options.addOptions({only, quick});
    options.process(app);
    const QDir folder(options.positionalArguments().value(0, u"screenshots"_s));
    if (!folder.mkpath(u"."_s)) {
        std::fprintf(stderr, "The folder %s cannot be made.\n", qPrintable(folder.path()));
        return 2;
    }
    preggo::Stage stage;
    const QStringList scenes = options.isSet(only) ? options.value(only).split(u',') : stage.scenes();
    int findings = 0;
    const auto all = looks(options.isSet(quick));
    for (const auto &look : all)
        findings += shoot(stage, scenes, look, folder);
    std::printf("%d pictures, %d findings\n", static_cast<int>(scenes.size() * all.size()), findings);
    return findings == 0 ? 0 : 1;
}
