// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/json.h"
#include "server/services/push.h"
#include "tests/fuzz/fuzz.h"
#include "tests/server/content/world.h"

#include <QJsonArray>

using namespace preggo;
using namespace preggo::server;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

// The body of POST /api/v1/sync/push by somebody who may post, comment and react, and no more.

namespace {

struct Scene
{
    World world{7};
    PostId post = world.posted(world.owner, world.all);
    PostId own = world.posted(world.contributor, world.all);
    MediaId picture = world.picture(world.contributor);
    Heads closed = heads({world.otherAll, StreamId::user(world.owner.user)});
    QHash<QByteArray, QByteArray> names;

    Scene()
    {
        const auto text = [](const auto &id) { return id.toString().toLatin1(); };
        names = {{"$all", text(world.all)}, {"$parents", text(world.parents)},
            {"$other", text(world.otherAll)}, {"$me", text(world.contributor.user)},
            {"$user", text(StreamId::user(world.contributor.user))},
            {"$device", text(world.contributor.device)}, {"$post", text(post)}, {"$own", text(own)},
            {"$picture", text(picture)}, {"$family", text(world.family)},
            {"$epoch", text(world.heads({world.all})[world.all].epoch)}, {"$home", text(epochOfUser())}};
    }
    [[nodiscard]] Heads heads(const QVector<StreamId> &streams) { return world.heads(streams); }
    [[nodiscard]] EpochId epochOfUser()
    {
        const auto stream = StreamId::user(world.contributor.user);
        return world.heads({stream})[stream].epoch;
    }
};

void holdAction(const Action &action)
{
    const QJsonObject json = action.toJson();
    const auto again = Action::fromJson(json);
    hold(again && again->toJson() == json && again->fingerprint() == action.fingerprint(),
        "an action is what it was after writing and reading");
    const auto wire = parseJsonObject(toJsonBytes(json));
    hold(wire && *wire == json, "an action is what it was after a journey");
    hold(action.needs.size() <= limits::kNeedsPerAction, "needs are limited");
    hold(!action.opId.isNull() && !action.entityId.isNull() && !action.stream.isNull(),
        "an action has its ids");
    const auto covered = parseJsonObject(canonicalJson(action.payload), limits::kPushBytes * 6);
    hold(
        covered && canonicalJson(*covered) == canonicalJson(action.payload), "canonical JSON stays as it is");
}

void holdRequest(const PushRequest &push)
{
    hold(push.order.size() == push.actions.size() + push.unreadable.size()
            && push.order.size() <= limits::kPushActions,
        "every action has its place");
    hold(!push.device.isNull(), "a push has a device");
    for (const auto &action : push.actions)
        holdAction(action);
}

std::optional<PushReply> push(Scene &scene, const QByteArray &body, Effects &effects)
{
    SeededRng rng(1);
    Context context{*scene.world.db, scene.world.clock, rng, effects};
    Request request;
    request.method = Method::Post;
    request.body = body;
    request.principal = Principal{scene.world.contributor.user, {}, scene.world.contributor.device};
    const Response response = handlePush(request, context);
    hold(response.status < 500, "no request makes the server fail");
    const auto json = parseJsonObject(*response.body, 16 << 20);
    hold(json.has_value(), "every answer is JSON");
    if (response.status != 200) {
        hold(effects.published.isEmpty(), "what is refused as a whole changes nothing");
        return std::nullopt;
    }
    const auto reply = PushReply::fromJson(*json);
    hold(reply.has_value(), "the client can read what the server answers");
    return *reply;
}

void holdReplay(const PushReply &first, const PushReply &second)
{
    hold(first.results.size() == second.results.size(), "every action has its result");
    hold(headsToJson(first.heads) == headsToJson(second.heads), "a second push changes nothing");
    for (qsizetype i = 0; i < first.results.size(); ++i) {
        const PushResult &before = first.results[i];
        const PushResult &after = second.results[i];
        hold(before.opId == after.opId, "results come in the order of the actions");
        const bool applied = before.status == PushStatus::Applied || before.status == PushStatus::Duplicate;
        hold(!applied || (after.status == PushStatus::Duplicate && after.seqs == before.seqs),
            "what was applied is a duplicate from then on");
        hold(before.status != PushStatus::Rejected || after.status == PushStatus::Rejected,
            "a rejection is final");
        hold(applied || before.problem || before.status == PushStatus::Skipped, "who is refused is told why");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static Scene scene;
    const QByteArray body = fuzzInput(data, size, scene.names);
    const auto object = parseJsonObject(body, limits::kPushBytes);
    const auto request = object.and_then([](const QJsonObject &json) { return PushRequest::fromJson(json); });
    if (request)
        holdRequest(*request);

    sql::Transaction transaction(*scene.world.db); // undone at the end
    Effects effects;
    const auto first = push(scene, body, effects);
    if (!first)
        return 0;
    hold(request.has_value() && request->device == scene.world.contributor.device,
        "only an own device is spoken for");
    hold(first->results.size() == request->order.size(), "every action has its result");
    Effects none;
    const auto second = push(scene, body, none);
    hold(second && none.published.isEmpty(), "a second push changes nothing");
    holdReplay(*first, *second);
    hold(scene.heads(scene.closed.keys().toVector()) == scene.closed, "nobody writes where she may not");
    return 0;
}
