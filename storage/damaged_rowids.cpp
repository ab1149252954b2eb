// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/damaged_rowids.h"

#include <QSet>

#include <algorithm>
#include <limits>
#include <optional>

namespace preggo {

using namespace Qt::Literals::StringLiterals;
using sql::Outcome;

namespace {

/// A page that cannot be read hides the rows behind it, and so does a torn number that is far too large: this
/// many numbers behind the last good one are tried before what lies there is given up.
constexpr qint64 kGapMax = 10'000;
/// So many are tried in vain in a table; from then on far numbers are believed, and the next page that cannot
/// be read is the end.
constexpr qint64 kMissesMax = 5 * kGapMax;
/// Pages that name each other in a ring have rows without end.
constexpr int kListedMax = 1'000'000;

struct Listed
{
    QSet<qint64> rowids;
    bool isWhole = false;
};

Outcome<Listed> listByIndex(sql::Database &database, const QString &table)
{
    auto query = database.query(
        u"SELECT rowid FROM main.%1 INDEXED BY sqlite_autoindex_%1_1 LIMIT %2"_s.arg(table).arg(kListedMax));
    Listed listed;
    auto done = query.run();
    while (done && query.next())
        listed.rowids.insert(query.int64(0));
    if (const auto error = query.error(); done && error)
        done = tl::make_unexpected(*error);
    if (!done && isOfTheDisk(done.error()))
        return tl::make_unexpected(done.error());
    listed.isWhole = done.has_value();
    return listed;
}

/// Goes through the table from row to row, and number by number where there is no way from one to the next.
class RowidWalk
{
public:
    RowidWalk(sql::Database &database, const QString &table)
        : m_database(database)
        , m_text(u"SELECT rowid FROM main.%1 NOT INDEXED WHERE rowid>? ORDER BY rowid LIMIT 1"_s.arg(table))
    { }

    /// Only an error of the disk is one.
    Outcome<void> run()
    {
        while (!m_hasEnded) {
            auto done = step();
            if (!done && isOfTheDisk(done.error()))
                return done;
            // Another than damage to a page, such as a table that is not there, is the same for each number.
            m_hasEnded = m_hasEnded || (!done && done.error().kind != sql::ErrorKind::Corrupt);
        }
        return {};
    }
    [[nodiscard]] const QSet<qint64> &rowids() const { return m_rowids; }
    /// Some page could not be read.
    [[nodiscard]] bool hasHidden() const { return m_hasHidden; }

private:
    Outcome<void> step()
    {
        auto query = m_database.query(m_text);
        auto done = query.bind(m_at).run();
        if (done && !query.next()) {
            m_hasEnded = !resumeAtFar();
            return done;
        }
        const auto next = done ? std::optional(query.int64(0)) : std::nullopt;
        if (next && *next > m_at && (isNear(*next) || m_missesLeft == 0))
            goTo(*next);
        else
            miss(next);
        return done;
    }
    [[nodiscard]] bool isNear(qint64 rowid) const { return rowid <= 0 || rowid - qMax(m_at, 0) <= kGapMax; }
    void goTo(qint64 rowid)
    {
        m_rowids.insert(rowid);
        m_at = rowid;
        m_inGap = 0;
        m_far.reset();
    }
    void miss(std::optional<qint64> seen)
    {
        m_hasHidden = m_hasHidden || !seen;
        if (seen && *seen > m_at && (!m_far || *seen < *m_far))
            m_far = seen;
        ++m_inGap;
        m_missesLeft = qMax(0, m_missesLeft - 1);
        if (m_inGap > kGapMax || m_missesLeft == 0 || m_at == std::numeric_limits<qint64>::max())
            m_hasEnded = !resumeAtFar();
        else
            m_at = qMax(m_at, -1) + 1;
    }
    /// Nothing was nearer.
    bool resumeAtFar()
    {
        if (!m_far)
            return false;
        goTo(*m_far);
        return true;
    }

    sql::Database &m_database;
    const QString m_text;
    QSet<qint64> m_rowids;
    qint64 m_at = std::numeric_limits<qint64>::min();
    std::optional<qint64> m_far;
    qint64 m_inGap = 0;
    qint64 m_missesLeft = kMissesMax;
    bool m_hasHidden = false;
    bool m_hasEnded = false;
};

} // namespace

Outcome<DamagedRowids> findDamagedRowids(sql::Database &database, const QString &table)
{
    const auto listed = listByIndex(database, table);
    if (!listed)
        return tl::make_unexpected(listed.error());
    RowidWalk walk(database, table);
    if (auto done = walk.run(); !done)
        return tl::make_unexpected(done.error());
    QSet<qint64> all = listed->rowids;
    all.unite(walk.rowids());
    DamagedRowids found;
    // What is torn has a number in the table that never was one; the index knows how many there were. Without
    // it there was at least one row on a page that cannot be read.
    found.rows = listed->isWhole ? listed->rowids.size() : all.size() + (walk.hasHidden() ? 1 : 0);
    found.rowids = QVector<qint64>(all.cbegin(), all.cend());
    std::sort(found.rowids.begin(), found.rowids.end());
    return found;
}

} // namespace preggo
