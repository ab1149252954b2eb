// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/client/stage.h"

#include <QDir>

#include <algorithm>
#include <cstdio>

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isA(const QQuickItem *item, const char *type)
{
    return QByteArrayView(item->metaObject()->className()).startsWith(type);
}

/// By what is drawn in what: pages have other owners than the window.
QQuickItem *named(QQuickItem *root, const QString &name)
{
    if (root->objectName() == name)
        return root;
    for (QQuickItem *child : root->childItems()) {
        if (QQuickItem *found = named(child, name))
            return found;
    }
    return nullptr;
}

const QQuickItem *findDeep(const QQuickItem *root, const char *type)
{
    if (isA(root, type) && root->isVisible() && root->isEnabled())
        return root;
    for (const QQuickItem *child : root->childItems()) {
        if (const auto *found = findDeep(child, type))
            return found;
    }
    return nullptr;
}

/// A tile has two images: the picture, and what stands in for it.
bool showsPicture(const QQuickItem *item)
{
    constexpr int kImageReady = 1; // QQuickImageBase::Ready
    const bool isPicture = isA(item, "QQuickImage")
        && item->property("source").toUrl().path().startsWith(u"/m/"_s)
        && item->property("status").toInt() == kImageReady;
    const auto children = item->childItems();
    return isPicture || std::any_of(children.cbegin(), children.cend(), showsPicture);
}

void countTiles(const QQuickItem *item, const QRectF &view, Stage::Tiles &tiles)
{
    if (!item->isVisible() || !item->mapRectToScene(item->boundingRect()).intersects(view))
        return;
    if (isA(item, "PictureTile")) {
        ++tiles.all;
        tiles.ready += showsPicture(item) ? 1 : 0;
        return;
    }
    for (const QQuickItem *child : item->childItems())
        countTiles(child, view, tiles);
}

} // namespace

Stage::Stage() = default;

Stage::~Stage()
{
    // Whatever shows the models goes before them.
    m_probe.reset();
    m_shell.reset();
    m_client.reset();
}

std::unique_ptr<Stage> Stage::open(const QString &profile, const QUrl &server, HttpTransport *http)
{
    QDir().mkpath(profile);
    std::unique_ptr<Stage> stage(new Stage);
    stage->m_shell = std::make_unique<ShellWindow>();
    stage->m_secrets =
        std::make_unique<FileSecrets>(profile + u"/secrets.json"_s, stage->m_files, stage->m_main);
    ClientOptions options;
    options.server = server;
    options.dataFolder = profile;
    options.deviceName = u"Benchmark"_s;
    options.secrets = stage->m_secrets.get();
    options.pause = ShellWindow::readOn;
    options.http = http;
    auto client = Client::open(options);
    if (!client) {
        std::fprintf(stderr, "bench-client: %s\n", qUtf8Printable(client.error().detail));
        return nullptr;
    }
    stage->m_client = std::move(*client);
    stage->m_client->showLast();
    return stage;
}

bool Stage::show()
{
    // As large as the bare list.
    if (!m_shell->show(*m_client, {{u"width"_s, 420}, {u"height"_s, 820}}))
        return false;
    m_window = m_shell->window();
    m_probe = std::make_unique<FrameProbe>(m_window);
    return true;
}

QQuickItem *Stage::list() const
{
    return m_window != nullptr ? named(m_window->contentItem(), u"feedList"_s) : nullptr;
}

void Stage::look()
{
    if (const QQuickItem *view = list())
        QMetaObject::invokeMethod(view->parentItem(), "look");
}

QSet<QString> Stage::postsShown() const
{
    QSet<QString> ids;
    const QQuickItem *view = list();
    if (view == nullptr)
        return ids;
    const auto *content = view->property("contentItem").value<QQuickItem *>();
    for (const QQuickItem *card : content->childItems()) {
        if (isA(card, "PostCard") && card->isVisible() && card->height() > 0)
            ids.insert(card->property("postId").toString());
    }
    return ids;
}

bool Stage::feedShown() const
{
    return !postsShown().isEmpty();
}

Stage::Tiles Stage::picturesInView() const
{
    Tiles tiles;
    const QQuickItem *view = list();
    if (view == nullptr)
        return tiles;
    const QRectF visible = view->mapRectToScene(QRectF(0, 0, view->width(), view->height()));
    const auto *content = view->property("contentItem").value<QQuickItem *>();
    for (const QQuickItem *card : content->childItems()) {
        if (isA(card, "PostCard"))
            countTiles(card, visible, tiles);
    }
    return tiles;
}

Stage::Target Stage::reaction() const
{
    const QQuickItem *view = list();
    if (view == nullptr)
        return {};
    const QRectF visible = view->mapRectToScene(QRectF(0, 0, view->width(), view->height()));
    const auto *content = view->property("contentItem").value<QQuickItem *>();
    for (QQuickItem *card : content->childItems()) {
        const QQuickItem *button =
            isA(card, "PostCard") && card->isVisible() ? findDeep(card, "ReactionButton") : nullptr;
        if (button == nullptr)
            continue;
        const QPointF point = button->mapToScene(QPointF(button->width() / 2, button->height() / 2));
        // Above the bars that float over the list's end.
        if (visible.adjusted(0, 60, 0, -100).contains(point))
            return {card, point};
    }
    return {};
}

} // namespace preggo::bench
