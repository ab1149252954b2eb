// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/action_row.h"
#include "storage/draft.h"
#include "storage/local_disk.h"
#include "storage/media_out.h"
#include "storage/outbox_schema.h"
#include "storage/sql/database.h"

#include <QHash>
#include <QVector>

#include <functional>
#include <memory>
#include <optional>

namespace preggo {

/// What one transaction changes in outbox.db. Empty lists change nothing.
struct OutboxBatch
{
    QVector<ActionRow> put; ///< whole rows with their needs: new ones, and unsent ones whose payload changed
    QVector<ActionRow> advance; ///< everything but the action itself: state, counters, problem, ack
    QVector<OpId> discard; ///< to DISCARDED, with a copy in the trash; its pictures' files stay
    QVector<OpId> purge; ///< settled rows, gone without a copy
    QVector<MediaOut> media; ///< whole rows, new or changed
    QVector<MediaId> dropMedia;
    DraftId releaseDraft; ///< the draft whose text the batch's action now holds
    qint64 nowMs = 0; ///< wall clock
    /// What `advance` says is so whether or not the disk takes it: where it refuses for now, that goes with
    /// the next write, so that nothing later is on the disk without it. Up to Outbox::kOwedMax rows.
    bool standing = false;
};

struct OutboxContents
{
    QVector<ActionRow> actions; ///< all but the discarded, by localSeq
    QVector<MediaOut> media;
    qint64 lastLocalSeq = 0; ///< the discarded included
    int unreadable = 0; ///< rows that are damaged or that no version wrote; they stay in the file
};

/// What became of outbox.db when it was opened.
struct OutboxOpening;

/// outbox.db: what the person did and the server has not confirmed. Precious: never evicted, never
/// rebuilt (docs/sync.md, sections 3 and 12).
///
/// Every write is one transaction with synchronous=FULL: when it returns, it survives a power cut.
/// Used on the storage thread alone; blocks.
class Outbox
{
public:
    /// Opens or creates the file. A damaged file is copied aside and salvaged row by row; one of a newer
    /// version is refused (sql::ErrorKind::Newer) and left as it is. One of an older version is copied
    /// before it is migrated, and what was never sent gets the payloads of this version.
    [[nodiscard]] static sql::Outcome<OutboxOpening> open(const QString &path, const LocalDisk &disk = {},
        const OutboxSchema &schema = OutboxSchema::current());
    ~Outbox();

    /// `makeRoom` runs where the disk is full, on the storage thread; where it returns true, what was to be
    /// saved is tried once more. It outlives the outbox.
    void setMakeRoom(std::function<bool()> makeRoom) { m_makeRoom = std::move(makeRoom); }

    /// What is in the file has been read and is in use: what earlier starts left beside it, such as the copy
    /// from before a migration, is not needed any more. The copies of damaged files stay.
    void startSucceeded();

    [[nodiscard]] sql::Outcome<OutboxContents> load();
    /// Writes along what is owed of earlier standing batches, where this one says nothing younger of it.
    [[nodiscard]] sql::Outcome<void> write(const OutboxBatch &batch);
    /// So many rows are owed at most: a write must not grow with what went wrong before. Beyond it the next
    /// start decides by what the file says.
    static constexpr qsizetype kOwedMax = 1'000;

    /// Notes how far an upload has come; the row's other columns stay.
    [[nodiscard]] sql::Outcome<void> updateUpload(MediaId media, const QString &tusUrl, qint64 tusOffset);
    [[nodiscard]] sql::Outcome<std::optional<MediaOut>> media(MediaId media);

    /// Replaces the draft of the same target.
    [[nodiscard]] sql::Outcome<void> saveDraft(const Draft &draft);
    [[nodiscard]] sql::Outcome<std::optional<Draft>> draftFor(const QString &target);
    [[nodiscard]] sql::Outcome<QVector<Draft>> drafts();
    [[nodiscard]] sql::Outcome<void> removeDraft(DraftId draft);

    /// Erases what lies in the trash for longer than limits::kTrashMs, the files of its pictures included
    /// where nothing else names them.
    [[nodiscard]] sql::Outcome<void> emptyTrash(qint64 nowMs);
    [[nodiscard]] sql::Outcome<int> trashCount();

    [[nodiscard]] sql::Database &database() { return *m_database; }

private:
    Outbox(std::unique_ptr<sql::Database> database, LocalDisk disk);
    [[nodiscard]] sql::Outcome<void> writeOnce(const OutboxBatch &batch);
    void owe(const OutboxBatch &batch, const sql::Error &error);
    [[nodiscard]] OutboxBatch withOwed(const OutboxBatch &batch) const;
    /// Runs it, and once more where that made room.
    template <typename Write> [[nodiscard]] sql::Outcome<void> withRoom(const Write &write)
    {
        auto done = write();
        if (!done && done.error().kind == sql::ErrorKind::Full && m_makeRoom && m_makeRoom())
            done = write();
        return done;
    }

    std::unique_ptr<sql::Database> m_database;
    const LocalDisk m_disk;
    std::function<bool()> m_makeRoom;
    QHash<OpId, ActionRow> m_owed; ///< of standing batches that the disk refused
    QStringList m_remains; ///< of earlier starts, beside the file
};

struct OutboxOpening
{
    std::unique_ptr<Outbox> outbox;
    QString damagedCopy; ///< where the damaged file was kept; empty where it was sound
    int salvaged = 0; ///< rows read out of a damaged file
    int lost = 0; ///< rows that could not be read
};

} // namespace preggo
