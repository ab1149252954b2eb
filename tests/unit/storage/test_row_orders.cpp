// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/unit/storage/random_history.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QString textOf(CacheFixture &f, const QString &sql, int columns)
{
    QString text;
    auto query = f.cache->database().query(sql);
    if (!query.run())
        return u"unreadable"_s;
    while (query.next()) {
        for (int i = 0; i < columns; ++i)
            text += query.text(i) + u' ';
        text += u'\n';
    }
    return text;
}

/// The tables: all that a server's row stands for, deleted or not. What a move took along has version 0.
QString tablesOf(CacheFixture &f)
{
    return textOf(f,
               u"SELECT hex(id), seq, version, published_at, deleted, kind, hex(author), shown, r0, r1, r2, "
               u"r3, r4, "
               "r5, reaction_count, comment_count, score, row FROM post WHERE version>0 ORDER BY id"_s,
               18)
        + textOf(f,
            u"SELECT hex(id), seq, version, published_at, deleted, hex(post), row FROM comment WHERE "
            u"version>0 "
            "ORDER BY id"_s,
            7)
        + textOf(f,
            u"SELECT hex(id), seq, version, hex(post), hex(author), kind FROM reaction WHERE version>0 ORDER BY id"_s,
            6)
        + textOf(f,
            u"SELECT hex(id), seq, version, deleted, hex(post), row FROM media WHERE version>0 ORDER BY id"_s,
            6)
        + textOf(f, u"SELECT kind, start_ms, posts FROM month WHERE posts<>0 ORDER BY kind, start_ms"_s, 3)
        + textOf(f, u"SELECT stream_id, hex(epoch), cursor, backfill FROM stream"_s, 4);
}

/// What views show of it.
QString viewsOf(CacheFixture &f)
{
    QString text;
    for (const auto sort : {FeedSort::Newest, FeedSort::Loved}) {
        FeedQuery query{.family = kFamily};
        query.sort = sort;
        query.limit = limits::kFeedPageMax;
        const auto page = f.cache->feedPage(query);
        for (const auto &card : page->cards) {
            text +=
                u"%1: %2 reactions, %3 comments, mine %4 of %5, %6 pictures\n"_s.arg(card.post.id.toString())
                    .arg(card.reactionTotal())
                    .arg(card.commentCount)
                    .arg(card.mine ? int(*card.mine) : -1)
                    .arg(card.mineSeq)
                    .arg(card.media.size());
        }
    }
    for (int number = 100; number < 104; ++number) {
        const auto thread = f.cache->thread(sampleId<PostId>(number));
        for (const auto &comment : thread->comments)
            text += u"%1 %2 %3\n"_s.arg(number).arg(comment.id.toString()).arg(comment.stamp.seq);
    }
    return text;
}

/// The lines that one of the two has alone; empty where they are equal.
QString differenceOf(const QString &found, const QString &expected)
{
    if (found == expected)
        return {};
    const auto has = found.split(u'\n');
    const auto wants = expected.split(u'\n');
    QString text = u"not equal"_s;
    for (const auto &line : has)
        text += wants.contains(line) ? QString() : u"\n  has   "_s + line;
    for (const auto &line : wants)
        text += has.contains(line) ? QString() : u"\n  wants "_s + line;
    return text;
}

QMap<QString, qint64> seqsOf(CacheFixture &f)
{
    auto query = f.cache->database().query(
        u"SELECT 'post ' || hex(id), seq FROM post UNION ALL SELECT 'comment ' || hex(id), seq FROM comment "
        "UNION ALL SELECT 'reaction ' || hex(id), seq FROM reaction UNION ALL SELECT 'media ' || hex(id), "
        "seq "
        "FROM media"_s);
    QMap<QString, qint64> seqs;
    if (!query.run())
        return seqs;
    while (query.next())
        seqs.insert(query.text(0), query.int64(1));
    return seqs;
}

/// One device that hears of a history in an order of its own.
class Listener
{
public:
    /// A new device in all that can be asked of it.
    void begin(const RandomHistory &history, quint64 seed)
    {
        m_history = &history;
        m_chance.seed(seed);
        m_seqs.clear();
        f.forget();
    }

