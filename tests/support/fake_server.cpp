// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/fake_server.h"

#include "protocol/json.h"
#include "protocol/payloads.h"

#include <QUrlQuery>

#include <algorithm>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

HttpAnswer jsonAnswer(int status, const QJsonObject &json)
{
    return {NetFailure::None, status, {{"content-type", "application/json"}}, toJsonBytes(json)};
}

HttpAnswer problemAnswer(const Problem &problem)
{
    return {
        NetFailure::None, problem.status(), {{"content-type", "application/problem+json"}}, problem.toBody()};
}

FakeServer::FakeServer(FakeClock &clock)
    : m_clock(&clock)
{ }

FamilyId FakeServer::addFamily(const QVector<UserId> &members)
{
    const auto family = numbered<FamilyId>(0xfa0000 + ++m_minted);
    const StreamId stream = StreamId::all(family);
    m_streams[stream].epoch = numbered<EpochId>(0xe0000 + ++m_minted);
    Family row;
    row.id = family;
    row.name = u"A family"_s;
    row.zone = u"UTC"_s;
    write(stream, EntityType::Family, idCast<EntityId>(family), row.toJson());
    for (const auto &user : members) {
        m_members[family].insert(user);
        Member member;
        member.user = user;
        member.name = u"Member"_s;
        write(stream, EntityType::Member, idCast<EntityId>(user), member.toJson());
        writeMembership(family, user, false);
    }
    return family;
}

void FakeServer::writeMembership(FamilyId family, UserId user, bool removed)
{
    const StreamId own = StreamId::user(user);
    if (m_streams[own].epoch.isNull())
        m_streams[own].epoch = numbered<EpochId>(0xe0000 + ++m_minted);
    Membership membership;
    membership.family = family;
    membership.removed = removed;
    membership.role = Role::Contributor;
    membership.abilities = defaultAbilities(Role::Contributor);
    if (!removed)
        membership.streams = {StreamId::all(family)};
    write(own, EntityType::Membership, idCast<EntityId>(family), membership.toJson());
}

void FakeServer::removeMember(FamilyId family, UserId user)
{
    m_members[family].remove(user);
    writeMembership(family, user, true);
}

void FakeServer::letIn(FamilyId family, UserId user)
{
    m_members[family].insert(user);
    writeMembership(family, user, false);
}

void FakeServer::restoreTo(const StreamId &stream, qint64 seq)
{
    Stream &s = m_streams.at(stream);
    s.epoch = numbered<EpochId>(0xe0000 + ++m_minted);
    s.log.clear();
    s.rows.removeIf([&](const auto &row) { return row.value().seq > seq; });
    s.head = std::min(s.head, seq);
    s.minSeq = s.head;
    m_ledger.removeIf(
        [&](const auto &known) { return known.value().stream == stream && known.value().seq > seq; });
}

void FakeServer::compact(const StreamId &stream, qint64 minSeq)
{
    m_streams.at(stream).minSeq = minSeq;
}

ChangeItem FakeServer::write(const StreamId &stream, EntityType type, EntityId id, QJsonObject row)
{
    Stream &s = m_streams[stream];
    const QJsonObject old = s.rows.value(id).row;
    row[u"seq"_s] = ++s.head;
    row[u"version"_s] = old[u"version"_s].toInt() + 1;
    row[u"published_at"_s] = old.isEmpty() ? QJsonValue(m_clock->wallMs()) : old[u"published_at"_s];
    const ChangeItem item{s.head, type, id, ChangeOp::Upsert, row};
    s.rows.insert(id, item);
    s.log.insert(s.head, item);
    return item;
}

void FakeServer::moveOut(const StreamId &from, PostId post)
{
    Stream &s = m_streams.at(from);
    const ChangeItem item{++s.head, EntityType::Post, idCast<EntityId>(post), ChangeOp::MovedOut, {}};
    s.rows.removeIf([&](const auto &row) {
        return row.key() == item.id || row.value().row[u"post"_s].toString() == post.toString();
    });
    s.log.insert(s.head, item);
}

