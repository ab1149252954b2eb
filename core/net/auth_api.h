// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/net/api_call.h"
#include "core/net/api_types.h"

namespace preggo {

/// The calls by which a person becomes signed in; none needs a token. Used by Session alone.
/// Same thread as the transport, which outlives it.
class AuthApi
{
public:
    explicit AuthApi(HttpTransport &http);

    void signUp(const QString &name, const QString &address, const QString &password,
        const ThisDevice &device, ApiDone<SignedIn> done);
    void signIn(
        const QString &address, const QString &password, const ThisDevice &device, ApiDone<SignedIn> done);
    void recover(const QString &address, const QString &code, const QString &newPassword,
        const ThisDevice &device, ApiDone<SignedIn> done);
    void signInByLink(const QString &token, const ThisDevice &device, ApiDone<SignedIn> done);
    /// Safe to repeat with the same token where the answer was lost.
    void refresh(const QByteArray &refreshToken, ApiDone<TokenPair> done);
    void signOut(const QByteArray &accessToken, ApiDone<void> done);

private:
    void post(const QString &path, const QJsonObject &body, ApiDone<SignedIn> done);

    HttpTransport &m_http;
};

} // namespace preggo
