// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/push.h"

#include "protocol/json.h"
#include "server/services/action_runner.h"
#include "server/services/push_text.h"
#include "server/services/sql_result.h"

#include <QSet>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<PushRequest> readRequest(const QJsonObject &object)
{
    auto push = PushRequest::fromJson(object);
    if (!push)
        return push;
    for (const auto &bad : std::as_const(push->unreadable)) {
        if (bad.opId.isNull())
            return fail(
                ProblemCode::InvalidField, u"Action %1 has no valid “op_id”."_s.arg(bad.index), u"actions"_s);
        if (bad.problem.code == ProblemCode::ClientTooOld)
            return tl::make_unexpected(bad.problem);
    }
    return push;
}

/// The heads of the streams that new actions write to. A stream whose epoch the request does not name,
/// or names wrongly, stops the whole batch: its history is not the one that the device has seen.
Result<Heads> fencedHeads(ActionRunner &runner, Context &context, const PushRequest &push)
{
    Heads heads;
    bool sameEpochs = true;
    for (const auto &action : push.actions) {
        const auto readable = heads.contains(action.stream) ? true : runner.mayRead(action.stream);
        const auto entry = runner.known(action.opId);
        if (!readable || !entry)
            return tl::make_unexpected(readable ? entry.error() : readable.error());
        if (!*readable)
            continue;
        if (!heads.contains(action.stream)) {
            const auto head = lift(headOf(context.db, action.stream));
            if (!head)
                return tl::make_unexpected(head.error());
            if (*head)
                heads.insert(action.stream, **head);
        }
        if (!*entry && heads.contains(action.stream))
            sameEpochs = sameEpochs && push.epochs.value(action.stream) == heads[action.stream].epoch;
    }
    if (sameEpochs)
        return heads;
    Problem problem = makeProblem(ProblemCode::EpochChanged);
    problem.extra[u"heads"_s] = headsToJson(heads);
    return tl::make_unexpected(problem);
}

PushResult skipped(OpId op)
{
    PushResult result;
    result.opId = op;
    result.status = PushStatus::Skipped;
    return result;
}

bool isSettled(const PushResult &result)
{
    return result.status == PushStatus::Applied || result.status == PushStatus::Duplicate;
}

/// Runs the actions as they came. After one that did not apply, later ones of its order key wait.
QVector<PushResult> runAll(ActionRunner &runner, const PushRequest &push)
{
    QVector<PushResult> results;
    QSet<QString> blocked;
    for (const int index : push.order) {
        if (index < 0) {
            const auto &bad = push.unreadable[-1 - index];
            PushResult result;
            result.opId = bad.opId;
            result.status = PushStatus::Rejected;
            result.problem = bad.problem;
            blocked.insert(bad.orderKey);
            results.append(result);
            continue;
        }
        const Action &action = push.actions[index];
        const bool isNew = !runner.known(action.opId).value_or(std::nullopt);
        auto result = isNew && blocked.contains(action.orderKey) ? skipped(action.opId) : runner.run(action);
        if (!isSettled(result))
            blocked.insert(action.orderKey);
        results.append(std::move(result));
    }
    return results;
}

/// The heads after the batch, of the streams that it named or wrote to and the sender may read.
Result<Heads> headsAfter(
    ActionRunner &runner, Context &context, const Heads &before, const QVector<PushResult> &results)
{
    QSet<StreamId> streams(before.keyBegin(), before.keyEnd());
    for (const auto &result : results) {
        for (auto it = result.seqs.begin(); it != result.seqs.end(); ++it) {
            if (runner.mayRead(it.key()).value_or(false))
                streams.insert(it.key());
        }
    }
    return lift(headsOf(context.db, QVector<StreamId>(streams.begin(), streams.end())));
}

Response runPush(const Request &request, const QJsonObject &object, Context &context)
{
    const auto push = readRequest(object);
    if (!push)
        return Response::problem(push.error());
    const UserId user = request.principal->user;
    const auto owned = ownsDevice(context.db, user, push->device);
    if (!owned)
        return Response::problem(owned.error());
    if (!*owned)
        return Response::problem(makeProblem(ProblemCode::NotFound));
    ActionRunner runner(context, user, push->device);
    const auto before = fencedHeads(runner, context, *push);
    if (!before)
        return Response::problem(before.error());
    PushReply reply;
    reply.results = runAll(runner, *push);
    const auto after = headsAfter(runner, context, *before, reply.results);
    if (!after)
        return Response::problem(after.error());
    reply.heads = *after;
    reply.serverTimeMs = context.clock.wallMs();
    return Response::bytes(200, "application/json"_ba, pushReplyText(reply));
}

} // namespace

Response handlePush(const Request &request, Context &context)
{
    const auto object = parseJsonObject(request.body, limits::kPushBytes);
    return object ? runPush(request, *object, context) : Response::problem(object.error());
}

Response handleBatch(const Request &request, Context &context)
{
    auto object = parseJsonObject(request.body, limits::kPushBytes);
    if (!object)
        return Response::problem(object.error());
    if (!object->contains(u"device_id"))
        object->insert(u"device_id"_s, request.principal->device.toString());
    return runPush(request, *object, context);
}

Response handleOperation(const Request &request, Context &context)
{
    const auto op = OpId::parse(request.params.value("op_id"));
    if (!op)
        return Response::problem(makeProblem(ProblemCode::NotFound));
    const auto entry = ledgerEntry(context.db, *op);
    if (!entry)
        return Response::problem(entry.error());
    if (!*entry || (*entry)->user != request.principal->user)
        return Response::problem(makeProblem(ProblemCode::NotFound));
    PushResult result;
    result.opId = *op;
    result.status = (*entry)->status;
    result.seqs = (*entry)->seqs;
    result.problem = (*entry)->problem;
    QJsonObject object = result.toJson();
    object[u"kind"_s] = (*entry)->kind;
    object[u"at"_s] = (*entry)->atMs;
    return Response::json(200, object).with("cache-control", "private, no-store");
}

} // namespace preggo::server
