// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/account_data.h"

#include <QDir>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

QVector<Executor *> executorsOf(const QVector<WorkerExecutor *> &workers)
{
    return {workers.cbegin(), workers.cend()};
}

Metric metricOf(PictureOrigin origin)
{
    switch (origin) {
    case PictureOrigin::Memory:
        return Metric::ImageFromMemory;
    case PictureOrigin::Disk:
        return Metric::ImageFromDisk;
    case PictureOrigin::Network:
        return Metric::ImageFromNetwork;
    }
    Q_UNREACHABLE();
}

/// Whether pictures that nobody looks at yet may come.
std::function<bool()> mayBring(const AccountData::Deps &deps)
{
    return [room = deps.room, net = deps.net] {
        return (!room || room->allowsPrefetch()) && (!net || !net->isMetered());
    };
}

/// Opens a database, once more with the ballast given up where the disk may be full.
template <typename Open> auto openWithRoom(DiskRoom *room, const Open &open)
{
    auto opened = open();
    // SQLite calls it an I/O error where its index of the log has no room.
    const bool mayBeFull =
        !opened && (opened.error().kind == sql::ErrorKind::Full || opened.error().kind == sql::ErrorKind::Io);
    if (mayBeFull && room && room->release())
        opened = open();
    return opened;
}

} // namespace

sql::Outcome<std::unique_ptr<AccountData>> AccountData::open(
    const Deps &deps, const AccountRecord &record, const QString &folder)
{
    std::unique_ptr<AccountData> account(new AccountData(deps, record, folder));
    if (const auto opened = account->openDatabases(folder); !opened)
        return tl::make_unexpected(opened.error());
    account->assemble(folder);
    return account;
}

AccountData::AccountData(const Deps &deps, AccountRecord record, const QString &folder)
    : m_deps(deps)
    , m_record(std::move(record))
    , m_mediaCache(QDir(folder).filePath(u"pictures"_s))
    , m_api(deps.http, deps.tokens)
    , m_loader({deps.http, deps.tokens, m_mediaCache, deps.main, executorsOf(deps.decoders), mayBring(deps),
          &deps.clock, [performance = deps.performance](PictureOrigin origin, double ms) {
              if (performance)
                  performance->record(metricOf(origin), ms);
          }})
{ }

AccountData::~AccountData()
{
    if (m_engine) {
        m_engine->removeObserver(this);
        m_engine->stop();
    }
    m_context.reset();
    m_recovery.reset();
    m_keeper.reset();
    m_pictures.reset();
    m_feed.reset();
    m_engine.reset();
    m_uploader.reset();
    // A picture that is being decoded, counted or cleared away still uses the cache, and would bring back a
    // folder that is erased next.
    for (auto *decoder : std::as_const(m_deps.decoders))
        decoder->runAndWait([] {});
    m_deps.imaging.runAndWait([] {});
    // After what was submitted is committed: tasks run in the order in which they were posted.
    m_deps.storage.runAndWait([this] {
        m_outbox.reset();
        m_cache.reset();
    });
}

sql::Outcome<void> AccountData::openDatabases(const QString &folder)
{
    sql::Outcome<void> result;
    m_deps.storage.runAndWait([&] {
        const QString path = QDir(folder).filePath(u"outbox.db"_s);
        auto outbox = openWithRoom(m_deps.room, [&] { return Outbox::open(path); });
        if (!outbox) {
            result = tl::make_unexpected(outbox.error());
            return;
        }
        auto cache = openWithRoom(
            m_deps.room, [&] { return Cache::open(QDir(folder).filePath(u"cache.db"_s), m_record.user); });
        if (!cache) {
            result = tl::make_unexpected(cache.error());
            return;
        }
        m_outbox = std::move(outbox->outbox);
        if (m_deps.room)
            m_outbox->setMakeRoom([room = m_deps.room] { return room->release(); });
        m_damagedCopy = outbox->damagedCopy;
        m_cache = std::move(cache->cache);
    });
    return result;
}

Uploader::Deps AccountData::uploaderDeps()
{
    auto note = [this](MediaId media, const QString &place, qint64 offset) {
        // A note that is lost costs a question to the server after a restart.
        m_deps.storage.post(
            [this, media, place, offset] { (void)m_outbox->updateUpload(media, place, offset); });
    };
    return {m_deps.clock, m_deps.rng, m_deps.main, m_deps.imaging, m_deps.files, m_deps.http, m_deps.tokens,
        &m_mediaCache, note, [net = m_deps.net] { return net && net->isMetered(); }};
}

EngineDeps AccountData::engineDeps()
{
    return {m_deps.clock, m_deps.rng, m_deps.main, m_deps.storage, *m_outbox, *m_cache, m_deps.http,
        m_deps.ws, m_deps.tokens, m_deps.net, m_uploader.get(), m_record.user, m_record.device};
}

void AccountData::assemble(const QString &folder)
{
    const QString mediaFolder = QDir(folder).filePath(u"media_out"_s);
    QDir().mkpath(mediaFolder);
    m_recovery = std::make_unique<PictureRecovery>(
        PictureRecovery::Deps{m_deps.clock, m_deps.rng, m_deps.main, m_deps.storage, m_deps.imaging,
            m_deps.files, *m_outbox, *m_cache},
        mediaFolder);
    m_uploader = std::make_unique<Uploader>(uploaderDeps());
    m_engine = std::make_unique<SyncEngine>(engineDeps());
    m_engine->addObserver(this);
    auto &storage = m_deps.storage;
    m_feed = std::make_unique<EngineFeedSource>(
        *m_engine, *m_cache, [&storage](const Executor::Task &task) { storage.runAndWait(task); });
    m_pictures = std::make_unique<AccountPictures>(
        AccountPictures::Deps{*m_engine, m_loader, m_deps.main, *m_deps.decoders.first()});
    m_keeper = std::make_unique<PictureKeeper>(
        PictureKeeper::Deps{m_loader, m_mediaCache, m_deps.main, m_deps.imaging, mayBring(m_deps)});
    const auto readNow = [this](const std::function<void(Cache &)> &read) {
        m_deps.storage.runAndWait([&] { read(*m_cache); });
    };
    m_context = std::make_unique<AccountContext>(AccountContext{m_deps.clock, m_deps.main, m_deps.imaging,
        *m_engine, *m_feed, m_api, m_deps.files, readNow, mediaFolder, m_record.user, m_record.name,
        m_deps.room,
        [this](MediaId media, ImageLoader::BytesDone done) { m_pictures->original(media, std::move(done)); },
        [this](const QVector<MediaId> &media) { m_pictures->expect(media); }, m_deps.photos, m_keeper.get(),
        m_uploader.get()});
}

void AccountData::start(std::function<void(Result<void>)> loaded)
{
    m_engine->start(std::move(loaded));
}

} // namespace preggo
