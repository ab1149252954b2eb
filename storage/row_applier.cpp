// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/row_applier.h"

#include "protocol/json.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;
using sql::Outcome;

namespace {

constexpr qint64 kVersionMax = 1LL << 53;

QString textOf(const QJsonObject &row)
{
    return QString::fromUtf8(toJsonBytes(row));
}

} // namespace

RowApplier::RowApplier(sql::Database &database, ApplyReport &report)
    : m_database(database)
    , m_report(report)
    , m_posts(database)
{ }

Outcome<void> RowApplier::apply(const StreamId &stream, const ChangeItem &item)
{
    const QJsonValue told = item.row[u"version"_s];
    const auto version = told.isUndefined() ? 0 : wholeNumber(told, 0, kVersionMax);
    if (!version)
        return {};
    const RowKey key{stream, item.id, item.seq, *version};
    const auto applied = dispatch(key, item);
    if (!applied)
        return tl::make_unexpected(applied.error());
    if (*applied)
        m_report.rows.append({stream, item.type, item.id, item.seq});
    return {};
}

// A row that this build cannot read (a kind that is not known yet) is left out; the cursor passes it.
Outcome<bool> RowApplier::dispatch(const RowKey &key, const ChangeItem &item)
{
    switch (item.type) {
    case EntityType::Post:
        return applyPost(key, item);
    case EntityType::Comment:
        return applyComment(key, item);
    case EntityType::Reaction:
        return applyReaction(key, item);
    case EntityType::Media:
        return applyMedia(key, item);
    case EntityType::Membership:
        return applyMembership(key, item);
    case EntityType::Member:
        m_report.members = true;
        return MemberTable(m_database).put(key, textOf(item.row));
    case EntityType::Family:
        m_report.families = true;
        return FamilyTable(m_database).put(key, textOf(item.row));
    case EntityType::Pref:
    case EntityType::ReadMark:
    case EntityType::Device:
    case EntityType::Audience:
    case EntityType::Invite:
    case EntityType::Report:
        return OtherTable(m_database).put(key, item.type, textOf(item.row));
    }
    Q_UNREACHABLE();
}

void RowApplier::touch(const StreamId &stream, PostId post)
{
    if (post.isNull())
        return;
    m_touched.insert({stream, post});
    m_report.posts.insert(post);
}

Outcome<bool> RowApplier::applyPost(const RowKey &key, const ChangeItem &item)
{
    const auto post = item.op == ChangeOp::Upsert ? Post::fromJson(item.row) : Result<Post>(Post());
    if (!post)
        return false;
    const auto id = idCast<PostId>(key.id);
    if (auto done = m_posts.hide(key.id); !done)
        return tl::make_unexpected(done.error());
    m_touched.insert({key.stream, id}); // so that show() follows, even where the row turns out to be old
    const bool moved = item.op == ChangeOp::MovedOut;
    const auto applied = moved ? m_posts.moveOut(key) : m_posts.put(key, *post, textOf(item.row));
    if (applied && *applied) {
        m_report.posts.insert(id);
        if (moved)
            m_report.threads.insert(id);
    }
    return applied;
}

Outcome<bool> RowApplier::applyComment(const RowKey &key, const ChangeItem &item)
{
    const auto comment = Comment::fromJson(item.row);
    if (!comment)
        return false;
    const auto applied = CommentTable(m_database).put(key, *comment, textOf(item.row));
    if (applied && *applied) {
        touch(key.stream, comment->post);
        m_report.threads.insert(comment->post);
    }
    return applied;
}

Outcome<bool> RowApplier::applyReaction(const RowKey &key, const ChangeItem &item)
{
    const auto reaction = Reaction::fromJson(item.row);
    if (!reaction)
        return false;
    const auto applied = ReactionTable(m_database).put(key, *reaction);
    if (applied && *applied)
        touch(key.stream, reaction->post);
    return applied;
}

Outcome<bool> RowApplier::applyMedia(const RowKey &key, const ChangeItem &item)
{
    const auto media = Media::fromJson(item.row);
    if (!media)
        return false;
    const auto applied = MediaTable(m_database).put(key, *media, textOf(item.row));
    if (applied && *applied)
        touch(key.stream, media->post);
    return applied;
}

Outcome<bool> RowApplier::applyMembership(const RowKey &key, const ChangeItem &item)
{
    const auto membership = Membership::fromJson(item.row);
    if (!membership)
        return false;
    m_report.memberships = true;
    m_report.families = true;
    RowKey byFamily = key;
    byFamily.id = idCast<EntityId>(membership->family);
    return MembershipTable(m_database).put(byFamily, membership->removed, textOf(item.row));
}

Outcome<void> RowApplier::finish()
{
    for (const auto &[stream, post] : std::as_const(m_touched)) {
        if (auto done = m_posts.recount(stream, idCast<EntityId>(post)); !done)
            return done;
    }
    for (const auto &[stream, post] : std::as_const(m_touched)) {
        if (auto done = m_posts.show(idCast<EntityId>(post)); !done)
            return done;
    }
    m_touched.clear();
    return {};
}

} // namespace preggo
