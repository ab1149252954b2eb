// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/http_transport.h"
#include "core/seams/token_source.h"
#include "protocol/ids.h"
#include "protocol/problem.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <deque>
#include <functional>
#include <memory>

namespace preggo {

enum class PictureUrgency { Visible, Prefetch };

/// What came for a variant.
struct PictureBytes
{
    QByteArray bytes;
    /// A smaller one, while the server still makes the one that was asked for: to show and not to keep.
    bool isInterim = false;
};

/// Fetches variants of pictures, each once however many ask, a few at a time, what is visible first.
/// Transport's thread. Callbacks may come from within fetch() where no token is to be had.
class PictureDownloads
{
public:
    using Done = std::function<void(Result<PictureBytes>)>;
    using Handle = quint64; ///< one who asked

    PictureDownloads(HttpTransport &http, TokenSource &tokens, int most, int mostPrefetches);
    ~PictureDownloads();
    PictureDownloads(const PictureDownloads &) = delete;
    PictureDownloads &operator=(const PictureDownloads &) = delete;

    Handle fetch(MediaId media, const QString &variant, PictureUrgency urgency, Done done);
    /// 0 and finished handles are ignored. The request ends where nobody else waits for it.
    void cancel(Handle handle);

private:
    struct Download;
    using DownloadPtr = std::shared_ptr<Download>;

    void dispatch();
    [[nodiscard]] DownloadPtr nextWaiting();
    void begin(const DownloadPtr &download, bool mayRepeat);
    void answered(const DownloadPtr &download, const HttpAnswer &answer, bool mayRepeat);
    void finish(const DownloadPtr &download, const Result<PictureBytes> &result);
    [[nodiscard]] int prefetchesRunning() const;

    HttpTransport &m_http;
    TokenSource &m_tokens;
    const int m_most;
    const int m_mostPrefetches;
    QHash<QString, DownloadPtr> m_byPath;
    QHash<Handle, DownloadPtr> m_byHandle;
    std::deque<DownloadPtr> m_waiting;
    std::deque<DownloadPtr> m_running;
    Handle m_lastHandle = 0;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace preggo
