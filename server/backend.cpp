// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/backend.h"

#include "protocol/limits.h"
#include "server/cache/access_directory.h"
#include "server/data/backup.h"
#include "server/data/server_database.h"
#include "server/http/http_server.h"
#include "server/http/system_routes.h"
#include "server/http/writer_thread.h"
#include "server/maintenance.h"
#include "server/media/media_routes.h"
#include "server/media/media_service.h"
#include "server/media/picture_workers.h"
#include "server/services/accounts/account_routes.h"
#include "server/services/compaction.h"
#include "server/services/content_routes.h"
#include "server/services/scheduled_releases.h"
#include "server/token_authenticator.h"

#include <QFileInfo>

#include <atomic>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPasswordQueue = 32; // three seconds of hashing or so; who comes then tries again
constexpr int kPictureThreads = 2;
constexpr int kDiskThreads = 2;
constexpr int kRunKeyBytes = 16;
// A scheduled post goes out within half a minute of its time.
constexpr Maintenance::Pace kReleasePace{std::chrono::seconds(5), std::chrono::seconds(30)};
constexpr Maintenance::Pace kSweepPace{std::chrono::minutes(1), std::chrono::hours(1)};
constexpr Maintenance::Pace kLatePace{std::chrono::seconds(5), std::chrono::seconds(5)};
constexpr auto kStopGrace = std::chrono::seconds(5);

BucketSize bucket(const Options &options, int perSecond, int burst)
{
    return options.rateLimits ? BucketSize{perSecond, burst} : BucketSize{};
}

Deadlines deadlinesOf(const Options &options)
{
    auto deadlines = Deadlines::standard();
    deadlines.header = std::chrono::seconds(options.headerSeconds);
    return deadlines;
}

tl::expected<void, QString> prepareDatabase(const DataDirectory &directory, const QString &vfs)
{
    auto db = openServerDatabase(directory.database(), vfs);
    if (!db)
        return tl::make_unexpected(sentenceFor(db.error(), directory.database()));
    if (const auto before = migrateServerDatabase(**db); !before)
        return tl::make_unexpected(sentenceFor(before.error(), directory.database()));
    return {};
}

} // namespace

/// In the order in which each needs those above it; they go in the reverse.
struct Backend::Parts
{
    Parts(const Options &given, DataDirectory &&opened, const ServerKeys &keys)
        : options(given)
        , directory(std::move(opened))
        , log(clock, options.log, stderr)
        , issuer(keys)
        , verifier(keys)
        , authenticator(verifier, clock)
        , pages(limits::kPageCacheBytes)
        , shelf(access, pages)
        , hub([this](sql::Database &db, FamilyId family, UserId user) {
            return access.readable(db, access.stamp(), family, user).value_or(QVector<StreamId>());
        })
        , readers(options.threads, limits::kReaderQueue, opener(true))
        , disk(kDiskThreads, limits::kReaderQueue, {})
        , writer({clock, rng, opener(false),
              [this](const Effects &effects, sql::Database &db) { committed(effects, db); }})
        , passwordPool(PasswordHasher::kAtOnce, kPasswordQueue, opener(true))
        , slow(kPictureThreads, limits::kSlowQueue, opener(true))
        , pictures(pictureWorkerProgram())
        , developers(kPictureThreads, kPictureThreads, {})
        , late(1, 1, opener(true))
        , media({.directory = directory.path(),
              .clock = clock,
              .concurrency = kPictureThreads,
              .prepare = [this](const QByteArray &bytes) { return pictures.prepare(bytes); },
              .addresses = {keys.secret, sessionAlive},
              .encodeAvif = [this](const QByteArray &full) { return pictures.encodeAvif(full); },
              .early = earlyPictures()})
        , router(allRoutes(keys))
        , tokenRate(clock, bucket(options, limits::kTokenRatePerSecond, limits::kTokenRateBurst),
              limits::kRateBuckets)
        , anonymousRate(clock, bucket(options, limits::kAnonymousRatePerSecond, limits::kAnonymousRateBurst),
              limits::kRateBuckets)
        , dispatcher({router, authenticator, shelf, access, readers, passwordPool, slow, writer, tokenRate,
              anonymousRate, clock, rng})
        , traffic(router, metrics, log, rng.bytes(kRunKeyBytes))
        , shell{dispatcher, authenticator, access, hub, readers, disk, traffic, clock, rng,
              deadlinesOf(options), options.origins, options.proxies}
        , http(shell, options.threads)
        , releases(kReleasePace, [this] { releaseDue(); })
        , sweeps(kSweepPace, [this] { sweep(); })
        , latePictures(kLatePace, [this] { askForLate(); })
    { }

