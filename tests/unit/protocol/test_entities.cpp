// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/entities.h"
#include "protocol/json.h"
#include "protocol/rng.h"

#include <QJsonArray>
#include <QTest>

using namespace preggo;
using namespace Qt::Literals::StringLiterals;

namespace {

SeededRng rng(12);
const Stamp stamp{7, 9, 1'700'000'000'000};

template <typename T> void roundTrip(const T &entity)
{
    const QJsonObject object = entity.toJson();
    const auto read = T::fromJson(object);
    QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().detail));
    QCOMPARE(read->toJson(), object);
    QJsonObject newer = object;
    newer[u"of_a_newer_server"_s] = true;
    QVERIFY(T::fromJson(newer).has_value());
    QJsonObject broken = object;
    broken[u"seq"_s] = -1;
    QVERIFY(!T::fromJson(broken).has_value());
    broken[u"seq"_s] = 9.3e18;
    QVERIFY(!T::fromJson(broken).has_value());
}

} // namespace

class TestEntities : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void family()
    {
        Family entity;
        entity.id = rng.mintV4<FamilyId>();
        entity.stamp = stamp;
        entity.name = u"We three"_s;
        entity.zone = u"Europe/Berlin"_s;
        roundTrip(entity);
        entity.dueDate = QDate(2027, 2, 23);
        entity.pause = {PauseMode::Paused, PauseView::Memorial, u"Later"_s};
        roundTrip(entity);
        const auto read = Family::fromJson(entity.toJson());
        QCOMPARE(read->dueDate, entity.dueDate);
        QCOMPARE(int(read->pause.mode), int(PauseMode::Paused));
    }

    void member()
    {
        for (const auto role : {Role::Owner, Role::CoParent, Role::Contributor, Role::Viewer}) {
            Member entity;
            entity.user = rng.mintV4<UserId>();
            entity.stamp = stamp;
            entity.name = u"Rosa"_s;
            entity.relation = u"Grandma"_s;
            entity.role = role;
            entity.abilities = defaultAbilities(role);
            roundTrip(entity);
            QCOMPARE(Member::fromJson(entity.toJson())->abilities, entity.abilities);
        }
    }

    void defaultAbilitiesFollowTheMatrix()
    {
        QVERIFY(defaultAbilities(Role::Owner).has(Ability::Invite));
        QVERIFY(defaultAbilities(Role::CoParent).has(Ability::Invite));
        QVERIFY(defaultAbilities(Role::Contributor).has(Ability::Post));
        QVERIFY(!defaultAbilities(Role::Contributor).has(Ability::Invite));
        QVERIFY(!defaultAbilities(Role::Viewer).has(Ability::Post));
        QVERIFY(defaultAbilities(Role::Viewer).has(Ability::Comment));
        QVERIFY(defaultAbilities(Role::Viewer).has(Ability::React));
    }

    void postWithEverything()
    {
        Post entity;
        entity.id = rng.mintV4<PostId>();
        entity.stamp = stamp;
        entity.author = rng.mintV4<UserId>();
        entity.kind = PostKind::Milestone;
        entity.text = u"🎉"_s;
        entity.media = {rng.mintV4<MediaId>(), rng.mintV4<MediaId>()};
        entity.occurredOn = QDate(2026, 3, 1);
        entity.week = 12;
        entity.mentions = {rng.mintV4<UserId>()};
        entity.milestone = u"Heartbeat"_s;
        entity.editedAtMs = 5;
        entity.writtenAtMs = -5;
        roundTrip(entity);
        entity.deleted = true;
        QVERIFY(Post::fromJson(entity.toJson())->deleted);
    }

    void commentAndReaction()
    {
        Comment reply;
        reply.id = rng.mintV4<CommentId>();
        reply.stamp = stamp;
        reply.post = rng.mintV4<PostId>();
        reply.parent = rng.mintV4<CommentId>();
        reply.author = rng.mintV4<UserId>();
        reply.text = u"Sweet"_s;
        roundTrip(reply);

        Reaction reaction;
        reaction.id = reactionIdFor(reply.post, reply.author);
        reaction.stamp = stamp;
        reaction.post = reply.post;
        reaction.author = reply.author;
        roundTrip(reaction);
        for (const auto kind : kReactionKinds) {
            reaction.kind = kind;
            roundTrip(reaction);
            QCOMPARE(*Reaction::fromJson(reaction.toJson())->kind, kind);
        }
    }

    void media()
    {
        Media entity;
        entity.id = rng.mintV4<MediaId>();
        entity.stamp = stamp;
        entity.uploader = rng.mintV4<UserId>();
        entity.width = 4000;
        entity.height = 3000;
        entity.sha256 = rng.bytes(32);
        entity.placeholder = rng.bytes(300);
        entity.alt = u"A sonogram"_s;
        entity.variants = {
            {u"w400"_s, u"webp"_s, 400, 300, 12'345}, {u"full"_s, u"jpeg"_s, 4000, 3000, 2'345'678}};
        roundTrip(entity);
        const auto read = Media::fromJson(entity.toJson());
        QCOMPARE(read->sha256, entity.sha256);
        QCOMPARE(read->placeholder, entity.placeholder);
        QCOMPARE(read->variants, entity.variants);
        entity.variants.last().bytes = -1; // no size of any file
        QCOMPARE(Media::fromJson(entity.toJson())->variants.size(), entity.variants.size() - 1);
    }

    void membershipAndAudience()
    {
        Membership membership;
        membership.family = rng.mintV4<FamilyId>();
        membership.stamp = stamp;
        membership.role = Role::CoParent;
        membership.abilities = defaultAbilities(Role::CoParent);
        membership.streams = {StreamId::all(membership.family), StreamId::parents(membership.family)};
        roundTrip(membership);
        QCOMPARE(Membership::fromJson(membership.toJson())->streams, membership.streams);

        Audience audience;
        audience.id = rng.mintV4<AudienceId>();
        audience.stamp = stamp;
        audience.name = u"Grandparents"_s;
        audience.members = {rng.mintV4<UserId>()};
        roundTrip(audience);
    }
};

QTEST_GUILESS_MAIN(TestEntities)
#include "test_entities.moc"
