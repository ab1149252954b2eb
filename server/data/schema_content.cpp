// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/data/schema.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList logTables()
{
    return {
        // durable_seq is NULL while no backup is configured: then what is committed counts as durable.
        u"CREATE TABLE stream(stream_id TEXT PRIMARY KEY, pregnancy_id BLOB, audience BLOB, epoch BLOB NOT "
        u"NULL,"
        " head_seq INTEGER NOT NULL DEFAULT 0, min_seq INTEGER NOT NULL DEFAULT 0, durable_seq INTEGER) WITHOUT ROWID"_s,
        u"CREATE INDEX stream_by_pregnancy ON stream(pregnancy_id)"_s,
        u"CREATE TABLE change(stream_id TEXT NOT NULL, seq INTEGER NOT NULL, etype TEXT NOT NULL, eid BLOB "
        u"NOT NULL,"
        " op TEXT NOT NULL CHECK(op IN('u','m')), actor BLOB, device BLOB, op_id BLOB, at_ms INTEGER NOT "
        "NULL,"
        " PRIMARY KEY(stream_id, seq)) WITHOUT ROWID"_s,
        u"CREATE TABLE op(op_id BLOB PRIMARY KEY, user_id BLOB NOT NULL, device_id BLOB, pregnancy_id BLOB,"
        " kind TEXT NOT NULL, fingerprint BLOB NOT NULL, status TEXT NOT NULL CHECK(status "
        "IN('applied','rejected')),"
        " result TEXT NOT NULL, at_ms INTEGER NOT NULL) WITHOUT ROWID"_s,
    };
}

QStringList familyTables()
{
    return {
        // The family stands in two streams: without an unshared due date in p:all (seq, version), and
        // whole in p:parents (parents_seq, parents_version).
        u"CREATE TABLE pregnancy(id BLOB PRIMARY KEY, name TEXT NOT NULL, due_date TEXT,"
        " share_due_date INTEGER NOT NULL DEFAULT 1, zone TEXT NOT NULL DEFAULT 'UTC', pause TEXT NOT NULL "
        "DEFAULT '',"
        " seq INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL DEFAULT 0,"
        " parents_seq INTEGER NOT NULL DEFAULT 0, parents_version INTEGER NOT NULL DEFAULT 0,"
        " created_ms INTEGER NOT NULL)"_s,
        // role is its wire name, abilities the bits of protocol/roles.h; until_ms NULL is an active member.
        u"CREATE TABLE member(pregnancy_id BLOB NOT NULL REFERENCES pregnancy(id), user_id BLOB NOT NULL,"
        " name TEXT NOT NULL, relation TEXT NOT NULL DEFAULT '', role TEXT NOT NULL, abilities INTEGER NOT "
        "NULL,"
        " seq INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL DEFAULT 0, since_ms INTEGER NOT NULL,"
        " until_ms INTEGER, PRIMARY KEY(pregnancy_id, user_id)) WITHOUT ROWID"_s,
        u"CREATE INDEX member_by_user ON member(user_id, pregnancy_id)"_s,
        u"CREATE TABLE audience(id BLOB PRIMARY KEY, pregnancy_id BLOB NOT NULL REFERENCES pregnancy(id),"
        " name TEXT NOT NULL, seq INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL DEFAULT 0,"
        " created_ms INTEGER NOT NULL, deleted_ms INTEGER)"_s,
        u"CREATE INDEX audience_by_pregnancy ON audience(pregnancy_id)"_s,
        u"CREATE TABLE audience_member(audience_id BLOB NOT NULL REFERENCES audience(id), user_id BLOB NOT "
        u"NULL,"
        " PRIMARY KEY(audience_id, user_id)) WITHOUT ROWID"_s,
        u"CREATE INDEX audience_member_by_user ON audience_member(user_id)"_s,
        u"CREATE TABLE report(id BLOB PRIMARY KEY, pregnancy_id BLOB NOT NULL REFERENCES pregnancy(id),"
        " stream_id TEXT NOT NULL, reporter BLOB NOT NULL, target_type TEXT NOT NULL, target BLOB NOT NULL,"
        " reason TEXT NOT NULL, seq INTEGER NOT NULL, version INTEGER NOT NULL, published_ms INTEGER NOT NULL)"_s,
        u"CREATE INDEX report_by_stream ON report(stream_id, seq)"_s,
    };
}

