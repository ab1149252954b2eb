// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/sync_messages.h"
#include "storage/apply_report.h"
#include "storage/feed_query.h"
#include "storage/local_disk.h"
#include "storage/post_card.h"
#include "storage/sql/database.h"
#include "storage/stream_state.h"

#include <QVector>

#include <limits>
#include <memory>
#include <optional>

namespace preggo {

struct CacheOpening;

/// cache.db: what the server has confirmed, as far as this device has read it. Disposable: deleting it
/// loses nothing (docs/sync.md, sections 3, 9 and 12). It is the only thing that views read.
///
/// A row is applied iff its seq is above that of the stored one; a cursor is committed in the
/// transaction of the rows that it covers; counts are kept in that transaction too.
/// Used on the storage thread alone; blocks.
class Cache
{
public:
    /// Opens or creates the file of `self`. One that is damaged or of a newer version is deleted and begun
    /// anew.
    [[nodiscard]] static sql::Outcome<CacheOpening> open(
        const QString &path, UserId self, const LocalDisk &disk = {});
    ~Cache();

    // What came from the server

    [[nodiscard]] sql::Outcome<QVector<StreamState>> streams();
    /// A page of changes. Applied only where the epoch is the stream's and `from` is its cursor.
    [[nodiscard]] sql::Outcome<ApplyReport> applyChanges(
        const StreamId &stream, const ChangesPage &page, qint64 nowMs);
    /// Frames of one stream in the order they came, in one transaction; stops at the first gap.
    [[nodiscard]] sql::Outcome<ApplyReport> applyFrames(
        const StreamId &stream, const QVector<StreamFrame> &frames, qint64 nowMs);
    /// Rows out of a push reply with its heads: they never move a cursor, and are dropped where their stream
    /// is not read here in the epoch that the reply speaks of.
    [[nodiscard]] sql::Outcome<ApplyReport> applyRows(const QVector<StreamChange> &rows, const Heads &heads);
    /// A page of a first join: rows count at once. The first page sets epoch and cursor; `page.next` is kept
    /// as the stream's backfill token until the last page clears it.
    [[nodiscard]] sql::Outcome<ApplyReport> applySnapshot(
        const StreamId &stream, const SnapshotPage &page, bool first, qint64 nowMs);
    /// R4, R5: collects a page of a new snapshot beside the rows in use.
    [[nodiscard]] sql::Outcome<void> stageSnapshot(
        const StreamId &stream, const SnapshotPage &page, bool first);
    /// Puts the staged rows in the place of the stream's rows in one transaction. The cursor becomes `asOf`.
    [[nodiscard]] sql::Outcome<ApplyReport> swapSnapshot(
        const StreamId &stream, EpochId epoch, qint64 asOf, qint64 nowMs);
    /// R7: erases the stream from the file, free pages and log included. An error means that the rows stand
    /// as they stood; where only the traces could not be erased, the report says so.
    [[nodiscard]] sql::Outcome<ApplyReport> wipeStream(const StreamId &stream);

    /// Takes the traces of what was erased out of the file, its free pages and its log.
    [[nodiscard]] sql::Outcome<void> scrub();
    /// What was written so far survives a power cut when this returns; single writes need not.
    [[nodiscard]] sql::Outcome<void> makeDurable();

    // What views read

    /// A constant number of statements whatever the limit; the time does not grow with the family's posts.
    [[nodiscard]] sql::Outcome<FeedPage> feedPage(const FeedQuery &query);
    /// Nothing where no stream holds the post. A deleted post has `post.deleted`.
    [[nodiscard]] sql::Outcome<std::optional<PostCard>> postCard(PostId post);
    /// The cards of these posts in no particular order; those that do not exist, are deleted or were
    /// published before `fromMs` are left out.
    [[nodiscard]] sql::Outcome<QVector<PostCard>> postCards(
        const QVector<PostId> &posts, qint64 fromMs = std::numeric_limits<qint64>::min());
    [[nodiscard]] sql::Outcome<PostThread> thread(PostId post);
    [[nodiscard]] sql::Outcome<std::optional<Media>> media(MediaId media);
    /// Pictures of shown posts that were published at `fromMs` or later, newest first, at most `limit`.
    [[nodiscard]] sql::Outcome<QVector<Media>> picturesSince(FamilyId family, qint64 fromMs, int limit);
    /// All, the removed included: their posts still need a name.
    [[nodiscard]] sql::Outcome<QVector<Member>> members(FamilyId family);
    /// The families that the person is in and whose `family` row is here.
    [[nodiscard]] sql::Outcome<QVector<Family>> families();
    /// Her memberships, the removed left out.
    [[nodiscard]] sql::Outcome<QVector<Membership>> memberships();
    /// Months with posts, newest first: the scale of the scroll thumb.
    [[nodiscard]] sql::Outcome<QVector<MonthCount>> months(FamilyId family, std::optional<PostKind> filter);
    /// The instant below which about `fraction` (0 = newest, 1 = oldest) of the posts lie newer; 0 without
    /// posts.
    [[nodiscard]] sql::Outcome<qint64> dateAtFraction(
        FamilyId family, std::optional<PostKind> filter, double fraction);
    /// The inverse of dateAtFraction().
    [[nodiscard]] sql::Outcome<double> fractionAtDate(
        FamilyId family, std::optional<PostKind> filter, qint64 publishedAtMs);
    /// Posts of others after this place, counted up to `limit`.
    [[nodiscard]] sql::Outcome<int> newerThan(FamilyId family, const FeedKey &key, int limit = 100);
    /// Seq of an entity's row in a stream; 0 where there is none.
    [[nodiscard]] sql::Outcome<qint64> seqOf(const StreamId &stream, EntityType type, EntityId id);

    [[nodiscard]] sql::Database &database() { return *m_database; }

private:
    Cache(std::unique_ptr<sql::Database> database, UserId self);
    std::unique_ptr<sql::Database> m_database;
    UserId m_self;
};

struct CacheOpening
{
    std::unique_ptr<Cache> cache;
    bool rebuilt = false; ///< an older file was there and had to go
};

} // namespace preggo