PostId FakeServer::addPost(FamilyId family, UserId author, const QString &text)
{
    Post post;
    post.id = numbered<PostId>(0xb0000 + ++m_minted);
    post.author = author;
    post.text = text;
    write(StreamId::all(family), EntityType::Post, idCast<EntityId>(post.id), post.toJson());
    return post.id;
}

MediaId FakeServer::addPicture(FamilyId family, UserId author, PostId post)
{
    Media media;
    media.id = numbered<MediaId>(0xd0000 + ++m_minted);
    media.post = post;
    media.uploader = author;
    media.width = 1600;
    media.height = 1200;
    const StreamId stream = StreamId::all(family);
    write(stream, EntityType::Media, idCast<EntityId>(media.id), media.toJson());
    QJsonObject row = rowOf(stream, idCast<EntityId>(post));
    QJsonArray pictures = row[u"media"_s].toArray();
    pictures.append(media.id.toString());
    row[u"media"_s] = pictures;
    write(stream, EntityType::Post, idCast<EntityId>(post), row);
    return media.id;
}

CommentId FakeServer::addComment(FamilyId family, UserId author, PostId post, const QString &text)
{
    Comment comment;
    comment.id = numbered<CommentId>(0xc0000 + ++m_minted);
    comment.post = post;
    comment.author = author;
    comment.text = text;
    write(StreamId::all(family), EntityType::Comment, idCast<EntityId>(comment.id), comment.toJson());
    return comment.id;
}

void FakeServer::putMedia(FamilyId family, const Media &media)
{
    write(StreamId::all(family), EntityType::Media, idCast<EntityId>(media.id), media.toJson());
}

void FakeServer::react(FamilyId family, UserId author, PostId post, std::optional<ReactionKind> kind)
{
    const Reaction reaction{reactionIdFor(post, author), {}, post, author, kind};
    write(StreamId::all(family), EntityType::Reaction, idCast<EntityId>(reaction.id), reaction.toJson());
}

void FakeServer::removePost(FamilyId family, PostId post)
{
    QJsonObject row = rowOf(StreamId::all(family), idCast<EntityId>(post));
    row[u"deleted"_s] = true;
    row[u"text"_s] = u""_s;
    write(StreamId::all(family), EntityType::Post, idCast<EntityId>(post), row);
}

QJsonObject FakeServer::rowOf(const StreamId &stream, EntityId id) const
{
    return m_streams.at(stream).rows.value(id).row;
}

bool FakeServer::mayRead(const StreamId &stream, UserId user) const
{
    return stream == StreamId::user(user) || m_members.value(stream.family()).contains(user);
}

Heads FakeServer::headsOf(UserId user) const
{
    Heads heads;
    for (const auto &[stream, s] : m_streams) {
        if (mayRead(stream, user))
            heads.insert(stream, {s.epoch, s.head, std::max<qint64>(0, s.head - durableLag)});
    }
    return heads;
}

QVector<QJsonObject> FakeServer::rows(const StreamId &stream, EntityType type) const
{
    QVector<QJsonObject> result;
    for (const auto &item : m_streams.at(stream).rows) {
        if (item.type == type && !item.row[u"deleted"_s].toBool())
            result.append(item.row);
    }
    return result;
}

QVector<StreamFrame> FakeServer::framesAfter(const StreamId &stream, qint64 after) const
{
    const Stream &s = m_streams.at(stream);
    QVector<StreamFrame> frames;
    for (auto it = s.log.upperBound(after); it != s.log.end(); ++it)
        frames.append({stream, s.epoch, it.key() - 1, it.key(), {it.value()}});
    return frames;
}

