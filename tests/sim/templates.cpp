// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/sim_server.h"

#include "protocol/payloads.h"
#include "server/data/server_database.h"
#include "server/services/action_runner.h"
#include "server/services/family_changes.h"
#include "storage/sql/transaction.h"

namespace preggo::sim {

using namespace Qt::Literals::StringLiterals;
using namespace server;

namespace {

constexpr qint64 kBeforeMs = MachineClock::kEpochMs - 86'400'000;

void must(bool done)
{
    if (!done)
        qFatal("the families of the simulation could not be made");
}

/// Time stands still while the first database is made.
class MorningClock final : public Clock
{
public:
    [[nodiscard]] qint64 steadyMs() const override { return 0; }
    [[nodiscard]] qint64 wallMs() const override { return kBeforeMs; }
};

class Founder
{
public:
    explicit Founder(sql::Database &db)
        : m_db(db)
    { }

    void found(const Cast &cast)
    {
        for (const auto &player : cast.players)
            person(player);
        for (const auto &family : cast.families)
            make(cast, family);
    }
    void fill(const Cast &cast, int posts)
    {
        for (const auto &family : cast.families) {
            const auto &owner = cast.players[family.parts.first().player];
            write([&](Context &context) -> Result<void> {
                ActionRunner runner(context, owner.user, owner.devices.first());
                for (int i = 0; i < posts; ++i)
                    must(runner.run(oldPost(family.id, i)).status == PushStatus::Applied);
                return {};
            });
        }
    }

private:
    template <typename Work> void write(const Work &work)
    {
        Effects effects;
        sql::Transaction transaction(m_db);
        Context context{m_db, m_clock, m_rng, effects};
        must(work(context).has_value());
        must(transaction.commit().has_value());
    }
    void person(const Player &player)
    {
        write([&](Context &context) { return createUserStream(context, player.user); });
        for (const DeviceId device : player.devices) {
            auto insert = m_db.query(
                u"INSERT INTO device(id, user_id, name, created_ms, seen_ms) VALUES(?,?,'phone',0,0)"_s);
            must(insert.bind(device).bind(player.user).run().has_value());
        }
    }
    Action oldPost(FamilyId family, int number)
    {
        const qint64 day = 86'400'000;
        PostCreate create;
        create.text = u"long ago, number %1"_s.arg(number);
        Action action;
        action.opId = m_rng.mintV7<OpId>(kBeforeMs - day);
        action.kind = ActionKind::PostCreate;
        action.stream = StreamId::all(family);
        action.entityId = m_rng.mintV7<EntityId>(kBeforeMs - day);
        action.orderKey = order_key::post(idCast<PostId>(action.entityId));
        action.occurredAtMs = kBeforeMs - day;
        action.payload = create.toJson();
        return action;
    }
    void make(const Cast &cast, const CastFamily &family)
    {
        const UserId owner = cast.players[family.parts.first().player].user;
        write([&](Context &context) -> Result<void> {
            must(createFamilyStreams(context, family.id).has_value());
            auto insert = m_db.query(
                u"INSERT INTO pregnancy(id, name, due_date, created_ms) VALUES(?,'Bean','2027-02-01',?)"_s);
            must(insert.bind(family.id).bind(kBeforeMs).run().has_value());
            return publishFamily(context, {owner, {}, {}}, family.id);
        });
        for (const auto &part : family.parts) {
            write([&](Context &context) {
                return joinFamily(context, family.id, cast.players[part.player].user, part.role);
            });
        }
        for (const auto &list : family.audiences)
            write([&](Context &context) { return makeAudience(context, cast, family, list); });
    }
    Result<void> makeAudience(
        Context &context, const Cast &cast, const CastFamily &family, const CastFamily::List &list)
    {
        must(createAudienceStream(context, family.id, list.id).has_value());
        auto insert =
            m_db.query(u"INSERT INTO audience(id, pregnancy_id, name, created_ms) VALUES(?,?,'close',0)"_s);
        must(insert.bind(list.id).bind(family.id).run().has_value());
        QVector<UserId> touched;
        for (const auto &part : family.parts) {
            if (isParent(part.role) || list.players.contains(part.player))
                touched.append(cast.players[part.player].user);
        }
        for (const int player : list.players) {
            auto entry = m_db.query(u"INSERT INTO audience_member(audience_id, user_id) VALUES(?,?)"_s);
            must(entry.bind(list.id).bind(cast.players[player].user).run().has_value());
        }
        const UserId owner = cast.players[family.parts.first().player].user;
        return publishAudience(context, {owner, {}, {}}, list.id, touched);
    }

    sql::Database &m_db;
    MorningClock m_clock;
    SeededRng m_rng{1};
};

} // namespace

Result<void> joinFamily(Context &context, FamilyId family, UserId user, Role role)
{
    auto insert = context.db.query(
        u"INSERT INTO member(pregnancy_id, user_id, name, role, abilities, since_ms) VALUES(?,?,?,?,?,?)"
        " ON CONFLICT(pregnancy_id, user_id) DO UPDATE SET until_ms=NULL, role=excluded.role,"
        " abilities=excluded.abilities"_s);
    insert.bind(family).bind(user).bind(toWire(role)).bind(toWire(role));
    insert.bind(qint64(defaultAbilities(role).bits)).bind(context.clock.wallMs());
    if (auto done = insert.run(); !done)
        return fail(ProblemCode::Internal);
    return publishMember(context, {user, {}, {}}, family, user);
}

QByteArray Templates::server(const Knobs &knobs, const Cast &cast)
{
    const QByteArray key = QByteArray::number(knobs.families) + '/' + QByteArray::number(knobs.audiences)
        + '/' + QByteArray::number(knobs.people) + '/' + QByteArray::number(knobs.twinDevices) + '/'
        + QByteArray::number(knobs.oldPosts);
    auto &made = m_made[key];
    if (!made.isEmpty())
        return made;
    test::SimDisk disk(0);
    const test::SimVfs vfs(disk);
    const QString path = u"template.db"_s;
    {
        auto db = openServerDatabase(path, vfs.name());
        must(db.has_value() && migrateServerDatabase(**db).has_value());
        Founder founder(**db);
        founder.found(cast);
        founder.fill(cast, knobs.oldPosts);
        must((*db)->exec(u"PRAGMA wal_checkpoint(TRUNCATE)"_s).has_value());
    }
    made = disk.contents(path);
    return made;
}

} // namespace preggo::sim
