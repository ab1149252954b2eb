// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/fault_device.h"

#include "core/sync/storage_problem.h"
#include "protocol/json.h"
#include "protocol/limits.h"

#include <algorithm>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kCache = u"cache.db"_s;

QString compact(const QJsonObject &json)
{
    return QString::fromUtf8(toJsonBytes(json));
}

/// Whether it is waiting or on its way makes no difference to her, nor who found out first that it is
/// refused.
QString stateOf(const ActionRow &row)
{
    return row.state == ActionState::Parked ? u"parked"_s : u"waits"_s;
}

QString checkOf(sql::Database &database)
{
    auto query = database.query(u"PRAGMA integrity_check"_s);
    return query.run() && query.next() ? query.text(0) : u"not to be read"_s;
}

} // namespace

FaultDevice::FaultDevice()
    : disk(1)
    , server(std::make_unique<FakeServer>(clock))
    , family(server->addFamily({self, other}))
    , rng(1)
{ }

FaultDevice::FaultDevice(const Kept &kept, quint64 seed)
    : disk(seed)
    , clock(kept.clock)
    , server(std::make_unique<FakeServer>(*kept.server, clock))
    , family(kept.family)
    , rng(kept.lives) // not the ids once more that were minted before it was kept
    , m_lives(kept.lives)
{
    for (auto it = kept.files.cbegin(); it != kept.files.cend(); ++it)
        disk.install(it.key(), it.value());
}

FaultDevice::~FaultDevice()
{
    bury();
}

FaultDevice::Kept FaultDevice::keep()
{
    close();
    Kept kept{{}, clock, std::make_shared<FakeServer>(*server, clock), family, m_lives + 1};
    const auto paths = disk.paths();
    for (const QString &path : paths)
        kept.files.insert(path, disk.contents(path));
    return kept;
}

Result<void> FaultDevice::open(bool online)
{
    executor = std::make_unique<VirtualExecutor>(clock);
    net = std::make_unique<FakeNet>(*executor, *server, self);
    net->online = online;
    netStatus.online = online;
    ws = std::make_unique<FakeWs>(*executor);
    ws->reachable = online;
    m_diskWasTold = false;
    auto openedOutbox = Outbox::open(QString::fromLatin1(kOutbox), local());
    if (!openedOutbox)
        return tl::make_unexpected(toProblem(openedOutbox.error()));
    outbox = std::move(openedOutbox->outbox);
    auto openedCache = Cache::open(kCache, self, local());
    if (!openedCache)
        return tl::make_unexpected(toProblem(openedCache.error()));
    cache = std::move(openedCache->cache);
    engine = std::make_unique<SyncEngine>(EngineDeps{clock, rng, *executor, *executor, *outbox, *cache, *net,
        *ws, tokens, &netStatus, uploads, self, numbered<DeviceId>(77)});
    engine->addObserver(this);
    Result<void> loaded = fail(ProblemCode::Internal, u"nobody said that it was loaded"_s);
    engine->start([&](const Result<void> &result) { loaded = result; });
    // Being offline is no reason not to try once; from then on nothing goes.
    executor->advance(online ? 0 : 100);
    return loaded;
}

void FaultDevice::close()
{
    if (engine) {
        engine->stop();
        executor->drain();
    }
    engine.reset();
    if (executor)
        executor->drain();
    cache.reset();
    outbox.reset();
    executor.reset();
}

void FaultDevice::goOnline()
{
    net->online = true;
    netStatus.online = true;
    ws->reachable = true;
    engine->networkChanged();
}

void FaultDevice::welcome()
{
    ws->receive({{u"type"_s, u"welcome"_s}, {u"conn"_s, u"1"_s}, {u"hb"_s, 25},
        {u"heads"_s, headsToJson(server->headsOf(self))}});
}

void FaultDevice::losePower()
{
    disk.stop(SimDisk::Stop::PowerLoss);
    bury();
}

void FaultDevice::bury()
{
    if (!executor)
        return;
    disk.setEachCall([](quint64, DiskCall) { return DiskFault::Io; });
    close();
    disk.setEachCall({});
}

