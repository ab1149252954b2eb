// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QVector>

#include <mutex>

namespace preggo::test {

/// How far one request came. Names no token and nothing of what was sent. Value type.
struct Passage
{
    QByteArray method;
    QByteArray path; ///< with its query
    qint64 uploadOffset = -1; ///< of tus; -1 where the request names none
    qint64 bodyBytes = 0; ///< as announced
    qint64 passedBytes = 0; ///< of the body, handed on to the server
    int status = 0; ///< of the answer that was handed back; 0 where none was

    [[nodiscard]] static Passage fromHead(const QByteArray &head);
};

/// The status in an answer's first bytes, interim answers left out; 0 where it has not come yet.
[[nodiscard]] int finalStatus(const QByteArray &answer);

/// Requests in the order in which their heads came. Any thread.
class Journal
{
public:
    static constexpr qsizetype kPassagesMax = 100'000; ///< later ones are not written down
    static constexpr int kNone = -1; ///< the number of one that is not written down

    /// Its number from now on.
    [[nodiscard]] int begin(const Passage &passage);
    void setPassed(int number, qint64 bytes);
    void setStatus(int number, int status);
    [[nodiscard]] QVector<Passage> all() const;

private:
    mutable std::mutex m_mutex;
    QVector<Passage> m_passages;
};

} // namespace preggo::test
