// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/demo_person.h"
#include "app/shell_window.h"
#include "platform/memory_secrets.h"

#include <QImage>

#include <functional>
#include <memory>

namespace preggo {

/// One person's telephone in the scripted session: her client and its window.
class DemoStage
{
public:
    DemoStage(const ClientOptions &options, const DemoPerson &person);
    ~DemoStage();

    /// Empty, or why it cannot be shown.
    [[nodiscard]] QString open();
    [[nodiscard]] AppModel &app() { return m_client->app(); }
    [[nodiscard]] Client &client() { return *m_client; }
    /// The id of the uppermost post.
    [[nodiscard]] QString firstPost();
    [[nodiscard]] bool shows(const QString &postId) { return app().feed()->indexOf(postId) >= 0; }
    [[nodiscard]] QVariant role(const QString &postId, FeedModel::Role role);
    /// No visible picture is still on its way.
    [[nodiscard]] bool picturesSettled() const;
    [[nodiscard]] QImage grab() const { return m_window->window()->grabWindow(); }

private:
    ClientOptions m_options;
    DemoPerson m_person;
    QtExecutor m_executor;
    MemorySecrets m_secrets{m_executor}; // a play needs no key store, and must not be asked to unlock one
    std::unique_ptr<Client> m_client;
    std::unique_ptr<DemoSignIn> m_signIn;
    std::unique_ptr<ShellWindow> m_window;
};

/// Lets the event loop run until `holds`, at most `ms`. Whether it holds.
[[nodiscard]] bool waitFor(const std::function<bool()> &holds, int ms);

} // namespace preggo
