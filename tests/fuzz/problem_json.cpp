// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/net/api_call.h"
#include "core/sync/outcome.h"
#include "protocol/json.h"
#include "tests/fuzz/fuzz.h"

using namespace preggo;
using namespace preggo::test;

// What a server, a proxy or a hotel answers, as the engine and the typed calls read it.
// Input: the status, headers one a line, an empty line, the body.

namespace {

constexpr qint64 kLongestMs = 24LL * 3600 * 1000;

HttpAnswer answerOf(const QByteArray &input)
{
    const qsizetype end = input.indexOf("\n\n");
    const QByteArray head = end < 0 ? input : input.left(end);
    HttpAnswer answer;
    answer.status = head.left(head.indexOf('\n')).trimmed().toInt();
    answer.headers = headerLines(head);
    answer.body = end < 0 ? QByteArray() : input.mid(end + 2);
    return answer;
}

void holdProblem(const Problem &problem)
{
    hold(problem.status() >= 400 && problem.status() < 600, "a problem has a status of a failure");
    hold(!problem.title().isEmpty(), "a problem has a title");
    hold(problem.retryAfterSeconds.value_or(0) >= 0, "nobody waits for less than no time");
    const Problem again = Problem::fromJson(problem.toJson());
    hold(again.code == problem.code && again.detail == problem.detail && again.field == problem.field
            && again.retryAfterSeconds == problem.retryAfterSeconds && again.extra == problem.extra,
        "a problem is what it was after writing and reading");
    const auto body = parseJsonObject(problem.toBody(), 1 << 30, 1 << 10);
    hold(body && *body == problem.toJson(), "a problem's body is its JSON");
}

void holdOutcome(const HttpAnswer &answer, const Outcome &outcome)
{
    const bool success = answer.status >= 200 && answer.status < 300;
    hold(success || outcome.verdict != Verdict::Delivered, "only a success delivers");
    hold(answer.status < 500
            || (outcome.verdict != Verdict::Refused && outcome.verdict != Verdict::Gone
                && outcome.verdict != Verdict::KeyReused),
        "a server that fails refuses nothing");
    hold(answer.status >= 400 || outcome.verdict != Verdict::Refused, "only a failure refuses");
    const qint64 wait = outcome.retryAfterMs.value_or(0);
    hold(wait >= 0 && wait <= kLongestMs, "an answer makes nobody wait longer than a day");
    if (outcome.problem)
        holdProblem(*outcome.problem);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const HttpAnswer answer = answerOf(fuzzInput(data, size));
    holdOutcome(answer, classify(answer));
    const Problem problem = problemOfAnswer(answer);
    hold(!problem.detail.isEmpty(), "the person is told what to do");
    holdProblem(problem);
    const auto object = readJsonAnswer(answer);
    hold(!object || (answer.status >= 200 && answer.status < 300), "only a success is read");
    return 0;
}
