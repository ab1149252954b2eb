// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/http_transport.h"
#include "protocol/problem.h"

#include <QJsonObject>

#include <functional>

namespace preggo {

inline constexpr int kApiIdleTimeoutMs = 15'000; ///< somebody looks at a spinner

/// Calls answer exactly once, on the transport's thread; from within the call only where there is no
/// sign-in to ask with.
template <typename T> using ApiDone = std::function<void(Result<T>)>;

/// A request with a JSON body (none where `body` is empty and the method is GET or DELETE).
[[nodiscard]] HttpRequest jsonRequest(
    const QByteArray &method, const QString &path, const QJsonObject &body = {});

/// What came back, as the object of a 2xx answer (empty for 204) or as a problem.
///
/// No network, a timeout and an answer that is not JSON (a hotel's sign-in page says 200 too) are
/// Unavailable, which is transient, each with its own sentence.
[[nodiscard]] Result<QJsonObject> readJsonAnswer(const HttpAnswer &answer);

/// The problem of an answer that is not 2xx, of any content type.
[[nodiscard]] Problem problemOfAnswer(const HttpAnswer &answer);

} // namespace preggo