MediaOut FaultDevice::putPicture(int number)
{
    MediaOut media;
    media.mediaId = numbered<MediaId>(number);
    media.family = family;
    media.path = u"media_out/%1.jpg"_s.arg(number);
    media.sha256 = QByteArray(32, 'x');
    media.bytes = 3;
    media.mime = u"image/jpeg"_s;
    media.width = 4;
    media.height = 3;
    disk.install(media.path, "jpg");
    return media;
}

std::optional<Result<void>> FaultDevice::submit(const ActionDraft &draft)
{
    std::optional<Result<void>> told;
    engine->submit(draft, [&](const Result<void> &result) { told = result; });
    executor->drain();
    return told;
}

Result<void> FaultDevice::storageTold() const
{
    if (const auto problem = engine->status().storageProblem)
        return tl::make_unexpected(*problem);
    return {};
}

void FaultDevice::statusChanged(const SyncStatus &status)
{
    m_diskWasTold = m_diskWasTold || status.storageProblem.has_value();
}

QStringList FaultDevice::viewLines()
{
    QStringList lines;
    FeedQuery query;
    query.family = family;
    query.limit = limits::kFeedPageMax;
    const auto base = cache->feedPage(query);
    QVector<PostCard> cards = base ? base->cards : QVector<PostCard>();
    QSet<PostId> known;
    for (auto &card : cards) {
        engine->overlay().fold(card);
        known.insert(card.post.id);
    }
    for (const auto &card : engine->overlay().ownPending(family)) {
        if (!known.contains(card.post.id))
            cards.append(card);
    }
    for (const auto &card : std::as_const(cards)) {
        if (!card.post.deleted)
            lines.append(u"shown "_s + card.post.text);
    }
    return lines;
}

QStringList FaultDevice::storedLines()
{
    QStringList lines;
    for (const PendingAction &pending : engine->pending()) {
        const ActionRow &row = pending.row;
        lines.append(u"%1 %2 %3 %4"_s.arg(stateOf(row), toWire(row.action.kind),
            row.action.entityId.toString(), compact(row.action.payload)));
    }
    const auto drafts = outbox->drafts();
    for (const Draft &draft : drafts.value_or(QVector<Draft>()))
        lines.append(u"draft %1 %2 %3"_s.arg(draft.target, draft.body, draft.media));
    const auto contents = outbox->load();
    for (const MediaOut &media : contents ? contents->media : QVector<MediaOut>())
        lines.append(u"picture %1 %2"_s.arg(media.mediaId.toString()).arg(static_cast<int>(media.state)));
    const auto isAcked = [](const ActionRow &row) { return row.state == ActionState::Acked; };
    if (contents)
        lines.append(u"delivered %1"_s.arg(
            std::count_if(contents->actions.cbegin(), contents->actions.cend(), isAcked)));
    lines.append(u"trash %1"_s.arg(outbox->trashCount().value_or(-1)));
    const auto paths = disk.paths();
    for (const QString &path : paths) {
        if (!path.startsWith(QLatin1String(kOutbox)) && !path.startsWith(kCache))
            lines.append(u"file "_s + path);
        else if (!path.endsWith(u".db") && !path.endsWith(u"-wal"))
            lines.append(u"remains "_s + path);
    }
    return lines;
}

QStringList FaultDevice::serverLines() const
{
    QStringList lines;
    for (const auto type : {EntityType::Post, EntityType::Comment, EntityType::Reaction}) {
        for (const QJsonObject &row : server->rows(StreamId::all(family), type))
            lines.append(u"server %1 %2 %3"_s.arg(static_cast<int>(type))
                             .arg(row[u"text"_s].toString(), row[u"kind"_s].toString()));
    }
    return lines;
}

QString FaultDevice::account()
{
    QStringList lines = viewLines() + storedLines() + serverLines();
    lines.sort();
    return lines.join(u'\n');
}

QString FaultDevice::integrity()
{
    const QString outboxCheck = checkOf(outbox->database());
    return outboxCheck == u"ok" ? checkOf(cache->database()) : outboxCheck;
}

} // namespace preggo::test
