// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/demo_stage.h"

#include <icon_provider.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QQuickItem>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWidth = 390;
constexpr int kHeight = 844;
constexpr int kLoading = 2; // Image.Loading

bool settled(const QQuickItem &item)
{
    if (!item.isVisible())
        return true;
    if (item.inherits("QQuickImageBase") && item.property("status").toInt() == kLoading)
        return false;
    const auto children = item.childItems();
    return std::all_of(
        children.begin(), children.end(), [](const QQuickItem *child) { return settled(*child); });
}

} // namespace

bool waitFor(const std::function<bool()> &holds, int ms)
{
    QElapsedTimer timer;
    timer.start();
    while (!holds()) {
        if (timer.elapsed() > ms)
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
    }
    return true;
}

DemoStage::DemoStage(const ClientOptions &options, const DemoPerson &person)
    : m_options(options)
    , m_person(person)
{ }

DemoStage::~DemoStage()
{
    m_window.reset();
    m_signIn.reset();
    m_client.reset();
}

QString DemoStage::open()
{
    m_options.secrets = &m_secrets;
    m_window = std::make_unique<ShellWindow>(); // first: it reads the pages while the account is opened
    m_options.pause = ShellWindow::readOn;
    auto client = Client::open(m_options);
    if (!client)
        return client.error().detail;
    m_client = std::move(*client);
    m_client->showLast();
    m_signIn = std::make_unique<DemoSignIn>(*m_client, m_person);
    // The theme's plugin gives its icons to the first engine of a process alone.
    m_window->engine().addImageProvider(u"preggo-icon"_s, new IconProvider);
    const bool shown = m_window->show(*m_client, {{u"width"_s, kWidth}, {u"height"_s, kHeight}});
    return shown ? QString() : u"The window could not be made."_s;
}

QString DemoStage::firstPost()
{
    return app().feed()->index(0).data(FeedModel::PostIdRole).toString();
}

QVariant DemoStage::role(const QString &postId, FeedModel::Role role)
{
    const int row = app().feed()->indexOf(postId);
    return row >= 0 ? app().feed()->index(row).data(role) : QVariant();
}

bool DemoStage::picturesSettled() const
{
    return settled(*m_window->window()->contentItem());
}

} // namespace preggo
