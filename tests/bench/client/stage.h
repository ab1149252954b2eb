// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/shell_window.h"
#include "platform/linux/file_secrets.h"
#include "tests/bench/frames/frame_probe.h"

#include <QQuickItem>
#include <QSet>

#include <memory>

namespace preggo::bench {

/// The product's window on a profile: what app/main.cpp puts together, with a probe on its frames.
/// The clock of the machine, its disk and its network; secrets in a file of the profile.
class Stage
{
public:
    /// Null where the profile or the window cannot be opened; says why on stderr. `http` outlives the stage;
    /// without it, it is the system's.
    [[nodiscard]] static std::unique_ptr<Stage> open(
        const QString &profile, const QUrl &server, HttpTransport *http = nullptr);
    ~Stage();

    /// Loads the window. Frames are seen from the first one on.
    bool show();
    [[nodiscard]] Client &client() { return *m_client; }
    [[nodiscard]] FrameProbe &probe() { return *m_probe; }
    /// The feed's list view; null while it is not there.
    [[nodiscard]] QQuickItem *list() const;
    /// What the page does five times a second while a finger's flick moves the list: asks for more rows.
    void look();
    /// Ids of the posts that have a card now.
    [[nodiscard]] QSet<QString> postsShown() const;
    /// At least one post stands in the window.
    [[nodiscard]] bool feedShown() const;

    /// Places for pictures in view, and those of them that show theirs.
    struct Tiles
    {
        int all = 0;
        int ready = 0;
    };
    [[nodiscard]] Tiles picturesInView() const;

    /// A reaction button in view, and the card that it belongs to.
    struct Target
    {
        QQuickItem *card = nullptr;
        QPointF point; ///< of the window
    };
    [[nodiscard]] Target reaction() const;

private:
    Stage();
    SystemClock m_clock;
    DurableFileStore m_files;
    QtExecutor m_main;
    std::unique_ptr<FileSecrets> m_secrets;
    std::unique_ptr<Client> m_client;
    std::unique_ptr<ShellWindow> m_shell;
    QQuickWindow *m_window = nullptr;
    std::unique_ptr<FrameProbe> m_probe;
};

} // namespace preggo::bench
