// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/app_model.h"
#include "core/feed/engine_feed_source.h"
#include "platform/linux/durable_file_store.h"
#include "tests/support/engine_world.h"
#include "tests/support/scripted_http.h"

#include <QDir>
#include <QSignalSpy>

namespace preggo::test {

/// The models of one person over a real engine on real databases, against a server in memory, in
/// virtual time.
struct ModelWorld : EngineWorld
{
    ModelWorld() { QDir().mkpath(context.mediaFolder); }

    void attach() { app.attach(context); }

    /// The id of the row with this text; empty where there is none.
    [[nodiscard]] QString postWith(const QString &text) const
    {
        return role(text, FeedModel::PostIdRole).toString();
    }
    [[nodiscard]] QVariant role(const QString &text, FeedModel::Role role) const
    {
        for (int row = 0; row < feed.count(); ++row) {
            if (feed.index(row).data(FeedModel::TextRole).toString() == text)
                return feed.index(row).data(role);
        }
        return {};
    }
    [[nodiscard]] QStringList texts() const
    {
        QStringList texts;
        for (int row = 0; row < feed.count(); ++row)
            texts.append(feed.index(row).data(FeedModel::TextRole).toString());
        return texts;
    }

    ScriptedHttp apiHttp{executor};
    FakeTokens tokens;
    ApiClient api{apiHttp, tokens};
    DurableFileStore files;
    EngineFeedSource feedSource{*device.engine, *device.cache, [](const Executor::Task &task) { task(); }};
    AccountContext context{clock, executor, executor, *device.engine, feedSource, api, files,
        [this](const std::function<void(Cache &)> &read) { read(*device.cache); },
        device.dir.filePath(QStringLiteral("media_out")), mother, QStringLiteral("Nora")};
    AppModel app;
    FeedModel &feed = *app.feed();
};

/// From now on the device's disk takes nothing new, or takes it again.
inline void breakDisk(ModelWorld &w, bool broken)
{
    (void)w.device.outbox->database().exec(
        broken ? QStringLiteral("PRAGMA query_only=ON") : QStringLiteral("PRAGMA query_only=OFF"));
}

} // namespace preggo::test