    /// The pages alone, each with every change as it was made.
    void hearInOrder()
    {
        while (f.cursor < m_history->head())
            hearChanges();
    }
    /// Pages and frames in order, and in between and after whatever rows.
    void hearAnyhow()
    {
        while (f.cursor < m_history->head()) {
            hearRows();
            switch (m_chance() % 3) {
            case 0:
                hearChanges();
                break;
            case 1:
                hearPage();
                break;
            default:
                hearFrames();
            }
            checkSeqs();
        }
        hearRows();
        checkSeqs();
    }

    CacheFixture f{u":memory:"_s};
    int lowered = 0; ///< rows whose seq went down (I9)

private:
    static constexpr qint64 kAtOnce = 12;

    [[nodiscard]] qint64 somewhere(qint64 after, qint64 last)
    {
        return after + 1 + static_cast<qint64>(m_chance() % quint64(last - after));
    }
    [[nodiscard]] qint64 pageEnd()
    {
        return somewhere(f.cursor, std::min(m_history->head(), f.cursor + kAtOnce));
    }
    void hearChanges()
    {
        const qint64 to = pageEnd();
        f.apply(m_history->items().mid(f.cursor, to - f.cursor));
    }
    /// Read at some later time than that of its last change.
    void hearPage()
    {
        const qint64 to = pageEnd();
        const qint64 head = somewhere(to - 1, m_history->head());
        f.apply(m_history->page(f.cursor, to, head), to);
    }
    /// They may overlap with what is known, and may leave a gap.
    void hearFrames()
    {
        QVector<StreamFrame> frames;
        qint64 prev = std::max<qint64>(0, f.cursor - 3 + static_cast<qint64>(m_chance() % 5));
        const qint64 last = std::min(m_history->head(), prev + kAtOnce);
        while (prev < last) {
            const qint64 seq = somewhere(prev, std::min(last, prev + 3));
            frames.append({kAll, kEpoch, prev, seq, m_history->items().mid(prev, seq - prev)});
            prev = seq;
        }
        if (!frames.isEmpty())
            f.cursor = f.cache->applyFrames(kAll, frames, kStartMs)->state.cursor;
    }
    void hearRows()
    {
        QVector<StreamChange> rows;
        for (auto left = m_chance() % 6; left > 0; --left)
            rows.append({kAll, m_history->items()[somewhere(0, m_history->head()) - 1]});
        QVERIFY(f.applyRows(rows));
    }
    void checkSeqs()
    {
        const auto now = seqsOf(f);
        for (auto it = m_seqs.cbegin(); it != m_seqs.cend(); ++it)
            lowered += now.value(it.key()) < it.value() ? 1 : 0;
        m_seqs = now;
    }

    const RandomHistory *m_history = nullptr;
    std::mt19937_64 m_chance;
    QMap<QString, qint64> m_seqs;
};

} // namespace

/// I10, I9, I22: whatever else a device hears, and when, it ends with what the pages say.
class TestRowOrders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsOfAnyTimeInAnyOrderChangeNothing()
    {
        constexpr quint64 kHistories = 1'000;
        Listener inOrder;
        Listener anyhow;
        for (quint64 seed = 1; seed <= kHistories; ++seed) {
            const RandomHistory history(seed);
            inOrder.begin(history, seed);
            inOrder.hearInOrder();
            anyhow.begin(history, seed);
            anyhow.hearAnyhow();
            QVERIFY2(anyhow.lowered == 0, qPrintable(u"history %1"_s.arg(seed)));
            const QString differs = differenceOf(
                tablesOf(anyhow.f) + viewsOf(anyhow.f), tablesOf(inOrder.f) + viewsOf(inOrder.f));
            QVERIFY2(differs.isEmpty(), qPrintable(u"history %1: %2"_s.arg(seed).arg(differs)));
        }
    }
};

QTEST_GUILESS_MAIN(TestRowOrders)
#include "test_row_orders.moc"
