// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/authorized_http.h"

namespace preggo {

namespace {

HttpAnswer withoutToken(const Problem &why)
{
    HttpAnswer answer;
    if (why.status() == 401)
        answer.status = 401;
    else
        answer.failure = NetFailure::Offline;
    return answer;
}

} // namespace

AuthorizedHttp::AuthorizedHttp(HttpTransport &http, TokenSource &tokens)
    : m_http(http)
    , m_tokens(tokens)
{ }

AuthorizedHttp::~AuthorizedHttp()
{
    stop();
}

void AuthorizedHttp::send(HttpRequest request, Done done)
{
    attempt(std::move(request), std::move(done), true);
}

void AuthorizedHttp::stop()
{
    m_alive.reset();
    const auto running = std::exchange(m_running, {});
    for (const auto id : running)
        m_http.cancel(id);
}

void AuthorizedHttp::attempt(HttpRequest request, Done done, bool mayRefresh)
{
    std::weak_ptr<int> alive = m_alive;
    m_tokens.accessToken([this, alive, request = std::move(request), done = std::move(done), mayRefresh](
                             const Result<QByteArray> &token) {
        if (alive.expired())
            return;
        if (token)
            sendWith(*token, request, done, mayRefresh);
        else
            done(withoutToken(token.error()));
    });
}

void AuthorizedHttp::sendWith(const QByteArray &token, HttpRequest request, Done done, bool mayRefresh)
{
    std::weak_ptr<int> alive = m_alive;
    HttpRequest authorized = request;
    authorized.headers.append({"authorization", "Bearer " + token});
    // The id is only known after send(), which never calls back from within.
    auto id = std::make_shared<HttpTransport::RequestId>(0);
    *id = m_http.send(std::move(authorized),
        [this, alive, id, token, request = std::move(request), done = std::move(done), mayRefresh](
            HttpAnswer answer) {
            if (alive.expired())
                return;
            m_running.remove(*id);
            if (answer.failure != NetFailure::None || answer.status != 401)
                return done(std::move(answer));
            m_tokens.rejected(token);
            // Whether she must sign in is for the token source to say. A token that was fresh and is refused
            // too (the server's keys changed meanwhile) is one more failure, and the next try brings another.
            if (mayRefresh)
                attempt(request, done, false);
            else
                done({NetFailure::Offline, 0, {}, {}});
        });
    m_running.insert(*id);
}

} // namespace preggo
