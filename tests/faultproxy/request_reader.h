// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>

#include <cstddef>
#include <functional>

namespace preggo::test {

/// Finds the requests in the bytes that a client sends over one HTTP/1.1 connection. One thread.
///
/// Knows Content-Length, which is all that our client sends. After a request to upgrade the rest is no
/// longer HTTP and is not looked at.
class RequestReader
{
public:
    /// Longer ones are followed to their end, but not kept.
    static constexpr qsizetype kKeptBytes = 8 * 1024 * 1024;

    /// `whole` is called with each request, head and body, when its last byte has come; with an empty one
    /// where it was longer than kKeptBytes. `began` is called with each head.
    explicit RequestReader(std::function<void(const QByteArray &request)> whole = {},
        std::function<void(const QByteArray &head)> began = {});

    void take(QByteArray bytes);

    /// Head of the request that came last, whole or not.
    [[nodiscard]] const QByteArray &head() const { return m_head; }
    /// How much of its body has come.
    [[nodiscard]] qint64 bodyCame() const { return m_bodyBytes - m_bodyLeft; }
    /// False from a request's first byte until its last.
    [[nodiscard]] bool isWhole() const { return m_request.isEmpty() && m_bodyLeft == 0; }

private:
    [[nodiscard]] qsizetype takeHead(const QByteArray &bytes);
    void end();

    std::function<void(const QByteArray &)> m_whole;
    std::function<void(const QByteArray &)> m_began;
    QByteArray m_request; ///< what has come of the current one
    QByteArray m_head;
    qint64 m_bodyBytes = 0;
    qint64 m_bodyLeft = 0;
    bool m_inBody = false;
    bool m_tooLong = false;
    bool m_upgraded = false;
};

} // namespace preggo::test