QStringList postTables()
{
    return {
        // media and mentions are ids of 16 bytes one after another. score is engagementScore() of the
        // two counts; all three are kept by the transaction that changes a comment or a reaction.
        u"CREATE TABLE post(id BLOB PRIMARY KEY, pregnancy_id BLOB NOT NULL REFERENCES pregnancy(id),"
        " stream_id TEXT NOT NULL, seq INTEGER NOT NULL, version INTEGER NOT NULL, published_ms INTEGER NOT "
        "NULL,"
        " author BLOB NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, media BLOB NOT NULL, mentions BLOB "
        "NOT NULL,"
        " occurred_on TEXT, week INTEGER, milestone TEXT NOT NULL DEFAULT '', written_ms INTEGER NOT NULL,"
        " edited_ms INTEGER, deleted_ms INTEGER, erased INTEGER NOT NULL DEFAULT 0,"
        " release_at_ms INTEGER, release_audience BLOB,"
        " reaction_count INTEGER NOT NULL DEFAULT 0 CHECK(reaction_count >= 0),"
        " comment_count INTEGER NOT NULL DEFAULT 0 CHECK(comment_count >= 0), score INTEGER NOT NULL DEFAULT 0)"_s,
        u"CREATE INDEX post_by_seq ON post(stream_id, seq)"_s,
        u"CREATE INDEX post_by_time ON post(stream_id, published_ms, id) WHERE deleted_ms IS NULL"_s,
        u"CREATE INDEX post_by_kind ON post(stream_id, kind, published_ms, id) WHERE deleted_ms IS NULL"_s,
        u"CREATE INDEX post_by_score ON post(stream_id, score, published_ms, id) WHERE deleted_ms IS NULL"_s,
        u"CREATE INDEX post_by_pregnancy ON post(pregnancy_id, kind)"_s,
        u"CREATE INDEX post_by_release ON post(release_at_ms) WHERE release_at_ms IS NOT NULL"_s,
        u"CREATE INDEX post_by_deletion ON post(deleted_ms) WHERE deleted_ms IS NOT NULL AND erased = 0"_s,
        u"CREATE TABLE post_revision(post_id BLOB NOT NULL REFERENCES post(id), version INTEGER NOT NULL,"
        " editor BLOB NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, milestone TEXT NOT NULL,"
        " at_ms INTEGER NOT NULL, PRIMARY KEY(post_id, version)) WITHOUT ROWID"_s,
        u"CREATE TABLE comment(id BLOB PRIMARY KEY, pregnancy_id BLOB NOT NULL, stream_id TEXT NOT NULL,"
        " seq INTEGER NOT NULL, version INTEGER NOT NULL, published_ms INTEGER NOT NULL,"
        " post_id BLOB NOT NULL REFERENCES post(id), parent_id BLOB, depth INTEGER NOT NULL, author BLOB NOT "
        "NULL,"
        " text TEXT NOT NULL, mentions BLOB NOT NULL, edited_ms INTEGER, deleted_ms INTEGER,"
        " erased INTEGER NOT NULL DEFAULT 0)"_s,
        u"CREATE INDEX comment_by_seq ON comment(stream_id, seq)"_s,
        u"CREATE INDEX comment_by_post ON comment(post_id, published_ms, id)"_s,
        u"CREATE INDEX comment_by_deletion ON comment(deleted_ms) WHERE deleted_ms IS NOT NULL AND erased = 0"_s,
        u"CREATE TABLE comment_revision(comment_id BLOB NOT NULL REFERENCES comment(id), version INTEGER NOT "
        u"NULL,"
        " editor BLOB NOT NULL, text TEXT NOT NULL, at_ms INTEGER NOT NULL,"
        " PRIMARY KEY(comment_id, version)) WITHOUT ROWID"_s,
    };
}

QStringList postPartTables()
{
    return {
        // A register: kind is NULL where the person took the reaction back.
        u"CREATE TABLE reaction(id BLOB PRIMARY KEY, stream_id TEXT NOT NULL, seq INTEGER NOT NULL,"
        " version INTEGER NOT NULL, published_ms INTEGER NOT NULL, post_id BLOB NOT NULL REFERENCES post(id),"
        " author BLOB NOT NULL, kind TEXT, UNIQUE(post_id, author))"_s,
        u"CREATE INDEX reaction_by_seq ON reaction(stream_id, seq)"_s,
        // In no stream (stream_id NULL, seq 0) until a post takes it.
        u"CREATE TABLE media(id BLOB PRIMARY KEY, pregnancy_id BLOB NOT NULL REFERENCES pregnancy(id), "
        u"stream_id TEXT,"
        " seq INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL DEFAULT 0, post_id BLOB REFERENCES "
        "post(id),"
        " uploader BLOB NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, sha256 BLOB NOT NULL,"
        " placeholder BLOB NOT NULL, alt TEXT NOT NULL DEFAULT '', variants TEXT NOT NULL, state TEXT NOT "
        "NULL,"
        " created_ms INTEGER NOT NULL, deleted_ms INTEGER)"_s,
        u"CREATE INDEX media_by_seq ON media(stream_id, seq)"_s,
        u"CREATE INDEX media_by_post ON media(post_id)"_s,
        u"CREATE INDEX media_unattached ON media(created_ms) WHERE post_id IS NULL"_s,
    };
}

QStringList userTables()
{
    return {
        // streams is the JSON list of those that the person may read there.
        u"CREATE TABLE user_membership(user_id BLOB NOT NULL, pregnancy_id BLOB NOT NULL, role TEXT NOT NULL,"
        " abilities INTEGER NOT NULL, streams TEXT NOT NULL, removed INTEGER NOT NULL, seq INTEGER NOT NULL,"
        " version INTEGER NOT NULL, published_ms INTEGER NOT NULL, PRIMARY KEY(user_id, pregnancy_id)) WITHOUT ROWID"_s,
        u"CREATE TABLE pref(user_id BLOB NOT NULL, key TEXT NOT NULL, id BLOB NOT NULL, value TEXT NOT NULL,"
        " seq INTEGER NOT NULL, version INTEGER NOT NULL, published_ms INTEGER NOT NULL,"
        " PRIMARY KEY(user_id, key)) WITHOUT ROWID"_s,
        u"CREATE TABLE read_mark(user_id BLOB NOT NULL, stream_id TEXT NOT NULL, id BLOB NOT NULL,"
        " post_published_ms INTEGER NOT NULL, post_id BLOB NOT NULL, seq INTEGER NOT NULL, version INTEGER "
        "NOT NULL,"
        " published_ms INTEGER NOT NULL, PRIMARY KEY(user_id, stream_id)) WITHOUT ROWID"_s,
    };
}

} // namespace

QStringList contentSchemaV1()
{
    return logTables() + familyTables() + postTables() + postPartTables() + userTables();
}

} // namespace preggo::server
