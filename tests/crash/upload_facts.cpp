// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "upload_facts.h"

#include <algorithm>
#include <numeric>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPieceTaken = 204;

bool isPiece(const Passage &passage)
{
    return passage.method == "PATCH" && passage.uploadOffset >= 0;
}

QString mediaOf(const Passage &piece)
{
    return QString::fromLatin1(piece.path.mid(piece.path.lastIndexOf('/') + 1));
}

/// How far one upload has come.
struct Reach
{
    qint64 sent = 0;
    qint64 taken = 0; ///< as the server has said
};

/// Follows the pieces in the order in which they came.
class Follower
{
public:
    void take(const Passage &piece)
    {
        Reach &reach = m_reached[mediaOf(piece)];
        const qint64 end = piece.uploadOffset + piece.passedBytes;
        m_repeated = std::max<qint64>(0, std::min(reach.sent, end) - piece.uploadOffset);
        m_repeatsTaken = piece.passedBytes > 0 && piece.uploadOffset < reach.taken;
        reach.sent = std::max(reach.sent, end);
        if (piece.status == kPieceTaken)
            reach.taken = std::max(reach.taken, end);
    }
    [[nodiscard]] qint64 repeated() const { return m_repeated; }
    [[nodiscard]] bool repeatsTaken() const { return m_repeatsTaken; }
    [[nodiscard]] qint64 sentOf(const QString &media) const { return m_reached.value(media).sent; }

private:
    QHash<QString, Reach> m_reached;
    qint64 m_repeated = 0; ///< by the last piece
    bool m_repeatsTaken = false;
};

QString placeOf(const Passage &piece)
{
    return u"%1 at %2"_s.arg(mediaOf(piece)).arg(piece.uploadOffset);
}

void checkPiece(const Passage &piece, const Follower &after, qint64 largest, QStringList &findings)
{
    if (after.repeatsTaken())
        findings.append(u"again: "_s + placeOf(piece));
    if (after.repeated() > largest)
        findings.append(u"far back: %1, %2 bytes"_s.arg(placeOf(piece)).arg(after.repeated()));
    if (piece.status != 0 && piece.status != kPieceTaken)
        findings.append(u"in vain: %1 was answered %2"_s.arg(placeOf(piece)).arg(piece.status));
}

} // namespace

UploadSums sumUploads(const QVector<Passage> &journal)
{
    UploadSums sums;
    Follower follower;
    for (const Passage &piece : journal) {
        if (!isPiece(piece))
            continue;
        follower.take(piece);
        ++sums.pieces;
        sums.interrupted += piece.status == 0 ? 1 : 0;
        sums.sent += piece.passedBytes;
        sums.again += follower.repeated();
        sums.largestPiece = std::max(sums.largestPiece, piece.bodyBytes);
    }
    return sums;
}

QStringList checkUploads(
    const QVector<Passage> &journal, const QHash<QString, qint64> &bytes, int interruptions)
{
    QStringList findings;
    const UploadSums sums = sumUploads(journal);
    Follower follower;
    for (const Passage &piece : journal) {
        if (!isPiece(piece))
            continue;
        follower.take(piece);
        checkPiece(piece, follower, sums.largestPiece, findings);
    }
    for (auto it = bytes.cbegin(); it != bytes.cend(); ++it) {
        if (follower.sentOf(it.key()) < it.value())
            findings.append(u"too little: %1 of %2 bytes of %3"_s.arg(follower.sentOf(it.key()))
                                .arg(it.value())
                                .arg(it.key()));
    }
    const qint64 whole = std::accumulate(bytes.cbegin(), bytes.cend(), qint64(0));
    if (sums.sent > whole + interruptions * sums.largestPiece)
        findings.append(u"too much: %1 bytes for %2, with %3 interruptions of at most %4"_s.arg(sums.sent)
                            .arg(whole)
                            .arg(interruptions)
                            .arg(sums.largestPiece));
    if (sums.interrupted > interruptions)
        findings.append(u"unexplained: %1 pieces without an answer, %2 interruptions"_s.arg(sums.interrupted)
                            .arg(interruptions));
    return findings;
}

} // namespace preggo::test
