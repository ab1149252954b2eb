// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/outbox.h"

#include "protocol/limits.h"
#include "storage/action_dependency_table.h"
#include "storage/action_table.h"
#include "storage/draft_table.h"
#include "storage/media_out_table.h"
#include "storage/sql/transaction.h"
#include "storage/trash_sweep.h"
#include "storage/trash_table.h"

#include <QHash>
#include <QJsonArray>
#include <QSet>

#include <utility>

namespace preggo {

using namespace Qt::Literals::StringLiterals;
using sql::Outcome;

namespace {

/// The rows of the pictures that an action names, as far as they are here.
Outcome<QVector<MediaOut>> picturesOf(sql::Database &database, const ActionRow &row)
{
    QVector<MediaOut> media;
    for (const auto &value : row.action.payload[u"media"_s].toArray()) {
        const auto id = MediaId::parse(value.toString());
        const auto picture = MediaOutTable(database).find(id.value_or(MediaId()));
        if (!picture)
            return tl::make_unexpected(picture.error());
        if (*picture)
            media.append(**picture);
    }
    return media;
}

Outcome<void> discardAction(sql::Database &database, OpId op, qint64 nowMs)
{
    ActionTable actions(database);
    const auto row = actions.find(op);
    if (!row)
        return tl::make_unexpected(row.error());
    if (*row) {
        const auto media = picturesOf(database, **row);
        if (!media)
            return tl::make_unexpected(media.error());
        if (auto done = TrashTable(database).put(**row, *media, nowMs); !done)
            return done;
    }
    return actions.markDiscarded(op);
}

Outcome<void> writeActions(sql::Database &database, const OutboxBatch &batch)
{
    ActionTable actions(database);
    for (const auto &row : batch.put) {
        if (auto done = actions.put(row); !done)
            return done;
        if (auto done = ActionDependencyTable(database).replace(row.action.opId, row.action.needs); !done)
            return done;
    }
    for (const auto &row : batch.advance) {
        if (auto done = actions.advance(row); !done)
            return done;
    }
    for (const auto &op : batch.discard) {
        if (auto done = discardAction(database, op, batch.nowMs); !done)
            return done;
    }
    for (const auto &op : batch.purge) {
        if (auto done = actions.remove(op); !done)
            return done;
    }
    return {};
}

Outcome<void> writeMedia(sql::Database &database, const OutboxBatch &batch)
{
    MediaOutTable media(database);
    for (const auto &row : batch.media) {
        if (auto done = media.put(row); !done)
            return done;
    }
    for (const auto &id : batch.dropMedia) {
        if (auto done = media.remove(id); !done)
            return done;
    }
    if (batch.releaseDraft.isNull())
        return {};
    return DraftTable(database).remove(batch.releaseDraft);
}

/// Rows that wait for each other in a ring would wait for ever, and this program makes none: of what is left
/// when all that can go has gone, nothing waits for a later one.
void breakRings(QVector<ActionRow> &rows)
{
    QHash<OpId, qint64> left;
    for (const ActionRow &row : std::as_const(rows))
        left.insert(row.action.opId, row.localSeq);
    QHash<OpId, QVector<qsizetype>> waiting;
    QVector<qsizetype> open(rows.size());
    QVector<OpId> ready;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        for (const OpId need : std::as_const(rows[i].action.needs)) {
            if (!left.contains(need))
                continue;
            waiting[need].append(i);
            ++open[i];
        }
        if (open[i] == 0)
            ready.append(rows[i].action.opId);
    }
    while (!ready.isEmpty()) {
        const OpId gone = ready.takeLast();
        left.remove(gone);
        for (const qsizetype i : waiting.value(gone)) {
            if (--open[i] == 0)
                ready.append(rows[i].action.opId);
        }
    }
    if (left.isEmpty())
        return;
    for (ActionRow &row : rows) {
        if (left.contains(row.action.opId))
            row.action.needs.removeIf([&](OpId need) { return left.value(need) >= row.localSeq; });
    }
}

} // namespace

Outbox::Outbox(std::unique_ptr<sql::Database> database, LocalDisk disk)
    : m_database(std::move(database))
    , m_disk(std::move(disk))
{ }

Outbox::~Outbox() = default;

Outcome<void> Outbox::write(const OutboxBatch &batch)
{
    const OutboxBatch all = m_owed.isEmpty() ? batch : withOwed(batch);
    auto done = withRoom([&] { return writeOnce(all); });
    if (done)
        m_owed.clear();
    else if (batch.standing)
        owe(batch, done.error());
    return done;
}

