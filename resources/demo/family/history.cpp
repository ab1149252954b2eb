// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/family/history.h"

#include "server/services/action_runner.h"
#include "storage/sql/transaction.h"

#include <QSet>

#include <algorithm>

namespace preggo::demo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kEventsPerCommit = 400;

enum class What { Post, Comment, Reaction };

struct Event
{
    qint64 atMs;
    What what;
    int post;
    int part;
};

QVector<Event> eventsOf(const QVector<StoryPost> &story)
{
    QVector<Event> events;
    for (int i = 0; i < story.size(); ++i) {
        events.append({story[i].atMs, What::Post, i, 0});
        for (int k = 0; k < story[i].comments.size(); ++k)
            events.append({story[i].comments[k].atMs, What::Comment, i, k});
        for (int k = 0; k < story[i].reactions.size(); ++k)
            events.append({story[i].reactions[k].atMs, What::Reaction, i, k});
    }
    std::stable_sort(
        events.begin(), events.end(), [](const Event &a, const Event &b) { return a.atMs < b.atMs; });
    return events;
}

/// Writes the story's events one by one, inside the caller's transactions.
class Scribe
{
public:
    Scribe(HomeServer &home, const Cast &cast, const QVector<StoryPost> &story,
        const QHash<QString, MediaId> &pictures, Rng &rng)
        : m_home(home)
        , m_cast(cast)
        , m_story(story)
        , m_pictures(pictures)
        , m_rng(rng)
        , m_posts(story.size())
        , m_comments(story.size())
    { }

    tl::expected<void, QString> write(const Event &event)
    {
        m_home.clock().set(event.atMs);
        switch (event.what) {
        case What::Post:
            return writePost(event);
        case What::Comment:
            return writeComment(event);
        case What::Reaction:
            return writeReaction(event);
        }
        return {};
    }

    SeedReport report;

private:
    tl::expected<void, QString> writePost(const Event &event)
    {
        const StoryPost &post = m_story[event.post];
        PostCreate payload;
        payload.kind = post.kind;
        payload.text = post.text;
        payload.milestone = post.milestone;
        payload.week = post.week;
        for (const QString &name : post.pictures) {
            const auto media = ownMedia(name, post);
            if (!media)
                return tl::make_unexpected(media.error());
            payload.media.append(*media);
        }
        m_posts[event.post] = m_rng.mintV7<PostId>(event.atMs);
        report.pictures += static_cast<int>(payload.media.size());
        ++report.posts;
        return act(post.who, ActionKind::PostCreate, idCast<EntityId>(m_posts[event.post]), payload.toJson());
    }

    tl::expected<void, QString> writeComment(const Event &event)
    {
        const StoryComment &comment = m_story[event.post].comments[event.part];
        const auto id = m_rng.mintV7<CommentId>(event.atMs);
        m_comments[event.post].append(id);
        CommentCreate payload{m_posts[event.post], {}, comment.text, {}};
        if (comment.parent >= 0)
            payload.parent = m_comments[event.post][comment.parent];
        ++report.comments;
        return act(comment.who, ActionKind::CommentCreate, idCast<EntityId>(id), payload.toJson());
    }

    tl::expected<void, QString> writeReaction(const Event &event)
    {
        const StoryReaction &reaction = m_story[event.post].reactions[event.part];
        const PostId post = m_posts[event.post];
        ++report.reactions;
        return act(reaction.who, ActionKind::ReactionSet,
            idCast<EntityId>(reactionIdFor(post, m_cast.user(reaction.who))),
            ReactionSet{post, reaction.kind}.toJson());
    }

    /// A media row of the post's own; the files behind it are shared by their content.
    tl::expected<MediaId, QString> ownMedia(const QString &name, const StoryPost &post)
    {
        const MediaId first = m_pictures.value(name);
        if (!m_used.contains(name)) {
            m_used.insert(name);
            return first;
        }
        const auto id = m_rng.mintV7<MediaId>(post.atMs);
        auto copy = m_home.db().query(
            u"INSERT INTO media(id, pregnancy_id, uploader, width, height, sha256, placeholder, alt, "
            u"variants, state, created_ms) "
            "SELECT ?, pregnancy_id, ?, width, height, sha256, placeholder, alt, variants, state, ? FROM media WHERE id=?"_s);
        copy.bind(id).bind(m_cast.user(post.who)).bind(post.atMs).bind(first);
        if (const auto done = copy.run(); !done)
            return tl::make_unexpected(done.error().text);
        auto files =
            m_home.db().query(u"INSERT INTO blob(media_id, variant, format, sha256, bytes) "
                              "SELECT ?, variant, format, sha256, bytes FROM blob WHERE media_id=?"_s);
        if (const auto done = files.bind(id).bind(first).run(); !done)
            return tl::make_unexpected(done.error().text);
        return id;
    }

    tl::expected<void, QString> act(Who who, ActionKind kind, EntityId entity, const QJsonObject &payload)
    {
        Action action;
        action.opId = m_rng.mintV7<OpId>(m_home.clock().wallMs());
        action.kind = kind;
        action.v = infoOf(kind).version;
        action.stream = StreamId::all(m_cast.family);
        action.entityId = entity;
        action.orderKey = orderKeyFor(kind, action.stream, entity, payload);
        action.payload = payload;
        action.occurredAtMs = m_home.clock().wallMs();
        server::Effects effects; // nobody is listening yet
        server::Context context{m_home.db(), m_home.clock(), m_rng, effects};
        const PushResult result =
            server::ActionRunner(context, m_cast.user(who), m_cast.device(who)).run(action);
        if (result.status == PushStatus::Applied)
            return {};
        return tl::make_unexpected(
            toWire(kind) + u": "_s + (result.problem ? result.problem->detail : toWire(result.status)));
    }

    HomeServer &m_home;
    const Cast &m_cast;
    const QVector<StoryPost> &m_story;
    const QHash<QString, MediaId> &m_pictures;
    Rng &m_rng;
    QVector<PostId> m_posts;
    QVector<QVector<CommentId>> m_comments;
    QSet<QString> m_used;
};

} // namespace

tl::expected<SeedReport, QString> writeHistory(HomeServer &home, const Cast &cast,
    const QVector<StoryPost> &story, const QHash<QString, MediaId> &pictures, const SeedPlan &plan, Rng &rng)
{
    const QVector<Event> events = eventsOf(story);
    Scribe scribe(home, cast, story, pictures, rng);
    for (qsizetype at = 0; at < events.size();) {
        sql::Transaction transaction(home.db());
        for (int i = 0; i < kEventsPerCommit && at < events.size(); ++i, ++at) {
            if (const auto done = scribe.write(events[at]); !done)
                return tl::make_unexpected(done.error());
        }
        if (const auto done = transaction.commit(); !done)
            return tl::make_unexpected(done.error().text);
        plan.tell(u"%1 of %2 things that happened"_s.arg(at).arg(events.size()));
    }
    scribe.report.familyId = cast.family.toString();
    return scribe.report;
}

} // namespace preggo::demo
