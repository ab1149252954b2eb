// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/outbox_schema.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;

const QVector<sql::Migration> &outboxLadder()
{
    static const QVector<sql::Migration> ladder{
        {1,
            {
                u"CREATE TABLE action(op_id BLOB PRIMARY KEY NOT NULL, local_seq INTEGER UNIQUE NOT NULL, "
                u"kind TEXT NOT NULL, "
                "kind_v INTEGER NOT NULL, stream_id TEXT NOT NULL, order_key TEXT NOT NULL, entity_id BLOB "
                "NOT NULL, "
                "payload TEXT NOT NULL, payload_sha256 BLOB NOT NULL, base_version INTEGER, "
                "state TEXT NOT NULL CHECK(state IN('QUEUED','SENDING','ACKED','PARKED','DISCARDED')), "
                "sent_count INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, "
                "next_at_ms INTEGER NOT NULL DEFAULT 0, slow_lane INTEGER NOT NULL DEFAULT 0, "
                "crash_count INTEGER NOT NULL DEFAULT 0, cause INTEGER NOT NULL DEFAULT 0, problem TEXT, "
                "ack_seq INTEGER NOT NULL "
                "DEFAULT 0, ack_epoch BLOB, supersedes BLOB, created_ms INTEGER NOT NULL, acked_ms INTEGER NOT NULL DEFAULT 0)"_s,
                u"CREATE TABLE action_dep(op_id BLOB NOT NULL REFERENCES action(op_id) ON DELETE CASCADE, "
                u"needs BLOB NOT NULL, "
                "PRIMARY KEY(op_id,needs)) WITHOUT ROWID"_s,
                u"CREATE TABLE media_out(media_id BLOB PRIMARY KEY NOT NULL, family BLOB NOT NULL, path TEXT "
                u"NOT NULL, "
                "sha256 BLOB NOT NULL, bytes INTEGER NOT NULL, mime TEXT NOT NULL, width INTEGER NOT NULL, "
                "height INTEGER NOT NULL, placeholder BLOB NOT NULL, alt TEXT NOT NULL, tus_url TEXT NOT "
                "NULL DEFAULT '', "
                "tus_offset INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL CHECK(state "
                "IN('WAITING','STORED','REFUSED')), "
                "problem TEXT)"_s,
                u"CREATE TABLE draft(draft_id BLOB PRIMARY KEY NOT NULL, target TEXT UNIQUE NOT NULL, body "
                u"TEXT NOT NULL, "
                "media TEXT NOT NULL, updated_ms INTEGER NOT NULL)"_s,
                u"CREATE TABLE trash(op_id BLOB PRIMARY KEY NOT NULL, action TEXT NOT NULL, discarded_ms INTEGER NOT NULL)"_s,
            }},
    };
    return ladder;
}

} // namespace preggo
