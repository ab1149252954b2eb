// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/cache_schema.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

// `row` is the entity as it came from the server; the other columns are what queries need of it.
const QStringList kEntityTables{
    u"CREATE TABLE stream(stream_id TEXT PRIMARY KEY NOT NULL, epoch BLOB, cursor INTEGER NOT NULL, "
    "backfill TEXT NOT NULL DEFAULT '', synced_ms INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID"_s,
    u"CREATE TABLE post(stream_id TEXT NOT NULL, id BLOB NOT NULL, seq INTEGER NOT NULL, version INTEGER NOT "
    u"NULL, "
    "published_at INTEGER NOT NULL, deleted INTEGER NOT NULL, family BLOB NOT NULL, kind INTEGER NOT NULL, "
    "author BLOB, shown INTEGER NOT NULL DEFAULT 0, r0 INTEGER NOT NULL DEFAULT 0, r1 INTEGER NOT NULL "
    "DEFAULT 0, "
    "r2 INTEGER NOT NULL DEFAULT 0, r3 INTEGER NOT NULL DEFAULT 0, r4 INTEGER NOT NULL DEFAULT 0, "
    "r5 INTEGER NOT NULL DEFAULT 0, reaction_count INTEGER NOT NULL DEFAULT 0, comment_count INTEGER NOT "
    "NULL DEFAULT 0, "
    "score INTEGER NOT NULL DEFAULT 0, row TEXT NOT NULL, PRIMARY KEY(stream_id, id))"_s,
    u"CREATE TABLE comment(stream_id TEXT NOT NULL, id BLOB NOT NULL, seq INTEGER NOT NULL, version INTEGER "
    u"NOT NULL, "
    "published_at INTEGER NOT NULL, deleted INTEGER NOT NULL, post BLOB, row TEXT NOT NULL, PRIMARY KEY(stream_id, id))"_s,
    u"CREATE TABLE reaction(stream_id TEXT NOT NULL, id BLOB NOT NULL, seq INTEGER NOT NULL, version INTEGER "
    u"NOT NULL, "
    "post BLOB, author BLOB, kind INTEGER, PRIMARY KEY(stream_id, id))"_s,
    u"CREATE TABLE media(stream_id TEXT NOT NULL, id BLOB NOT NULL, seq INTEGER NOT NULL, version INTEGER "
    u"NOT NULL, "
    "deleted INTEGER NOT NULL, post BLOB, row TEXT NOT NULL, PRIMARY KEY(stream_id, id))"_s,
    u"CREATE TABLE member(stream_id TEXT NOT NULL, id BLOB NOT NULL, seq INTEGER NOT NULL, version INTEGER "
    u"NOT NULL, "
    "row TEXT NOT NULL, PRIMARY KEY(stream_id, id))"_s,
    u"CREATE TABLE family(stream_id TEXT NOT NULL, id BLOB NOT NULL, seq INTEGER NOT NULL, version INTEGER "
    u"NOT NULL, "
    "row TEXT NOT NULL, PRIMARY KEY(stream_id, id))"_s,
    u"CREATE TABLE membership(stream_id TEXT NOT NULL, id BLOB NOT NULL, seq INTEGER NOT NULL, version "
    u"INTEGER NOT NULL, "
    "removed INTEGER NOT NULL, row TEXT NOT NULL, PRIMARY KEY(stream_id, id))"_s,
    u"CREATE TABLE other(stream_id TEXT NOT NULL, type INTEGER NOT NULL, id BLOB NOT NULL, seq INTEGER NOT "
    u"NULL, "
    "version INTEGER NOT NULL, row TEXT NOT NULL, PRIMARY KEY(stream_id, type, id))"_s,
};

// A partial index holds one row a post, so a page costs the same whatever lies behind it.
const QStringList kIndexes{
    u"CREATE INDEX post_by_id ON post(id)"_s,
    u"CREATE INDEX post_newest ON post(family, published_at, id) WHERE shown=1"_s,
    u"CREATE INDEX post_kind_newest ON post(family, kind, published_at, id) WHERE shown=1"_s,
    u"CREATE INDEX post_loved ON post(family, score, published_at, id) WHERE shown=1"_s,
    u"CREATE INDEX post_kind_loved ON post(family, kind, score, published_at, id) WHERE shown=1"_s,
    u"CREATE INDEX comment_by_post ON comment(stream_id, post, published_at, id)"_s,
    u"CREATE INDEX comment_live ON comment(stream_id, post, published_at, id) WHERE deleted=0"_s,
    u"CREATE INDEX reaction_by_post ON reaction(stream_id, post, kind)"_s,
    u"CREATE INDEX media_by_post ON media(stream_id, post)"_s,
    u"CREATE INDEX media_by_id ON media(id)"_s,
};

const QStringList kHelpers{
    u"CREATE TABLE month(family BLOB NOT NULL, kind INTEGER NOT NULL, start_ms INTEGER NOT NULL, posts "
    u"INTEGER NOT NULL, "
    "PRIMARY KEY(family, kind, start_ms)) WITHOUT ROWID"_s,
    u"CREATE TABLE staged(stream_id TEXT NOT NULL, type INTEGER NOT NULL, id BLOB NOT NULL, item TEXT NOT "
    u"NULL, "
    "PRIMARY KEY(stream_id, type, id)) WITHOUT ROWID"_s,
    u"CREATE TABLE owner(user BLOB PRIMARY KEY NOT NULL) WITHOUT ROWID"_s,
};

// The album asks for posts with pictures alone, and must not look at the others to find them.
const QStringList kPictured{
    u"ALTER TABLE post ADD COLUMN pictures INTEGER NOT NULL DEFAULT 0"_s,
    u"UPDATE post SET pictures=COALESCE(json_array_length(row,'$.media'),0) WHERE json_valid(row)"_s,
    u"CREATE INDEX post_pictured_newest ON post(family, published_at, id) WHERE shown=1 AND pictures>0"_s,
};

} // namespace

const QVector<sql::Migration> &cacheLadder()
{
    static const QVector<sql::Migration> ladder{{1, kEntityTables + kIndexes + kHelpers}, {2, kPictured}};
    return ladder;
}

} // namespace preggo
