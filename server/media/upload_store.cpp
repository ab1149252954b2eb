// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/upload_store.h"

#include "protocol/json.h"
#include "server/services/sql_result.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSweepBatch = 500;

UploadState stateOf(const QString &text)
{
    if (text == u"stored")
        return UploadState::Stored;
    return text == u"refused" ? UploadState::Refused : UploadState::Receiving;
}

Result<void> setState(Context &context, MediaId media, const QString &state, const QString &problem)
{
    auto query = context.db.query(u"UPDATE upload SET state = ?, problem = ? WHERE media_id = ?"_s);
    return run(query.bind(state).bind(problem).bind(media));
}

} // namespace

Result<std::optional<UploadRow>> uploadRow(sql::Database &db, MediaId media)
{
    auto query =
        db.query(u"SELECT user_id, pregnancy_id, length, sha256, alt, expires_ms, state, problem FROM upload"
                 " WHERE media_id = ?"_s);
    const auto found = first(query.bind(media));
    if (!found)
        return tl::make_unexpected(found.error());
    if (!*found)
        return std::optional<UploadRow>();
    UploadRow upload{media, query.id<UserId>(0), query.id<FamilyId>(1), query.int64(2), query.blob(3),
        query.text(4), query.int64(5), stateOf(query.text(6)), {}};
    if (const auto problem = parseJsonObject(query.text(7).toUtf8());
        problem && upload.state == UploadState::Refused)
        upload.problem = Problem::fromJson(*problem);
    return upload;
}

Result<void> putUpload(Context &context, const UploadRow &upload)
{
    auto query = context.db.query(u"INSERT OR REPLACE INTO upload(media_id, user_id, pregnancy_id, length, "
                                  u"sha256, alt, created_ms, expires_ms,"
                                  " state) VALUES(?, ?, ?, ?, ?, ?, ?, ?, 'receiving')"_s);
    query.bind(upload.media).bind(upload.user).bind(upload.family).bind(upload.length).bind(upload.sha256);
    return run(query.bind(upload.alt).bind(context.clock.wallMs()).bind(upload.expiresMs));
}

Result<void> markUploadStored(Context &context, MediaId media)
{
    return setState(context, media, u"stored"_s, {});
}

Result<void> markUploadRefused(Context &context, MediaId media, const Problem &problem)
{
    return setState(context, media, u"refused"_s, QString::fromUtf8(problem.toBody()));
}

Result<void> dropUpload(Context &context, MediaId media)
{
    auto query = context.db.query(u"DELETE FROM upload WHERE media_id = ?"_s);
    return run(query.bind(media));
}

Result<int> openUploads(sql::Database &db, UserId user, qint64 nowMs)
{
    auto query = db.query(
        u"SELECT COUNT(*) FROM upload WHERE user_id = ? AND state = 'receiving' AND expires_ms > ?"_s);
    const auto found = first(query.bind(user).bind(nowMs));
    if (!found)
        return tl::make_unexpected(found.error());
    return query.integer(0);
}

Result<QVector<MediaId>> dropExpiredUploads(Context &context)
{
    QVector<MediaId> expired;
    auto query = context.db.query(
        u"SELECT media_id FROM upload u WHERE expires_ms <= ? AND NOT EXISTS(SELECT 1 FROM blob b WHERE "
        "b.media_id = u.media_id AND b.variant = 'sent') LIMIT ?"_s);
    if (auto done = run(query.bind(context.clock.wallMs()).bind(kSweepBatch)); !done)
        return tl::make_unexpected(done.error());
    while (query.next())
        expired.append(query.id<MediaId>(0));
    if (auto done = finished(query); !done)
        return tl::make_unexpected(done.error());
    for (const MediaId media : expired) {
        if (auto done = dropUpload(context, media); !done)
            return tl::make_unexpected(done.error());
    }
    return expired;
}

} // namespace preggo::server
