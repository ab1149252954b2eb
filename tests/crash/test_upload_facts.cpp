// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "upload_facts.h"

#include <QTest>

using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

Passage piece(const QByteArray &media, qint64 at, qint64 bytes, int status = 204)
{
    return {"PATCH", "/api/v1/uploads/" + media, at, bytes, bytes, status};
}

} // namespace

/// A journal in which all is well, spoiled in one thing each.
class TestUploadFacts : public QObject
{
    Q_OBJECT

private:
    /// Two pictures; the second piece of the first was cut in the middle and sent again.
    QVector<Passage> m_journal;
    const QHash<QString, qint64> m_bytes{{u"m"_s, 700}, {u"n"_s, 100}};

    /// The rules that are broken.
    [[nodiscard]] QStringList broken(int interruptions = 1) const
    {
        QStringList rules;
        for (const auto &finding : checkUploads(m_journal, m_bytes, interruptions))
            rules.append(finding.section(u':', 0, 0));
        return rules;
    }

private Q_SLOTS:
    void init()
    {
        m_journal = {{"POST", "/api/v1/uploads", -1, 0, 0, 201}, piece("m", 0, 100), piece("m", 100, 200, 0),
            {"HEAD", "/api/v1/uploads/m", -1, 0, 0, 200}, piece("m", 100, 200), piece("m", 300, 400),
            piece("n", 0, 100)};
        m_journal[2].passedBytes = 60;
    }

    void anInterruptedPieceMayComeAgain()
    {
        QCOMPARE(broken(), QStringList());
        const UploadSums sums = sumUploads(m_journal);
        QCOMPARE(sums.pieces, 5);
        QCOMPARE(sums.interrupted, 1);
        QCOMPARE(sums.sent, 860);
        QCOMPARE(sums.again, 60);
        QCOMPARE(sums.largestPiece, 400);
    }

    void whatTheServerHasIsNotSentAgain()
    {
        m_journal.insert(2, piece("m", 50, 50));
        QCOMPARE(broken(), QStringList{u"again"_s});
        init();
        m_journal[1].status = 0; // it never said so
        m_journal.insert(2, piece("m", 50, 50));
        QCOMPARE(broken(2), QStringList());
    }

    void onePieceIsRepeatedAtMost()
    {
        m_journal.insert(6, piece("m", 0, 400));
        m_journal.insert(6, piece("m", 0, 300));
        for (auto &each : m_journal)
            each.status = 0;
        QCOMPARE(broken(9), QStringList());
        m_journal[7].passedBytes = 401;
        QCOMPARE(broken(9), QStringList{u"far back"_s});
    }

    void eachInterruptionCostsAPieceAtMost()
    {
        m_journal[2].passedBytes = 200;
        m_journal.insert(3, piece("m", 100, 200, 0));
        m_journal.insert(3, piece("m", 100, 101, 0));
        QCOMPARE(broken(3), QStringList());
        QCOMPARE(broken(1), (QStringList{u"too much"_s, u"unexplained"_s}));
    }

    void whatIsThereWasSent()
    {
        m_journal.removeLast();
        QCOMPARE(broken(), QStringList{u"too little"_s});
    }

    void noPieceIsSentInVain()
    {
        m_journal[4].status = 409;
        QCOMPARE(broken(), QStringList{u"in vain"_s});
    }

    void everyInterruptionHasACause() { QCOMPARE(broken(0), (QStringList{u"too much"_s, u"unexplained"_s})); }
};

QTEST_GUILESS_MAIN(TestUploadFacts)
#include "test_upload_facts.moc"
