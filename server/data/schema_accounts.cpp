// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/data/schema.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

// Ids are 16 bytes, times are milliseconds since 1970. No secret stands here in clear: passwords are
// Argon2id strings, codes and links are keyed hashes, refresh tokens follow from the server's secret.

namespace {

QStringList signInTables()
{
    return {
        u"CREATE TABLE account(id BLOB PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL UNIQUE,"
        " password_hash TEXT NOT NULL, created_ms INTEGER NOT NULL, password_ms INTEGER NOT NULL) WITHOUT ROWID"_s,

        // kind 'device', or 'sign_in_link' for the announcement of a link that somebody else asked for.
        u"CREATE TABLE device(id BLOB PRIMARY KEY, user_id BLOB NOT NULL, kind TEXT NOT NULL DEFAULT "
        u"'device',"
        " name TEXT NOT NULL, created_ms INTEGER NOT NULL, seen_ms INTEGER NOT NULL, expires_ms INTEGER,"
        " removed_ms INTEGER, seq INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID"_s,
        u"CREATE INDEX device_user ON device(user_id, seen_ms)"_s,

        // The refresh token is a keyed hash of id and generation: the one before can be answered with
        // the very pair that replaced it, and neither is stored.
        u"CREATE TABLE session(id BLOB PRIMARY KEY, user_id BLOB NOT NULL, device_id BLOB NOT NULL,"
        " generation INTEGER NOT NULL DEFAULT 1, created_ms INTEGER NOT NULL, rotated_ms INTEGER NOT NULL,"
        " expires_ms INTEGER NOT NULL, ended_ms INTEGER) WITHOUT ROWID"_s,
        u"CREATE INDEX session_user ON session(user_id, ended_ms)"_s,

        u"CREATE TABLE recovery_code(user_id BLOB NOT NULL, code_hash BLOB NOT NULL, used_ms INTEGER,"
        " PRIMARY KEY(user_id, code_hash)) WITHOUT ROWID"_s,

        u"CREATE TABLE sign_in_link(id BLOB PRIMARY KEY, token_hash BLOB NOT NULL UNIQUE, user_id BLOB NOT "
        u"NULL,"
        " pregnancy_id BLOB NOT NULL, issued_by BLOB NOT NULL, created_ms INTEGER NOT NULL,"
        " expires_ms INTEGER NOT NULL, used_ms INTEGER) WITHOUT ROWID"_s,

        // A token bucket by keyed hash: no address of a person or a machine is kept.
        u"CREATE TABLE login_attempt(bucket BLOB PRIMARY KEY, tokens REAL NOT NULL, updated_ms INTEGER NOT "
        u"NULL)"
        " WITHOUT ROWID"_s,
    };
}

QStringList inviteTables()
{
    return {
        u"CREATE TABLE invite(id BLOB PRIMARY KEY, pregnancy_id BLOB NOT NULL, token_hash BLOB NOT NULL "
        u"UNIQUE,"
        " code_hash BLOB NOT NULL UNIQUE, role TEXT NOT NULL, relation TEXT NOT NULL, name TEXT NOT NULL,"
        " inviter BLOB NOT NULL, created_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL, used_ms INTEGER,"
        " used_by BLOB, revoked_ms INTEGER, seq INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL DEFAULT "
        "0)"
        " WITHOUT ROWID"_s,
        u"CREATE INDEX invite_family ON invite(pregnancy_id, expires_ms)"_s,
    };
}

QStringList uploadTables()
{
    return {
        // The offset is not here: it is the size of the file, which is on the disk before it is told.
        u"CREATE TABLE upload(media_id BLOB PRIMARY KEY, user_id BLOB NOT NULL, pregnancy_id BLOB NOT NULL,"
        " length INTEGER NOT NULL, sha256 BLOB NOT NULL, alt TEXT NOT NULL, created_ms INTEGER NOT NULL,"
        " expires_ms INTEGER NOT NULL, state TEXT NOT NULL CHECK(state IN('receiving','stored','refused')),"
        " problem TEXT NOT NULL DEFAULT '') WITHOUT ROWID"_s,
        u"CREATE INDEX upload_user ON upload(user_id, state)"_s,
        u"CREATE INDEX upload_expires ON upload(expires_ms)"_s,

        // Which bytes a variant of a picture is; several pictures may share them.
        u"CREATE TABLE blob(media_id BLOB NOT NULL, variant TEXT NOT NULL, format TEXT NOT NULL,"
        " sha256 BLOB NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY(media_id, variant, format)) WITHOUT ROWID"_s,
        u"CREATE INDEX blob_sha256 ON blob(sha256)"_s,
    };
}

} // namespace

QStringList accountSchemaV1()
{
    return signInTables() + inviteTables() + uploadTables();
}

} // namespace preggo::server
