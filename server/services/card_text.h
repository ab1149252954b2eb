// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/comment_rows.h"
#include "server/services/json_text.h"
#include "server/services/post_rows.h"

namespace preggo::server {

// The parts of a feed's card, live ones only. Each writes the members that the entity's own toJson()
// gives, without building values first; the tests hold one against the other.

/// The members of a post, into an object that is open.
void writePost(JsonText &out, const Post &post);
void writeComment(JsonText &out, const Comment &comment);

/// What a picture's card needs of its row.
inline constexpr QStringView kCardMediaColumns =
    u"id, post_id, seq, version, created_ms, uploader, width, height, sha256, placeholder, alt, variants";
/// A picture at a row of kCardMediaColumns. Its variants go out as they are stored, which is their form
/// on the wire (variantsText()).
void writeMedia(JsonText &out, const sql::Query &query);

} // namespace preggo::server
