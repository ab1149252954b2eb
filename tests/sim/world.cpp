// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/world.h"

#include "core/sync/action_queue.h"
#include "core/sync/sync_core.h"
#include "tests/sim/patience.h"

#include "server/services/access.h"
#include "server/services/accounts/member_change.h"
#include "server/services/accounts/member_removal.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace preggo::sim {

using namespace Qt::Literals::StringLiterals;

namespace {

server::PageSizes pagesOf(const Knobs &knobs)
{
    return knobs.pageItems == 0 ? server::PageSizes() : server::PageSizes{knobs.pageItems, knobs.pageItems};
}

} // namespace

World::World(quint64 seed, const Knobs &knobs, Templates &templates)
    : m_seed(seed)
    , m_knobs(knobs)
    , m_cast(Cast::of(knobs))
    , m_scheduler(seed)
    , m_server(m_scheduler, seed, templates.server(knobs, m_cast), pagesOf(knobs))
    , m_outboxes(m_verdict, [this](OpId op) { return m_commits.applied(op); })
    , m_commits(m_verdict, m_outboxes)
    , m_privacy(m_verdict, m_cast)
    , m_pictures(m_verdict)
    , m_convergence(m_verdict, m_cast, m_privacy, m_server)
    , m_cursors(m_verdict, m_server)
    , m_freshness(m_verdict, m_convergence, m_knobs)
    , m_paces(m_verdict)
{
    for (const auto &player : m_cast.players) {
        for (const DeviceId device : player.devices)
            m_devices.push_back(std::make_unique<SimDevice>(SimDevice::Deps{m_scheduler, m_server, m_knobs,
                m_cast, *this, int(m_devices.size()), player.user, device, seed}));
    }
    m_storageTurns.resize(m_devices.size());
    m_viewTurns.resize(m_devices.size());
    m_people = std::make_unique<People>(
        People::Deps{m_scheduler, m_knobs, m_cast, m_privacy, m_pictures, m_outboxes, m_verdict}, m_devices);
    m_server.setCommitted([this](const server::Effects &effects, sql::Database &db) {
        m_commits.committed(effects, db);
        m_privacy.committed(effects, db);
        m_pictures.committed(effects, m_server);
        m_freshness.committed(effects, m_scheduler.now());
        if (!effects.membersChanged.isEmpty())
            m_freshness.disturbed(m_scheduler.now());
    });
    m_server.setDelivered([this](UserId user, const QByteArray &what, const QByteArray &bytes) {
        m_privacy.delivered(user, what, bytes);
    });
}

World::~World() = default;

void World::violated(const QString &what)
{
    m_verdict.violated(what);
}

// The bytes of a payload stay the same however often they are sent (Q1), and no address holds a text (I30).
void World::requestLeaves(int device, const HttpRequest &request)
{
    m_privacy.requested(request.path);
    m_paces.asked(*m_devices[std::size_t(device)], request, m_scheduler.now());
    if (!request.path.endsWith(u"/sync/push"))
        return;
    const auto actions = QJsonDocument::fromJson(request.body).object()[u"actions"_s].toArray();
    for (const auto &value : actions) {
        const auto action = value.toObject();
        const auto op = OpId::parse(action[u"op_id"_s].toString());
        if (!op) {
            violated(u"device %1 sends an action without an id"_s.arg(device));
            continue;
        }
        const QByteArray bytes =
            QJsonDocument(QJsonObject{{u"p"_s, action[u"payload"_s]}, {u"s"_s, action[u"stream"_s]},
                              {u"e"_s, action[u"entity_id"_s]}, {u"k"_s, action[u"kind"_s]}})
                .toJson(QJsonDocument::Compact);
        auto &first = m_sentBytes[*op];
        if (first.isEmpty())
            first = bytes;
        else if (first != bytes)
            violated(u"Q1: %1 was sent with another content than before"_s.arg(op->toString()));
        else
            mark("sent again");
        const bool trusted = m_knobs.diskErrors == 0;
        if (const auto *deed = m_outboxes.find(*op); trusted && (!deed || deed->sentCount == 0))
            violated(u"I1: %1 was sent before it was noted as sent"_s.arg(op->toString()));
    }
}

void World::answerArrives(int device, const QString &path, const HttpAnswer &answer)
{
    m_paces.answered(device, path, answer, m_scheduler.now());
}