    [[nodiscard]] WorkerPool::Opener opener(bool readOnly) const
    {
        return [path = directory.database(), vfs = options.vfs, readOnly] {
            return openServerDatabase(path, vfs, readOnly);
        };
    }

    [[nodiscard]] QVector<Route> allRoutes(const ServerKeys &keys)
    {
        AccountDeps accounts{.tokens = issuer, .passwords = passwords, .secret = keys.secret};
        if (!options.rateLimits)
            accounts.rates = RateLimits::none();
        return systemRoutes(metrics) + accountRoutes(accounts) + contentRoutes() + mediaRoutes(media);
    }

    /// An upload is answered while its picture is still worked on, so on threads other than its own.
    [[nodiscard]] EarlyPictures earlyPictures()
    {
        return {.prepare = [this](const QByteArray &bytes,
                               const PreviewSink &preview) { return pictures.prepare(bytes, {}, preview); },
            .elsewhere =
                [this](const std::function<void()> &job) {
                    return developers.submit([job](sql::Database *) { job(); });
                }};
    }

    /// Memory forgets before anybody is told, and the hub revokes before it publishes.
    void committed(const Effects &effects, sql::Database &db)
    {
        for (const auto &session : effects.sessionsEnded)
            verifier.endSession(session);
        access.committed(effects);
        hub.committed(effects, db);
    }

    void sweep()
    {
        static_cast<void>(slow.submit([this](sql::Database *db) {
            if (!db)
                return;
            hearOfBackups(*db);
            Effects none;
            Context reader{*db, clock, rng, none};
            if (const auto swept = media.sweep(writer, reader); swept && *swept > 0)
                log.write(LogLevel::Info, "swept", {{"count", qint64(*swept)}});
            if (const int rows = compactLogs(*db); rows > 0)
                log.write(LogLevel::Info, "compacted", {{"count", qint64(rows)}});
        }));
    }

    /// Nothing is submitted twice: the lane takes one that waits beside the one that runs.
    void askForLate()
    {
        static_cast<void>(late.submit([this](sql::Database *db) {
            Effects none;
            while (db && !isStopping) {
                Context reader{*db, clock, rng, none};
                if (media.finishEarly(writer, reader).value_or(0) > 0)
                    continue;
                if (media.makeLate(writer, reader).value_or(0) == 0)
                    return;
            }
        }));
    }

    /// One write a stream: others come in between, and the next turn goes on where this one ends.
    int compactLogs(sql::Database &db)
    {
        const qint64 before = clock.wallMs() - limits::kChangeLogMs;
        int rows = 0;
        const auto streams = findCompactable(db, before).value_or(QVector<StreamId>());
        for (const auto &stream : streams) {
            static_cast<void>(writer.write([&](Context &context) {
                const auto went = compact(context, stream, before);
                rows += went.value_or(0);
                return went ? Response::empty(204) : Response::problem(went.error());
            }));
        }
        return rows;
    }

    /// A backup is made by a process of its own, which only the database hears of.
    void hearOfBackups(sql::Database &db)
    {
        if (!isBackedUp(db).value_or(false))
            return;
        if (const auto heads = headsOfAll(db))
            access.backedUp(*heads);
    }

