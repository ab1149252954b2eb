// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/http_transport.h"
#include "core/sync/token_source.h"

#include <QSet>

#include <functional>
#include <memory>

namespace preggo {

/// Requests with an access token. A 401 costs one refresh and one more try (R6); the answer that remains
/// goes to the caller. Where no token can be had, the answer is one: 401 if the person must sign in,
/// NetFailure::Offline if it may work later. Main thread.
class AuthorizedHttp
{
public:
    using Done = std::function<void(HttpAnswer)>;

    AuthorizedHttp(HttpTransport &http, TokenSource &tokens);
    ~AuthorizedHttp();

    void send(HttpRequest request, Done done);
    /// Drops what is on its way; no callback comes after this.
    void stop();

private:
    void attempt(HttpRequest request, Done done, bool mayRefresh);
    void sendWith(const QByteArray &token, HttpRequest request, Done done, bool mayRefresh);

    HttpTransport &m_http;
    TokenSource &m_tokens;
    QSet<HttpTransport::RequestId> m_running;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace preggo