Outcome World::run(bool loud)
{
    m_scheduler.loud = loud;
    m_scheduler.setAfterEach([this] { afterEach(); });
    const auto guilty = [this] { return m_verdict.guilty(); };
    begin();
    m_scheduler.runUntil(m_knobs.spanMs, guilty);
    const qint64 actedUntil = m_scheduler.now();
    if (!guilty())
        heal();
    // I17: the longest back-off, a request that times out, and some turns.
    constexpr qint64 kRestMs = 300'000 + 30'000 + 120'000;
    // What a failing disk refused is tried again after a while: until then the device is not at rest, though
    // nothing of it shows. It tells nobody what it still has to erase.
    if (!guilty() && (m_knobs.diskErrors > 0 || m_knobs.diskFull > 0))
        m_scheduler.runUntil(m_scheduler.now() + SyncCore::kDiskRetryMs + 1'000, guilty);
    QString unrest = u"never looked"_s;
    // At rest twice in a row: what the screens read of the last news has arrived too.
    for (int calm = 0; !guilty() && calm < 2 && m_scheduler.now() < actedUntil + kRestMs;) {
        m_scheduler.runUntil(m_scheduler.now() + 2'000, guilty);
        unrest = restless();
        calm = unrest.isEmpty() ? calm + 1 : 0;
    }
    if (!guilty() && !unrest.isEmpty())
        violated(u"I17: no rest %1 s after the healing: %2"_s.arg(kRestMs / 1'000).arg(unrest));
    if (!guilty())
        judge();
    return {m_verdict.what(), m_scheduler.traceHash(), m_scheduler.tasksRun(), m_people->done(),
        m_scheduler.now(), m_marks};
}

void World::afterEach()
{
    if (m_server.buryIfDead()) {
        mark("server died in a write");
        m_scheduler.after(1'000 + qint64(below(30'000)), "server starts", [this] { startServer(); });
    }
    for (auto &device : m_devices) {
        if (device->buryIfDead()) {
            mark("device died in a write");
            m_scheduler.after(500 + qint64(below(20'000)), "device starts", [&device = *device] {
                if (!device.isUp())
                    device.boot();
            });
        }
        look(*device);
    }
    lookAround();
}

// What takes longer to look at is looked at once a while.
void World::lookAround()
{
    constexpr qint64 kEachMs = 30'000;
    if (m_scheduler.now() < m_lookedAroundMs + kEachMs || !m_server.isUp())
        return;
    m_lookedAroundMs = m_scheduler.now();
    const bool isSound = m_knobs.diskErrors == 0 && m_knobs.diskFull == 0 && m_knobs.serverDiskErrors == 0;
    for (auto &device : m_devices) {
        if (!isSound || !device->isLoaded() || !device->link.isUp())
            continue;
        m_cursors.look(*device);
        m_freshness.look(*device, std::max(device->bootedMs(), device->link.troubledMs()), m_scheduler.now());
    }
}

void World::look(SimDevice &device)
{
    const auto index = std::size_t(device.index);
    const quint64 turns = device.storageTurns();
    if (device.isUp() && turns != m_storageTurns[index]) {
        m_storageTurns[index] = turns;
        m_pictures.look(device);
        auto query = device.outbox().database().query(u"SELECT op_id, local_seq, kind, stream_id, order_key, "
                                                      u"entity_id, state, sent_count, cause, payload_sha256"
                                                      " FROM action ORDER BY local_seq"_s);
        QVector<Deed> rows;
        if (query.run()) {
            while (query.next()) {
                Deed deed;
                deed.op = query.id<OpId>(0);
                deed.localSeq = query.int64(1);
                static_cast<void>(fromWire(query.text(2), deed.kind));
                deed.stream = StreamId::parse(query.text(3)).value_or(StreamId());
                deed.orderKey = query.text(4);
                deed.entity = query.id<EntityId>(5);
                const QString state = query.text(6);
                deed.state = state == u"QUEUED" ? ActionState::Queued
                    : state == u"SENDING"       ? ActionState::Sending
                    : state == u"ACKED"         ? ActionState::Acked
                    : state == u"PARKED"        ? ActionState::Parked
                                                : ActionState::Discarded;
                deed.sentCount = query.integer(7);
                deed.cause = static_cast<ParkCause>(query.integer(8));
                deed.sha256 = query.blob(9);
                rows.append(deed);
            }
            // A disk that fails in the middle shows a part of them.
            if (!query.error())
                m_outboxes.seen(device.index, device.user, rows);
        }
    }
    if (device.isLoaded() && device.viewTurns() != m_viewTurns[index]) {
        m_viewTurns[index] = device.viewTurns();
        lookAtOwnPosts(device);
    }
}

// I15: from the moment she saved it she sees it, whatever else happens.
void World::lookAtOwnPosts(SimDevice &device)
{
    for (auto &own : m_people->own(device.index)) {
        if (!own.saved || own.mayVanish)
            continue;
        // Nobody knows the place of what a restored server lost but she who put it there.
        const StreamId known = m_privacy.streamOf(own.post);
        const StreamId &stream = known.isNull() ? own.stream : known;
        if (!m_privacy.role(own.family, device.user) || !m_privacy.mayRead(stream, device.user)) {
            own.mayVanish = true;
            continue;
        }
        auto *window = device.window(own.family);
        if (!window || window->loading() || !window->atNewest() || !window->atOldest())
            continue;
        if (window->indexOf(own.post) < 0)
            violated(u"I15: post %1 is not shown on device %2, where it was written (%3)"_s
                         .arg(own.post.toString())
                         .arg(device.index)
                         .arg(whereabouts(device, own.post)));
    }
}

QString World::whereabouts(SimDevice &device, PostId post)
{
    QStringList found;
    for (const auto &[op, deed] : m_outboxes.deeds()) {
        if (idCast<PostId>(deed.entity) == post && deed.device == device.index)
            found.append(u"%1: state %2, cause %3, sent %4, gone %5, applied %6"_s.arg(toWire(deed.kind))
                             .arg(int(deed.state))
                             .arg(int(deed.cause))
                             .arg(deed.sentCount)
                             .arg(deed.gone)
                             .arg(m_commits.applied(op)));
    }
    auto query =
        device.cache().database().query(u"SELECT stream_id, seq, deleted, shown FROM post WHERE id=?"_s);
    if (query.bind(post).run()) {
        while (query.next())
            found.append(u"cache: %1 seq %2 deleted %3 shown %4"_s.arg(query.text(0))
                             .arg(query.int64(1))
                             .arg(query.integer(2))
                             .arg(query.integer(3)));
    }
    found.append(u"%1 rows, pending %2"_s.arg(device.window(m_cast.families[0].id)->rows().size())
                     .arg(device.engine().overlay().ownPending(m_cast.families[0].id).size()));
    return found.join(u"; "_s);
}

SimDevice &World::someDevice()
{
    return *m_devices[std::size_t(below(m_devices.size()))];
}

void World::startServer()
{
    if (m_server.isUp())
        return;
    m_server.start();
    m_freshness.disturbed(m_scheduler.now());
    if (!m_server.isUp()) { // its disk refused
        mark("server could not start");
        return void(m_scheduler.after(2'000, "server starts", [this] { startServer(); }));
    }
    // A COMMIT that was said to fail may stand on the disk all the same.
    m_server.whileSound([this] { m_privacy.learn(m_server.database()); });
}

void World::heal()
{
    m_healed = true;
    m_server.heal();
    startServer();
    for (auto &device : m_devices) {
        device->heal();
        if (!device->isUp())
            device->boot();
    }
}

QString World::restlessDevice(SimDevice &device)
{
    if (!device.isLoaded())
        return u"it has not started"_s;
    m_people->retryParked(device);
    if (const auto waiting = Patience(m_privacy, m_commits).waitsWithoutReason(device); !waiting.isEmpty())
        return waiting;
    return m_convergence.lag(device);
}

QString World::restless()
{
    if (!m_server.isUp())
        return u"the server is down"_s;
    for (auto &device : m_devices) {
        if (const auto why = restlessDevice(*device); !why.isEmpty())
            return u"device %1: %2"_s.arg(device->index).arg(why);
    }
    return {};
}

void World::judge()
{
    m_convergence.checkServer();
    m_privacy.learn(m_server.database());
    for (auto &device : m_devices) {
        m_convergence.compare(*device);
        if (m_knobs.diskErrors == 0) // else a read of the view may have failed, and she pulls it down again
            m_marks[u"rows of posts that are gone"_s] += m_convergence.compareView(*device);
        for (const auto &path : device->disk.paths()) {
            if (path.startsWith(u"cache.db"))
                m_privacy.scan(device->user, path, device->disk.contents(path));
        }
    }
    // Where the disk refused a note the file is behind what is known.
    for (const auto &[op, deed] : m_outboxes.deeds()) {
        const bool settled =
            deed.state == ActionState::Acked || (deed.gone && deed.state == ActionState::Sending);
        // What she did in a family that is closed to her cannot be sent there again.
        const bool closed = !m_privacy.mayRead(deed.stream, deed.user);
        if (settled && !closed && deed.changedSomething && !m_commits.applied(op))
            violated(u"I31: %1 %2 of device %3 was acknowledged (%4) and is not in the ledger"_s
                         .arg(toWire(deed.kind), op.toString())
                         .arg(deed.device)
                         .arg(deed.gone ? u"and purged"_s : u"and is kept"_s));
        if (deed.state == ActionState::Parked)
            mark("parked");
    }
    m_marks[u"pictures that arrived"_s] += m_pictures.arrived();
    m_marks[u"calm enough to be fresh"_s] += m_freshness.looks();
    if (m_knobs.oldPosts > 0)
        mark("first joins with many posts");
    for (auto &device : m_devices) {
        judgeRefusals(*device);
        if (m_knobs.clientKills == 0 && m_knobs.diskErrors == 0 && m_knobs.diskFull == 0)
            m_pictures.checkFolder(*device);
    }
}

// A parent that nobody deleted cannot have been the reason.
void World::judgeRefusals(SimDevice &device)
{
    const auto contents = device.outbox().load();
    if (!contents)
        return;
    QSet<PostId> deleted;
    for (const auto &[op, deed] : m_outboxes.deeds()) {
        if (deed.kind == ActionKind::PostDelete)
            deleted.insert(idCast<PostId>(deed.entity));
    }
    for (const auto &row : contents->actions) {
        const bool blamed = row.problem && row.problem->code == ProblemCode::ParentDeleted;
        const bool onComment =
            row.action.kind != ActionKind::ReactionSet && row.action.orderKey.startsWith(u"thread:");
        if (row.state == ActionState::Parked && blamed && !onComment && !deleted.contains(postOf(row.action)))
            violated(u"I22: %1 is parked because of a deletion that nobody made"_s.arg(
                row.action.opId.toString()));
    }
}

} // namespace preggo::sim
