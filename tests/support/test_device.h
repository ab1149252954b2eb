// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/engine.h"
#include "tests/support/fake_net.h"
#include "tests/support/fake_tokens.h"
#include "tests/support/sim_files.h"
#include "tests/support/sim_vfs.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <functional>
#include <memory>

namespace preggo::test {

/// The true time, as a device with a wrong clock sees it.
class SkewedClock final : public Clock
{
public:
    explicit SkewedClock(const Clock &trueClock)
        : m_true(trueClock)
    { }
    [[nodiscard]] qint64 steadyMs() const override { return m_true.steadyMs(); }
    [[nodiscard]] qint64 wallMs() const override { return m_true.wallMs() + skewMs; }
    qint64 skewMs = 0;

private:
    const Clock &m_true;
};

/// One installation of one person: real databases on disk, a real engine, a fake network. restart() is
/// an ordinary quit and start, crash() a kill: what was not committed is gone. One executor serves as main
/// and storage thread. With a SimDisk the databases lie there, and it can lose power and fail.
class TestDevice : public SyncObserver
{
public:
    TestDevice(FakeClock &deviceClock, VirtualExecutor &deviceExecutor, FakeServer &server, UserId user,
        quint64 seed = 1, SimDisk *simDisk = nullptr)
        : disk(simDisk)
        , clock(deviceClock)
        , executor(deviceExecutor)
        , self(user)
        , rng(seed)
        , net(deviceExecutor, server, user)
        , ws(deviceExecutor)
    {
        if (disk)
            vfs.emplace(*disk);
        open();
    }
    ~TestDevice() override { close(); }

    void open()
    {
        const LocalDisk local = vfs ? LocalDisk{vfs->name(), std::make_shared<SimFiles>(*disk)} : LocalDisk();
        outbox = std::move(Outbox::open(pathOf(QStringLiteral("outbox.db")), local)->outbox);
        cache = std::move(Cache::open(pathOf(QStringLiteral("cache.db")), self, local)->cache);
        engine = std::make_unique<SyncEngine>(EngineDeps{ownClock, rng, executor, executor, *outbox, *cache,
            net, ws, tokens, netStatus, uploads, self, numbered<DeviceId>(77)});
        engine->addObserver(this);
        if (beforeStart)
            beforeStart();
        engine->start([this](const Result<void> &result) { loaded = result.has_value(); });
        if (whileLoading)
            whileLoading();
        executor.drain();
    }
    void close()
    {
        if (!engine)
            return;
        engine->stop();
        executor.drain();
        engine.reset();
        executor.drain();
        cache.reset();
        outbox.reset();
    }
    void restart()
    {
        close();
        open();
    }
    /// The process dies: not even what it does on its way out reaches the disk.
    void kill()
    {
        if (outbox)
            (void)outbox->database().exec(QStringLiteral("PRAGMA query_only=1"));
        if (cache)
            (void)cache->database().exec(QStringLiteral("PRAGMA query_only=1"));
        close();
    }
    void crash()
    {
        kill();
        open();
    }
    /// The power goes, or the process dies, in the middle of whatever its disk did. On a SimDisk alone.
    void stopDisk(SimDisk::Stop how)
    {
        disk->stop(how);
        close();
        disk->setFault({});
        open();
    }
    void wipeCache()
    {
        close();
        for (const auto name : {"cache.db", "cache.db-wal", "cache.db-shm"})
            QFile::remove(dir.filePath(QString::fromLatin1(name)));
        open();
    }
    /// From now on the file takes no writes, as one on a full disk would; or takes them again.
    void refuseWrites(sql::Database &database, bool refuse = true)
    {
        (void)database.exec(
            refuse ? QStringLiteral("PRAGMA query_only=ON") : QStringLiteral("PRAGMA query_only=OFF"));
    }
    [[nodiscard]] QString pathOf(const QString &name) const { return disk ? name : dir.filePath(name); }

    /// Submits and lets the commit happen; true where it was confirmed.
    bool commit(const ActionDraft &draft)
    {
        bool done = false;
        lastOp = engine->submit(draft, [&](const Result<void> &result) { done = result.has_value(); });
        executor.drain();
        return done;
    }
    PostId post(FamilyId family, const QString &text)
    {
        const auto id = engine->mint<PostId>();
        PostCreate create;
        create.text = text;
        commit(draft::createPost(StreamId::all(family), id, create));
        return id;
    }
    CommentId comment(FamilyId family, PostId post, const QString &text)
    {
        const auto id = engine->mint<CommentId>();
        CommentCreate create;
        create.post = post;
        create.text = text;
        commit(draft::createComment(StreamId::all(family), id, create));
        return id;
    }
    void react(FamilyId family, PostId post, std::optional<ReactionKind> kind)
    {
        commit(draft::setReaction(StreamId::all(family), post, self, kind));
    }

    /// What a view would show: the cards of cache.db folded, own pending posts on top.
    QVector<PostCard> view(FamilyId family)
    {
        FeedQuery query;
        query.family = family;
        query.limit = limits::kFeedPageMax;
        QVector<PostCard> base = cache->feedPage(query)->cards;
        QVector<PostCard> shown;
        QSet<PostId> known;
        for (auto &card : base) {
            engine->overlay().fold(card);
            known.insert(card.post.id);
        }
        for (const auto &card : engine->overlay().ownPending(family)) {
            if (!known.contains(card.post.id))
                shown.append(card);
        }
        for (const auto &card : std::as_const(base)) {
            if (!card.post.deleted)
                shown.append(card);
        }
        return shown;
    }
    bool shows(FamilyId family, PostId post)
    {
        const auto cards = view(family);
        return std::any_of(
            cards.cbegin(), cards.cend(), [&](const PostCard &card) { return card.post.id == post; });
    }

    void refused(OpId op, const Problem &) override { refusals.append(op); }
    void picturesGone(const QVector<MediaId> &) override { ++forgotten; }
    void statusChanged(const SyncStatus &now) override { status = now; }

    QTemporaryDir dir;
    SimDisk *const disk;
    std::optional<SimVfs> vfs;
    FakeClock &clock;
    SkewedClock ownClock{clock}; ///< the engine's
    VirtualExecutor &executor;
    const UserId self;
    SeededRng rng;
    FakeNet net;
    FakeWs ws;
    FakeTokens tokens;
    NetStatus *netStatus = nullptr; ///< from the next start on, as `uploads`
    MediaUploads *uploads = nullptr;
    std::function<void()> beforeStart; ///< once the files are open
    std::unique_ptr<Outbox> outbox;
    std::unique_ptr<Cache> cache;
    std::unique_ptr<SyncEngine> engine;
    bool loaded = false;
    std::function<void()> whileLoading; ///< called by open() before the databases have been read
    OpId lastOp;
    QVector<OpId> refusals;
    int forgotten = 0; ///< wiped streams
    SyncStatus status;
};

} // namespace preggo::test