    void releaseDue()
    {
        const auto job = [](Context &context) {
            const auto released = releaseDuePosts(context);
            return released ? Response::empty(204) : Response::problem(makeProblem(ProblemCode::Internal));
        };
        writer.submit(job, [](const Response &) {}); // what failed is tried again at the next turn
    }

    const Options options;
    const DataDirectory directory;
    SystemClock clock;
    SystemRng rng;
    Log log;
    Metrics metrics;
    TokenIssuer issuer;
    TokenVerifier verifier;
    PasswordHasher passwords;
    TokenAuthenticator authenticator;
    AccessDirectory access;
    LruPageCache pages;
    PageShelf shelf;
    Hub hub;
    WorkerPool readers;
    WorkerPool disk;
    WriterThread writer;
    WorkerPool passwordPool;
    WorkerPool slow;
    PictureWorkers pictures;
    WorkerPool developers; ///< one for each upload that waits, at most
    WorkerPool late; ///< what nobody waits for
    std::atomic<bool> isStopping = false;
    MediaService media;
    Router router;
    RateLimiter tokenRate;
    RateLimiter anonymousRate;
    Dispatcher dispatcher;
    TrafficLog traffic;
    Shell shell;
    HttpServer http;
    Maintenance releases;
    Maintenance sweeps;
    Maintenance latePictures;
};

Backend::Backend(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{ }

Backend::~Backend()
{
    stop();
}

tl::expected<std::unique_ptr<Backend>, QString> Backend::make(const Options &options)
{
    auto directory = DataDirectory::openToServe(options.dataDirectory);
    if (!directory)
        return tl::make_unexpected(directory.error());
    if (const QString worker = pictureWorkerProgram().path; !QFileInfo(worker).isExecutable())
        return tl::make_unexpected(u"%1 is missing, which reads pictures. Install it there."_s.arg(worker));
    SystemRng rng;
    const auto keys = loadServerKeys(directory->keys(), rng);
    if (!keys)
        return tl::make_unexpected(keys.error().detail);
    if (const auto ready = prepareDatabase(*directory, options.vfs); !ready)
        return tl::make_unexpected(ready.error());
    auto parts = std::make_unique<Parts>(options, std::move(*directory), *keys);
    return std::unique_ptr<Backend>(new Backend(std::move(parts)));
}

tl::expected<quint16, QString> Backend::start()
{
    if (!m_parts->options.tls.isEmpty()) {
        if (const auto loaded = reloadCertificate(); !loaded)
            return tl::make_unexpected(loaded.error());
    }
    auto port = m_parts->http.start(m_parts->options.address, m_parts->options.port);
    if (port)
        m_parts->log.write(LogLevel::Info, "started", {{"threads", qint64(m_parts->options.threads)}});
    return port;
}

tl::expected<void, QString> Backend::reloadCertificate()
{
    auto loaded = m_parts->http.useCertificate(m_parts->options.tls);
    m_parts->log.write(
        loaded ? LogLevel::Info : LogLevel::Error, loaded ? "certificate" : "certificate_refused");
    return loaded;
}

void Backend::stop()
{
    if (m_stopped)
        return;
    m_stopped = true;
    m_parts->isStopping = true;
    m_parts->latePictures.stop();
    m_parts->late.stop();
    m_parts->releases.stop();
    m_parts->sweeps.stop();
    m_parts->hub.closeAll(close_code::kRestart, 1);
    m_parts->http.stopAccepting(kStopGrace);
    m_parts->passwordPool.stop();
    m_parts->slow.stop();
    m_parts->developers.stop();
    m_parts->readers.stop();
    m_parts->disk.stop();
    m_parts->writer.stop();
    m_parts->http.stop();
    m_parts->log.write(LogLevel::Info, "stopped");
}

const QVector<Route> &Backend::routes() const
{
    return m_parts->router.routes();
}

} // namespace preggo::server