HttpAnswer FakeServer::handle(const HttpRequest &request, UserId user)
{
    ++requests;
    const QString path = request.path.section(u'?', 0, 0);
    const QString query = request.path.section(u'?', 1);
    if (path == u"/api/v1/sync/push")
        return push(request, user);
    if (path.startsWith(u"/api/v1/ops/")) {
        const auto op = OpId::parse(path.section(u'/', -1));
        if (!op || !m_ledger.contains(*op))
            return problemAnswer(makeProblem(ProblemCode::NotFound));
        return jsonAnswer(200, m_ledger[*op].result.toJson());
    }
    const auto stream = StreamId::parse(path.section(u'/', 4, 4));
    if (!stream || !m_streams.contains(*stream) || !mayRead(*stream, user))
        return problemAnswer(makeProblem(ProblemCode::NotFound));
    return path.endsWith(u"/changes") ? changes(*stream, query) : snapshot(*stream, query);
}

HttpAnswer FakeServer::changes(const StreamId &stream, const QString &query)
{
    const Stream &s = m_streams.at(stream);
    const QUrlQuery asked(query);
    const qint64 after = asked.queryItemValue(u"after"_s).toLongLong();
    const qint64 limit = asked.queryItemValue(u"limit"_s).toLongLong();
    if (asked.queryItemValue(u"epoch"_s) != s.epoch.toString())
        return problemAnswer(makeProblem(ProblemCode::EpochChanged));
    if (after > s.head)
        return problemAnswer(makeProblem(ProblemCode::CursorAhead));
    if (after < s.minSeq)
        return problemAnswer(makeProblem(ProblemCode::CursorTooOld));
    ChangesPage page{s.epoch, after, std::min(s.head, after + limit), s.head, false, {}};
    page.more = page.to < page.head;
    for (auto it = s.log.upperBound(after); it != s.log.end() && it.key() <= page.to; ++it) {
        // Rows are current state: what a later change has superseded may be left out.
        if (it->op == ChangeOp::MovedOut || s.rows.value(it->id).seq == it.key())
            page.items.append(*it);
    }
    return jsonAnswer(200, page.toJson());
}

HttpAnswer FakeServer::snapshot(const StreamId &stream, const QString &query)
{
    const Stream &s = m_streams.at(stream);
    const qint64 below = QUrlQuery(query).queryItemValue(u"page"_s).isEmpty()
        ? s.head + 1
        : QUrlQuery(query).queryItemValue(u"page"_s).toLongLong();
    QVector<ChangeItem> all(s.rows.cbegin(), s.rows.cend());
    std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) { return a.seq > b.seq; });
    SnapshotPage page{s.epoch, s.head, {}, {}};
    for (const auto &item : std::as_const(all)) {
        if (item.seq >= below || item.row[u"deleted"_s].toBool())
            continue;
        if (page.items.size() == snapshotPage) {
            page.next = QString::number(page.items.constLast().seq);
            break;
        }
        page.items.append(item);
    }
    return jsonAnswer(200, page.toJson());
}

HttpAnswer FakeServer::push(const HttpRequest &request, UserId user)
{
    ++pushes;
    const auto json = parseJsonObject(request.body, limits::kPushBytes);
    const auto push =
        json ? PushRequest::fromJson(*json) : Result<PushRequest>(tl::make_unexpected(json.error()));
    if (!push || !push->unreadable.isEmpty())
        return problemAnswer(push ? push->unreadable.constFirst().problem : push.error());
    for (const auto &action : push->actions) {
        if (poison.contains(action.entityId))
            return problemAnswer(makeProblem(ProblemCode::Internal));
        const bool known = m_ledger.contains(action.opId) || !mayRead(action.stream, user);
        if (!known && push->epochs.value(action.stream) != m_streams.at(action.stream).epoch)
            return problemAnswer(makeProblem(ProblemCode::EpochChanged));
    }
    PushReply reply;
    QSet<QString> blocked;
    for (const auto &action : push->actions) {
        PushResult result;
        result.opId = action.opId;
        result.status = PushStatus::Skipped;
        if (!blocked.contains(action.orderKey))
            result = run(action, user);
        if (result.status != PushStatus::Applied && result.status != PushStatus::Duplicate)
            blocked.insert(action.orderKey);
        reply.results.append(result);
    }
    reply.heads = headsOf(user);
    reply.serverTimeMs = m_clock->wallMs();
    return jsonAnswer(200, reply.toJson());
}

