// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/push_text.h"

#include "protocol/json.h"
#include "server/services/json_text.h"

namespace preggo::server {

namespace {

void writeItem(JsonText &out, const StreamId &stream, const ChangeItem &item)
{
    out.begin('{');
    out.name("stream").text(stream.toString());
    out.name("seq").number(item.seq);
    out.name("type").text(toWire(item.type));
    out.name("id").id(item.id);
    out.name("op").ascii(item.op == ChangeOp::Upsert ? "u" : "m");
    if (item.op == ChangeOp::Upsert)
        out.name("row").raw(canonicalJson(item.row));
    out.end('}');
}

void writeResult(JsonText &out, const PushResult &result)
{
    out.begin('{');
    out.name("op_id").id(result.opId);
    out.name("status").text(toWire(result.status));
    out.name("seqs").begin('{');
    for (auto it = result.seqs.begin(); it != result.seqs.end(); ++it)
        out.name(it.key().toString().toLatin1()).number(it.value());
    out.end('}').name("entities").begin('[');
    for (const auto &change : result.entities)
        writeItem(out, change.stream, change.item);
    out.end(']');
    if (result.problem)
        out.name("problem").raw(toJsonBytes(result.problem->toJson()));
    out.end('}');
}

} // namespace

QByteArray pushReplyText(const PushReply &reply)
{
    JsonText out;
    out.begin('{').name("results").begin('[');
    for (const auto &result : reply.results)
        writeResult(out, result);
    out.end(']');
    out.name("heads").begin('{');
    for (auto it = reply.heads.begin(); it != reply.heads.end(); ++it) {
        out.name(it.key().toString().toLatin1()).begin('{').name("epoch").id(it->epoch);
        out.name("head").number(it->head).name("durable").number(it->durable).end('}');
    }
    out.end('}');
    out.name("server_time").number(reply.serverTimeMs);
    out.end('}');
    return out.take();
}

} // namespace preggo::server
