// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/doors.h"

#include "protocol/json.h"
#include "server/services/action_runner.h"
#include "server/services/post_rows.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<OpId> operationOf(const Request &request, Context &context)
{
    const QByteArray key = request.header("idempotency-key");
    if (key.isEmpty())
        return context.rng.mintV7<OpId>(context.clock.wallMs());
    if (const auto op = OpId::parse(QString::fromLatin1(key)))
        return *op;
    return fail(ProblemCode::InvalidField, u"“Idempotency-Key” must be a UUID."_s, u"Idempotency-Key"_s);
}

/// The members that name the target; the rest of the object is the action's payload.
struct Envelope
{
    FamilyId family;
    AudienceId audience;
    EntityId id;
    QJsonObject payload;
};

Result<Envelope> readEnvelope(const Request &request)
{
    const auto object = parseJsonObject(request.body);
    if (!object)
        return tl::make_unexpected(object.error());
    Envelope envelope;
    JsonReader reader(*object);
    reader.id(u"pregnancy_id", envelope.family);
    reader.optionalId(u"audience", envelope.audience);
    reader.optionalId(u"id", envelope.id);
    if (auto done = reader.finish(UnknownFields::Ignore); !done)
        return tl::make_unexpected(done.error());
    envelope.payload = *object;
    for (const auto key : {u"pregnancy_id", u"audience", u"id"})
        envelope.payload.remove(QStringView(key));
    return envelope;
}

StreamId streamOf(const Envelope &envelope)
{
    return envelope.audience.isNull() ? StreamId::all(envelope.family)
                                      : StreamId::audience(envelope.family, envelope.audience);
}

Response answer(const PushResult &result, int createdStatus)
{
    if (result.problem)
        return Response::problem(*result.problem);
    const bool isNew = result.status == PushStatus::Applied;
    return Response::json(isNew ? createdStatus : 200, result.toJson())
        .with("cache-control", "private, no-store");
}

/// Fills in what follows from the rest, checks the action as a push would, and runs it.
Response runDoor(const Request &request, Context &context, Action action, int createdStatus)
{
    const auto op = operationOf(request, context);
    if (!op)
        return Response::problem(op.error());
    action.opId = *op;
    action.occurredAtMs = context.clock.wallMs();
    if (auto valid = validatePayload(action.kind, action.v, action.payload); !valid)
        return Response::problem(valid.error());
    action.orderKey = orderKeyFor(action.kind, action.stream, action.entityId, action.payload);
    ActionRunner runner(context, request.principal->user, request.principal->device);
    return answer(runner.run(action), createdStatus);
}

} // namespace

Response handlePostDoor(const Request &request, Context &context)
{
    const auto envelope = readEnvelope(request);
    if (!envelope)
        return Response::problem(envelope.error());
    Action action;
    action.kind = ActionKind::PostCreate;
    action.stream = streamOf(*envelope);
    // Without an id the key names the post too, so that a repetition finds it.
    const auto key = EntityId::parse(QString::fromLatin1(request.header("idempotency-key")));
    action.entityId = !envelope->id.isNull() ? envelope->id
        : key                                ? *key
                                             : context.rng.mintV7<EntityId>(context.clock.wallMs());
    action.payload = envelope->payload;
    return runDoor(request, context, action, 201);
}

Response handleReactionDoor(const Request &request, Context &context)
{
    const auto envelope = readEnvelope(request);
    if (!envelope)
        return Response::problem(envelope.error());
    const auto set = ReactionSet::fromJson(envelope->payload);
    if (!set)
        return Response::problem(set.error());
    Action action;
    action.kind = ActionKind::ReactionSet;
    action.stream = streamOf(*envelope);
    action.entityId = idCast<EntityId>(reactionIdFor(set->post, request.principal->user));
    action.payload = envelope->payload;
    return runDoor(request, context, action, 200);
}

} // namespace preggo::server
