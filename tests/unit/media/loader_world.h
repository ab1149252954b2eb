// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/media/image_loader.h"
#include "protocol/rng.h"
#include "tests/support/fake_tokens.h"
#include "tests/support/scripted_http.h"
#include "tests/support/virtual_executor.h"

#include <QBuffer>
#include <QTemporaryDir>

#include <memory>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

[[nodiscard]] inline QByteArray jpeg(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "jpeg");
    return bytes;
}

[[nodiscard]] inline HttpAnswer picture(int width = 400, int height = 300)
{
    return {NetFailure::None, 200, {{"content-type", "image/jpeg"}}, jpeg(width, height)};
}

/// What came of one request.
struct LoaderGot
{
    int calls = 0;
    QImage image;
    std::optional<Problem> problem;
    [[nodiscard]] bool hasImage() const { return calls == 1 && !image.isNull(); }
};

/// A loader whose network the test answers, on a disk of its own.
struct LoaderWorld
{
    LoaderWorld() { restart(); }
    void restart()
    {
        loader.reset();
        loader = std::make_unique<ImageLoader>(ImageLoader::Deps{http, tokens, cache, main, {&main, &main},
            [this] { return roomToPrefetch; }, &clock,
            [this](PictureOrigin origin, double ms) {
                shown.append({origin, ms});
            }});
    }
    bool roomToPrefetch = true;
    QVector<std::pair<PictureOrigin, double>> shown;
    MediaId newId() { return rng.mintV7<MediaId>(clock.wallMs()); }
    ImageRequest request(MediaId media, int side = 300)
    {
        return {media, {{side, side}, PictureFit::Inside, 0}, {4000, 3000}, {}, {}};
    }
    std::shared_ptr<LoaderGot> load(const ImageRequest &wanted)
    {
        auto got = std::make_shared<LoaderGot>();
        lastTicket = loader->load(wanted, [got](const Result<QImage> &result) {
            ++got->calls;
            if (result)
                got->image = *result;
            else
                got->problem = result.error();
        });
        return got;
    }

    QTemporaryDir folder;
    FakeClock clock;
    VirtualExecutor main{clock};
    SeededRng rng{9};
    ScriptedHttp http{main};
    FakeTokens tokens;
    MediaCache cache{folder.path()};
    ImageLoader::Ticket lastTicket = 0;
    std::unique_ptr<ImageLoader> loader;
};

} // namespace preggo::test
