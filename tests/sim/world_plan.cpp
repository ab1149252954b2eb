// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/world.h"

#include "server/services/access.h"
#include "server/services/accounts/member_change.h"
#include "server/services/accounts/member_removal.h"

namespace preggo::sim {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kHourMs = 3'600'000;
constexpr qint64 kTenYearsMs = 10 * 365 * 24 * kHourMs;

server::Response done(const Result<void> &result)
{
    return result ? server::Response::empty(204) : server::Response::problem(result.error());
}

} // namespace

void World::begin()
{
    m_server.start();
    m_privacy.learn(m_server.database());
    if (m_knobs.backups && m_server.backUp())
        m_commits.backedUp();
    m_server.setDiskErrors(m_knobs.serverDiskErrors);
    for (auto &device : m_devices) {
        const bool late = m_knobs.firstJoin && device == m_devices.back();
        const qint64 start = late ? m_knobs.spanMs / 2 : qint64(below(10'000));
        m_scheduler.after(start, "device starts", [&device = *device] {
            if (!device.isUp())
                device.boot();
        });
    }
    for (int i = 0; i < m_knobs.actions; ++i)
        m_scheduler.after(qint64(below(quint64(m_knobs.spanMs))), "person", [this] { m_people->act(); });
    planNetwork();
    planMachines();
    planFamily();
}

void World::often(int perHour, const char *label, Event event)
{
    inAll(int(perHour * m_knobs.spanMs / kHourMs), label, std::move(event));
}

void World::inAll(int times, const char *label, Event event)
{
    for (int i = 0; i < times; ++i) {
        m_scheduler.after(qint64(below(quint64(m_knobs.spanMs))), label, [this, event] {
            if (!m_healed)
                event();
        });
    }
}

void World::planNetwork()
{
    often(m_knobs.partitions * int(m_devices.size()), "partition", [this] {
        auto &device = someDevice();
        device.link.setUp(false);
        mark("partition");
        m_scheduler.after(
            1'000 + qint64(below(600'000)), "network back", [&device] { device.link.setUp(true); });
    });
    often(m_knobs.socketCuts, "socket cut", [this] { someDevice().cutSocket(below(2) != 0); });
    often(m_knobs.tokenTrouble, "tokens refused", [this] {
        m_server.tokens().refuseOld();
        m_freshness.disturbed(m_scheduler.now());
    });
}

void World::killSome()
{
    auto &device = someDevice();
    if (!device.isUp())
        return;
    const auto how =
        below(100) < quint64(m_knobs.powerLoss) ? test::SimDisk::Stop::PowerLoss : test::SimDisk::Stop::Kill;
    if (below(100) < quint64(m_knobs.killInWrite))
        return device.dieAt(1 + below(12), how);
    if (below(5) == 0)
        device.quit();
    else
        device.kill(how);
    mark(how == test::SimDisk::Stop::PowerLoss ? "power loss" : "kill");
    if (below(100) < quint64(m_knobs.cacheLoss)) {
        if (below(2) == 0)
            device.loseCache();
        else
            device.rollCacheBack();
        mark("cache lost");
        // What the server confirmed is gone from the device until it has read it again.
        for (auto &own : m_people->own(device.index))
            own.mayVanish = true;
    }
    m_scheduler.after(200 + qint64(below(120'000)), "device starts", [&device] {
        if (!device.isUp())
            device.boot();
    });
}

void World::killServer()
{
    if (!m_server.isUp())
        return;
    const auto how = below(2) == 0 ? test::SimDisk::Stop::PowerLoss : test::SimDisk::Stop::Kill;
    if (below(2) == 0)
        return m_server.dieAt(1 + below(12), how);
    m_server.kill(how);
    mark("server killed");
    m_scheduler.after(1'000 + qint64(below(60'000)), "server starts", [this] { startServer(); });
}

