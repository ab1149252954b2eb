// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/bench/probe/samples.h"

#include <QByteArray>

#include <functional>

namespace preggo::bench {

/// What to ask of a server on this machine, and for how long. Value type.
struct LoadPlan
{
    quint16 port = 0;
    int connections = 16; ///< kept alive, one request in flight each
    int requests = 50'000; ///< at most, over all connections
    int milliseconds = 3'000; ///< at most
    qint64 serverPid = 0; ///< whose CPU time is counted; 0 for none
    /// The bytes of one request with its blank line and body; called before each, on one thread.
    std::function<QByteArray()> next;
};

/// What came of it. Value type.
struct LoadResult
{
    int answered = 0;
    int failed = 0; ///< no answer, or a status other than 200, 201 and 304
    double requestsPerSecond = 0;
    double serverCpuUs = 0; ///< a request
    double bytesPerAnswer = 0; ///< body
    Samples latencyMs;
    QByteArray lastHead; ///< status line and header of one answer, a refused one where there was any
    QByteArray lastBody;
};

/// Runs the plan on the calling thread and returns when it is over.
[[nodiscard]] LoadResult runLoad(const LoadPlan &plan);

/// "GET <path> HTTP/1.1" with a host, the given header lines ("Name: value\r\n" each) and no body.
[[nodiscard]] QByteArray getRequest(const QByteArray &path, const QByteArray &header = {});
/// The same as POST with a JSON body.
[[nodiscard]] QByteArray postRequest(
    const QByteArray &path, const QByteArray &json, const QByteArray &header = {});

} // namespace preggo::bench