// What the file itself cannot take would take every later write along. And what the batch would also have
// discarded is not half of it: a start decides over that anew.
void Outbox::owe(const OutboxBatch &batch, const sql::Error &error)
{
    const bool mayPass = error.kind == sql::ErrorKind::Full || error.kind == sql::ErrorKind::Io
        || error.kind == sql::ErrorKind::Busy || error.kind == sql::ErrorKind::Other;
    if (!mayPass || m_owed.size() + batch.advance.size() > kOwedMax)
        return;
    for (const auto &row : batch.advance) {
        if (!batch.discard.contains(row.action.opId))
            m_owed.insert(row.action.opId, row);
    }
}

/// What the batch itself says of an action is younger.
OutboxBatch Outbox::withOwed(const OutboxBatch &batch) const
{
    QSet<OpId> known(batch.discard.cbegin(), batch.discard.cend());
    for (const auto &op : batch.purge)
        known.insert(op);
    for (const auto &row : batch.put)
        known.insert(row.action.opId);
    for (const auto &row : batch.advance)
        known.insert(row.action.opId);
    OutboxBatch all = batch;
    for (const auto &row : m_owed) {
        if (!known.contains(row.action.opId))
            all.advance.append(row);
    }
    return all;
}

Outcome<void> Outbox::writeOnce(const OutboxBatch &batch)
{
    sql::Transaction transaction(*m_database);
    if (!transaction.begun())
        return transaction.begun();
    if (auto done = writeActions(*m_database, batch); !done)
        return done;
    if (auto done = writeMedia(*m_database, batch); !done)
        return done;
    if (batch.purge.isEmpty())
        return transaction.commit();
    const auto swept = sweepDrafts(*m_database);
    if (!swept)
        return tl::make_unexpected(swept.error());
    if (auto done = transaction.commit(); !done)
        return done;
    removeOwnerless(*m_database, *m_disk.files, *swept);
    return {};
}

Outcome<OutboxContents> Outbox::load()
{
    ActionTable table(*m_database);
    auto actions = table.load();
    if (!actions)
        return tl::make_unexpected(actions.error());
    const auto needs = ActionDependencyTable(*m_database).load();
    if (!needs)
        return tl::make_unexpected(needs.error());
    for (auto &row : actions->rows)
        row.action.needs = needs->value(row.action.opId);
    breakRings(actions->rows);
    auto media = MediaOutTable(*m_database).load();
    if (!media)
        return tl::make_unexpected(media.error());
    const auto last = table.lastLocalSeq();
    if (!last)
        return tl::make_unexpected(last.error());
    return OutboxContents{std::move(actions->rows), std::move(*media), *last, actions->unreadable};
}

Outcome<void> Outbox::updateUpload(MediaId media, const QString &tusUrl, qint64 tusOffset)
{
    return MediaOutTable(*m_database).updateUpload(media, tusUrl, tusOffset);
}

Outcome<std::optional<MediaOut>> Outbox::media(MediaId media)
{
    return MediaOutTable(*m_database).find(media);
}

Outcome<void> Outbox::saveDraft(const Draft &draft)
{
    return withRoom([&] { return DraftTable(*m_database).put(draft); });
}

Outcome<std::optional<Draft>> Outbox::draftFor(const QString &target)
{
    return DraftTable(*m_database).findFor(target);
}

Outcome<QVector<Draft>> Outbox::drafts()
{
    return DraftTable(*m_database).load();
}

Outcome<void> Outbox::removeDraft(DraftId draft)
{
    return DraftTable(*m_database).remove(draft);
}

Outcome<void> Outbox::emptyTrash(qint64 nowMs)
{
    sql::Transaction transaction(*m_database);
    if (!transaction.begun())
        return transaction.begun();
    auto swept = sweepTrash(*m_database, nowMs - limits::kTrashMs);
    if (!swept)
        return tl::make_unexpected(swept.error());
    const auto drafts = sweepDrafts(*m_database);
    if (!drafts)
        return tl::make_unexpected(drafts.error());
    if (auto done = transaction.commit(); !done)
        return done;
    removeOwnerless(*m_database, *m_disk.files, *swept + *drafts);
    return {};
}

Outcome<int> Outbox::trashCount()
{
    return TrashTable(*m_database).count();
}

} // namespace preggo