void World::planMachines()
{
    often(m_knobs.clientKills, "kill", [this] { killSome(); });
    often(m_knobs.serverKills, "server kill", [this] { killServer(); });
    if (m_knobs.cacheLoss > 0)
        inAll(4, "cache copied", [this] { someDevice().keepCacheCopy(); });
    if (m_knobs.backups)
        inAll(4, "backup", [this] {
            if (m_server.backUp())
                m_commits.backedUp();
        });
    inAll(m_knobs.compactions, "compaction", [this] {
        m_server.compactBefore(m_server.clock().wallMs() - qint64(below(600'000)));
        mark("logs compacted");
    });
    inAll(m_knobs.restores, "restore", [this] {
        m_server.restore();
        m_commits.restored();
        m_freshness.restored(m_scheduler.now());
        m_server.whileSound([this] { m_privacy.learn(m_server.database()); });
        mark("server restored");
    });
    often(m_knobs.diskFull, "disk full", [this] {
        auto &device = someDevice();
        device.setDiskFull(true);
        mark("disk full");
        m_scheduler.after(
            5'000 + qint64(below(120'000)), "room again", [&device] { device.setDiskFull(false); });
    });
    if (m_knobs.clockJumps)
        inAll(3, "clock jump", [this] {
            someDevice().clock.skew = qint64(below(2 * quint64(kTenYearsMs))) - kTenYearsMs;
            mark("clock jump");
        });
}

void World::planFamily()
{
    inAll(m_knobs.removals, "removal", [this] { endMembership(); });
    inAll(m_knobs.roleChanges, "role change", [this] { changeRole(); });
    if (m_knobs.holds) {
        for (qint64 at = 30'000; at < m_knobs.spanMs; at += 30'000)
            m_scheduler.after(at, "releases", [this] { m_server.releaseDue(); });
    }
}

void World::endMembership()
{
    const auto &family = m_cast.families[qsizetype(below(quint64(m_cast.families.size())))];
    const auto &part = family.parts[qsizetype(1 + below(quint64(family.parts.size() - 1)))];
    const UserId user = m_cast.players[part.player].user;
    const UserId owner = m_cast.players[family.parts.first().player].user;
    if (!m_privacy.role(family.id, user))
        return;
    const bool removed = m_server.write([&](server::Context &context) {
        const auto asker = server::memberAccess(context.db, family.id, owner);
        const auto row = server::memberRow(context.db, family.id, user);
        if (!asker || !*asker || !row || !*row)
            return server::Response::problem(makeProblem(ProblemCode::Internal));
        const server::MemberPair pair{**asker, **row};
        return done(server::removeMember(context, {owner, {}, {}}, pair));
    });
    if (!removed)
        return;
    mark("removed");
    for (auto &device : m_devices) {
        for (auto &own : m_people->own(device->index))
            own.mayVanish = own.mayVanish || device->user == user;
    }
    if (below(2) == 0)
        return;
    m_scheduler.after(qint64(below(600'000)), "rejoin", [this, family = family.id, user, role = part.role] {
        if (!m_server.isUp() || m_privacy.role(family, user))
            return;
        if (m_server.write(
                [&](server::Context &context) { return done(joinFamily(context, family, user, role)); }))
            mark("came back");
    });
}

void World::changeRole()
{
    const auto &family = m_cast.families[qsizetype(below(quint64(m_cast.families.size())))];
    const auto &part = family.parts[qsizetype(1 + below(quint64(family.parts.size() - 1)))];
    const UserId user = m_cast.players[part.player].user;
    if (!m_privacy.role(family.id, user) || !m_server.isUp())
        return;
    static constexpr Role kRoles[] = {Role::CoParent, Role::Contributor, Role::Viewer};
    const Role role = kRoles[below(3)];
    const UserId owner = m_cast.players[family.parts.first().player].user;
    const bool changed = m_server.write([&](server::Context &context) {
        const auto asker = server::memberAccess(context.db, family.id, owner);
        const auto row = server::memberRow(context.db, family.id, user);
        if (!asker || !*asker || !row || !*row)
            return server::Response::problem(makeProblem(ProblemCode::Internal));
        server::MemberWish wish;
        wish.role = role;
        return done(server::changeMember(context, {owner, {}, {}}, {**asker, **row}, wish));
    });
    if (!changed)
        return;
    mark("role changed");
    for (auto &device : m_devices) {
        for (auto &own : m_people->own(device->index))
            own.mayVanish = own.mayVanish || device->user == user;
    }
}

} // namespace preggo::sim
