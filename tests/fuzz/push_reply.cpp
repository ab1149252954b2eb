// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/outcome.h"
#include "tests/fuzz/filled_cache.h"

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

// The answer to a push, as the client reads it and lays its rows into the cache.

namespace {

constexpr qint64 kAnswerBytes = 16LL * 1024 * 1024;
constexpr qint64 kLongestMs = 24LL * 3600 * 1000;

void holdResult(const PushResult &result)
{
    hold(!result.opId.isNull(), "a result has its operation");
    for (const qint64 seq : result.seqs)
        hold(seq >= 0 && seq <= kMostSeq, "a place is a number of the protocol");
    for (const auto &change : result.entities) {
        hold(!change.stream.isNull(), "a row has its stream");
        holdRow(change.item);
    }
    const Outcome outcome = classify(result);
    const bool done = result.status == PushStatus::Applied || result.status == PushStatus::Duplicate;
    hold(done == (outcome.verdict == Verdict::Delivered), "what was applied is delivered");
    hold(result.status == PushStatus::Rejected || outcome.verdict != Verdict::Refused,
        "only a rejection refuses");
    const qint64 wait = outcome.retryAfterMs.value_or(0);
    hold(wait >= 0 && wait <= kLongestMs, "an answer makes nobody wait longer than a day");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static FilledCache filled;
    static const auto names = cacheNames();
    const auto json = parseJsonObject(fuzzInput(data, size, names), kAnswerBytes);
    const auto reply = json.and_then([](const QJsonObject &object) { return PushReply::fromJson(object); });
    if (!reply)
        return 0;
    const auto again = PushReply::fromJson(reply->toJson());
    hold(again && again->toJson() == reply->toJson(), "a reply is what it was after writing and reading");
    hold(reply->results.size() <= limits::kPushActions, "results are limited");
    for (const auto &head : reply->heads)
        hold(!head.epoch.isNull() && head.durable <= head.head && head.head <= kMostSeq,
            "nothing is durable that does not exist");
    QVector<StreamChange> rows;
    for (const auto &result : reply->results) {
        holdResult(result);
        rows += result.entities;
    }
    filled.fill();
    const qint64 cursor = filled.cursor();
    hold(filled.cache->applyRows(rows, reply->heads).has_value(), "no reply makes the cache fail");
    hold(filled.cursor() == cursor, "an answer moves no cursor");
    holdViews(filled);
    const QString rowsNow = filled.rows();
    hold(filled.cache->applyRows(rows, reply->heads).has_value() && filled.rows() == rowsNow,
        "an answer counts once");
    return 0;
}
