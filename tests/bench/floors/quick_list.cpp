// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/floors/card_rows.h"
#include "tests/bench/frames/frame_probe.h"
#include "tests/bench/probe/process.h"

#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QQmlEngine>
#include <QQuickImageProvider>
#include <QQuickItem>
#include <QQuickView>

#include <algorithm>
#include <cstdio>
#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace preggo::bench;

namespace {

/// The heart of the topmost card that is wholly in view, and its row.
std::pair<QPointF, int> heart(const QQuickItem *list)
{
    const double top = list->property("contentY").toDouble();
    const auto *content = list->property("contentItem").value<QQuickItem *>();
    for (const QQuickItem *card : content->childItems()) {
        const QVariant row = card->property("index");
        if (row.isValid() && card->y() >= top && card->y() + card->height() <= top + list->height())
            return {QPointF(50, card->y() - top + card->height() - 32), row.toInt()};
    }
    return {{}, -1};
}

void taps(FrameProbe &probe, QQuickItem *list, const CardRows &rows, int count, QJsonObject &out)
{
    Samples samples;
    for (int i = 0; i < count; ++i) {
        const auto [point, row] = heart(list);
        if (row < 0)
            break;
        const bool before = rows.liked(row);
        const int at = row;
        const auto ms = probe.timeToFrame(
            [&, where = point] { probe.tap(where); }, [&] { return rows.liked(at) != before; });
        if (ms)
            samples.add(*ms);
        FrameProbe::waitFor([] { return false; }, 15);
    }
    samples.writeTo(out, u"tap_ms"_s);
}

QStringList picturesIn(const QString &folder)
{
    QStringList out;
    const QDir dir(folder);
    if (folder.isEmpty())
        return out;
    for (const QFileInfo &file : dir.entryInfoList({u"*.jpg"_s}, QDir::Files, QDir::Name))
        out.append(file.absoluteFilePath());
    return out;
}

QVector<CardPicture> inFiles(const QStringList &files)
{
    QVector<CardPicture> pictures;
    for (const QString &file : files)
        pictures.append({QUrl::fromLocalFile(file), 1});
    return pictures;
}

/// Hands out images that are in memory as the renderer wants them: nothing is left but to draw them.
class DecodedPictures final : public QQuickImageProvider
{
public:
    explicit DecodedPictures(const QStringList &files)
        : QQuickImageProvider(Image)
    {
        constexpr int kWidth = 384; // of a card's picture in this window
        for (const QString &file : files.mid(0, kDecodedMax)) {
            const QImage image(file);
            // As tall and as wide as the product lets a picture be.
            const double aspect = std::clamp(double(image.width()) / image.height(), 0.8, 2.4);
            m_images.append(
                image.scaled(kWidth, qRound(kWidth / aspect), Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                    .convertToFormat(QImage::Format_ARGB32_Premultiplied));
            m_pictures.append({QUrl(u"image://decoded/%1"_s.arg(m_pictures.size())), aspect});
        }
    }

    QImage requestImage(const QString &id, QSize *size, const QSize &) override
    {
        const QImage &image = m_images.at(id.toInt());
        *size = image.size();
        return image; // each item makes a texture of its own of it
    }
    [[nodiscard]] const QVector<CardPicture> &pictures() const { return m_pictures; }

private:
    static constexpr int kDecodedMax = 24;
    QVector<QImage> m_images;
    QVector<CardPicture> m_pictures;
};

} // namespace

int main(int argc, char *argv[])
{
    const QGuiApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"rows"_s, {}, u"n"_s, u"10000"_s}, {u"photo-every"_s, {}, u"n"_s, u"3"_s},
        {u"pictures"_s, {}, u"folder"_s}, {u"decoded"_s, {}}, {u"started-us"_s, {}, u"us"_s},
        {u"taps"_s, {}, u"n"_s, u"0"_s}, {u"frames"_s, {}, u"n"_s, u"0"_s},
        {u"step"_s, {}, u"units"_s, u"41"_s}});
    parser.process(application);

    const QStringList files = picturesIn(parser.value(u"pictures"_s));
    const bool isDecoded = parser.isSet(u"decoded"_s);
    auto decoded = isDecoded ? std::make_unique<DecodedPictures>(files) : nullptr;
    CardRows rows(parser.value(u"rows"_s).toInt(), parser.value(u"photo-every"_s).toInt(),
        decoded ? decoded->pictures() : inFiles(files));
    QQuickView view;
    view.engine()->addImageProvider(u"decoded"_s, decoded.release()); // which takes it
    FrameProbe probe(&view);
    view.setColor(QColor(0xFB, 0xF7, 0xF2));
    view.setResizeMode(QQuickView::SizeRootObjectToView);
    view.setInitialProperties(
        {{u"rows"_s, QVariant::fromValue<QObject *>(&rows)}, {u"decoded"_s, isDecoded}});
    view.setSource(QUrl(u"qrc:/Preggo/Floor/FloorList.qml"_s));
    auto *list = view.rootObject();
    if (list == nullptr)
        return 1;
    QObject::connect(list, SIGNAL(toggled(int)), &rows, SLOT(toggle(int)));
    view.resize(420, 820);
    view.show();
    if (!FrameProbe::waitFor([&] { return probe.firstSwapUs() > 0; }, 10'000))
        return 1;

    QJsonObject out;
    const qint64 started = parser.value(u"started-us"_s).toLongLong();
    out[u"first_frame_ms"_s] = static_cast<double>(probe.firstSwapUs() - started) / 1000.0;
    taps(probe, list, rows, parser.value(u"taps"_s).toInt(), out);
    const Samples frames =
        probe.scroll(list, parser.value(u"step"_s).toDouble(), parser.value(u"frames"_s).toInt());
    frames.writeTo(out, u"frame_ms"_s);
    out[u"frame_ms_p95"_s] = frames.percentile(0.95);
    out[u"pss_mib"_s] = pssMib(QCoreApplication::applicationPid());
    std::printf("%s\n", QJsonDocument(out).toJson(QJsonDocument::Compact).constData());
    return 0;
}
