// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/ledger.h"

#include "server/services/sql_result.h"

#include <QJsonDocument>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

QString resultText(const LedgerEntry &entry)
{
    QJsonObject seqs;
    for (auto it = entry.seqs.begin(); it != entry.seqs.end(); ++it)
        seqs[it.key().toString()] = it.value();
    QJsonObject result{{u"seqs"_s, seqs}};
    if (entry.problem)
        result[u"problem"_s] = entry.problem->toJson();
    return QString::fromUtf8(QJsonDocument(result).toJson(QJsonDocument::Compact));
}

void readResult(const QString &text, LedgerEntry &entry)
{
    const QJsonObject result = QJsonDocument::fromJson(text.toUtf8()).object();
    const QJsonObject seqs = result[u"seqs"].toObject();
    for (auto it = seqs.begin(); it != seqs.end(); ++it) {
        if (const auto stream = StreamId::parse(it.key()))
            entry.seqs.insert(*stream, static_cast<qint64>(it->toDouble()));
    }
    if (result[u"problem"].isObject())
        entry.problem = Problem::fromJson(result[u"problem"].toObject());
}

} // namespace

Result<std::optional<LedgerEntry>> ledgerEntry(sql::Database &db, OpId op)
{
    auto query =
        db.query(u"SELECT user_id, kind, fingerprint, status, result, at_ms FROM op WHERE op_id=?"_s);
    const auto found = first(query.bind(op));
    if (!found)
        return tl::make_unexpected(found.error());
    if (!*found)
        return std::nullopt;
    LedgerEntry entry;
    entry.op = op;
    entry.user = query.id<UserId>(0);
    entry.kind = query.text(1);
    entry.fingerprint = query.blob(2);
    entry.status = query.text(3) == u"applied" ? PushStatus::Applied : PushStatus::Rejected;
    readResult(query.text(4), entry);
    entry.atMs = query.int64(5);
    return entry;
}

Result<void> writeLedger(Context &context, const LedgerEntry &entry, DeviceId device, FamilyId family)
{
    auto query =
        context.db.query(u"INSERT INTO op(op_id, user_id, device_id, pregnancy_id, kind, fingerprint, status,"
                         " result, at_ms) VALUES(?,?,?,?,?,?,?,?,?)"_s);
    query.bind(entry.op).bind(entry.user).bind(device).bind(family).bind(entry.kind).bind(entry.fingerprint);
    query.bind(toWire(entry.status)).bind(resultText(entry)).bind(entry.atMs);
    return run(query);
}

} // namespace preggo::server