PushResult FakeServer::run(const Action &action, UserId user)
{
    if (const auto known = m_ledger.constFind(action.opId); known != m_ledger.constEnd()) {
        PushResult result = known->result;
        result.entities.clear();
        if (known->fingerprint != action.fingerprint()) {
            result.status = PushStatus::Rejected;
            result.problem = makeProblem(ProblemCode::KeyReused);
        } else if (result.status == PushStatus::Applied) {
            result.status = PushStatus::Duplicate;
        }
        return result;
    }
    return applyAction(action, user);
}

PushResult FakeServer::applyAction(const Action &action, UserId user)
{
    PushResult result;
    result.opId = action.opId;
    result.status = PushStatus::Applied;
    std::optional<Problem> problem;
    if (!mayRead(action.stream, user))
        problem = makeProblem(ProblemCode::NotFound);
    else if (judge)
        problem = judge(action);
    if (!problem)
        problem = apply(action, user, result);
    if (problem) {
        result.status = problem->isTransient() ? PushStatus::Retry : PushStatus::Rejected;
        result.problem = problem;
    } else {
        ++applied;
        result.seqs.insert(action.stream, m_streams.at(action.stream).head);
    }
    if (result.status != PushStatus::Retry)
        m_ledger.insert(
            action.opId, {action.fingerprint(), result, action.stream, m_streams[action.stream].head});
    return result;
}

std::optional<Problem> FakeServer::apply(const Action &action, UserId user, PushResult &result)
{
    const StreamId stream = action.stream;
    const EntityId id = action.entityId;
    QJsonObject row = rowOf(stream, id);
    const auto put = [&](EntityType type, const QJsonObject &value) {
        result.entities.append({stream, write(stream, type, id, value)});
    };
    const auto missing = [&](const QString &key) {
        const auto other = EntityId::parse(action.payload[key].toString());
        return other && rowOf(stream, *other).isEmpty();
    };
    if (missing(u"post"_s) || missing(u"parent"_s))
        return makeProblem(ProblemCode::DependencyMissing);
    switch (action.kind) {
    case ActionKind::PostCreate:
    case ActionKind::CommentCreate: {
        if (!row.isEmpty())
            return std::nullopt;
        row = action.payload;
        row[u"id"_s] = id.toString();
        row[u"author"_s] = user.toString();
        row[u"written_at"_s] = action.occurredAtMs;
        put(action.kind == ActionKind::PostCreate ? EntityType::Post : EntityType::Comment, row);
        return std::nullopt;
    }
    case ActionKind::ReactionSet: {
        const auto set = ReactionSet::fromJson(action.payload);
        put(EntityType::Reaction, Reaction{idCast<ReactionId>(id), {}, set->post, user, set->kind}.toJson());
        return std::nullopt;
    }
    case ActionKind::ReadMark:
        put(EntityType::ReadMark, action.payload);
        return std::nullopt;
    default:
        break;
    }
    if (row.isEmpty())
        return makeProblem(ProblemCode::DependencyMissing);
    for (auto it = action.payload.begin(); it != action.payload.end(); ++it)
        row[it.key()] = it.value();
    if (action.kind == ActionKind::PostDelete || action.kind == ActionKind::CommentDelete)
        row[u"deleted"_s] = true;
    if (action.kind == ActionKind::PostRestore || action.kind == ActionKind::CommentRestore)
        row[u"deleted"_s] = false;
    const bool comment = action.kind == ActionKind::CommentEdit || action.kind == ActionKind::CommentDelete
        || action.kind == ActionKind::CommentRestore;
    put(comment                                       ? EntityType::Comment
            : action.kind == ActionKind::FamilyUpdate ? EntityType::Family
                                                      : EntityType::Post,
        row);
    return std::nullopt;
}

} // namespace preggo::test
