// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/crash/history_checker.h"

#include <QJsonObject>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

inline const QString kStream = u"p:f:all"_s;

[[nodiscard]] inline Event invoked(
    const QString &n, ActionKind kind, const QString &entity, const QString &text = {})
{
    Event event{Event::Type::Invoked};
    event.n = n;
    event.kind = kind;
    event.entity = entity;
    event.orderKey = u"line:"_s + entity;
    event.text = text;
    return event;
}

[[nodiscard]] inline Event saved(const QString &n, const QString &op)
{
    Event event{Event::Type::Saved};
    event.n = n;
    event.op = op;
    return event;
}

[[nodiscard]] inline Event seen(const QStringList &posts, qint64 cursor = 0)
{
    Event event{Event::Type::Seen};
    event.posts = posts;
    event.cursors.insert(kStream, cursor);
    return event;
}

/// A small family in which all went well; each test spoils one thing, and the checker must say which.
class SmallFamily
{
protected:
    /// As the server does when it applies an action.
    void applied(const QString &op, const QString &device, const QString &kind, const QString &type,
        const QString &entity)
    {
        m_server.ledger.insert(op, {device, kind, true});
        m_server.changes.append({kStream, ++m_server.heads[kStream], type, entity, op});
    }

    static QJsonObject postView(const QString &id, const QString &text, const QJsonArray &comments = {})
    {
        return {{u"id"_s, id}, {u"text"_s, text}, {u"comments"_s, comments}};
    }

    void endAt(const QJsonArray &view)
    {
        m_server.view = view;
        for (auto *history : {&m_anna, &m_karl}) {
            Event event{Event::Type::Rested};
            for (const auto &post : view)
                event.posts.append(post[u"id"].toString());
            event.cursors.insert(kStream, m_server.heads.value(kStream));
            event.view = view;
            history->events.append(event);
        }
    }

    /// Another end than that of init().
    void endAnewAt(const QJsonArray &view)
    {
        m_anna.events.removeLast();
        m_karl.events.removeLast();
        endAt(view);
        karlsEnd().held.append(u"op4"_s);
    }

    /// One more that Anna did before the end.
    void annasDeed(const Event &what, const QString &op)
    {
        m_anna.events.insert(m_anna.events.size() - 1, what);
        m_anna.events.insert(m_anna.events.size() - 1, saved(what.n, op));
    }

    [[nodiscard]] QStringList findings() const { return checkHistories({m_anna, m_karl}, m_server); }

    /// The rules that are broken, each once.
    [[nodiscard]] QStringList broken() const
    {
        QStringList rules;
        for (const auto &finding : findings())
            rules.append(finding.section(u':', 0, 0));
        rules.removeDuplicates();
        rules.sort();
        return rules;
    }

    [[nodiscard]] Event &karlsEnd() { return m_karl.events.last(); }
    [[nodiscard]] Event &annasEnd() { return m_anna.events.last(); }

    /// Anna writes P with a picture and edits it; Karl comments on it, and his second comment is refused.
    void begin()
    {
        m_anna = {u"anna"_s, u"deviceA"_s, u"userA"_s, {}};
        m_karl = {u"karl"_s, u"deviceK"_s, u"userK"_s, {}};
        m_server = {};
        Event create = invoked(u"0.1"_s, ActionKind::PostCreate, u"P"_s, u"first"_s);
        create.pictures.append({u"M"_s, u"abcd"_s});
        Event edit = invoked(u"0.2"_s, ActionKind::PostEdit, u"P"_s, u"second"_s);
        m_anna.events = {{Event::Type::Started}, create, saved(u"0.1"_s, u"op1"_s), seen({u"P"_s}, 1), edit,
            saved(u"0.2"_s, u"op2"_s), seen({u"P"_s}, 2)};
        Event comment = invoked(u"0.1"_s, ActionKind::CommentCreate, u"C"_s, u"nice"_s);
        comment.post = u"P"_s;
        Event other = invoked(u"0.2"_s, ActionKind::CommentCreate, u"D"_s, u"too late"_s);
        other.post = u"Q"_s;
        m_karl.events = {{Event::Type::Started}, seen({u"P"_s}, 2), comment, saved(u"0.1"_s, u"op3"_s), other,
            saved(u"0.2"_s, u"op4"_s)};
        m_server.changes.append({kStream, ++m_server.heads[kStream], u"media"_s, u"M"_s, u"op1"_s});
        applied(u"op1"_s, u"deviceA"_s, u"post.create"_s, u"post"_s, u"P"_s);
        applied(u"op2"_s, u"deviceA"_s, u"post.edit"_s, u"post"_s, u"P"_s);
        applied(u"op3"_s, u"deviceK"_s, u"comment.create"_s, u"comment"_s, u"C"_s);
        m_server.ledger.insert(u"op4"_s, {u"deviceK"_s, u"comment.create"_s, false});
        m_server.pictures.insert(u"M"_s, {u"abcd"_s, true});
        endAt({postView(u"P"_s, u"second"_s, {QJsonObject{{u"id"_s, u"C"_s}, {u"text"_s, u"nice"_s}}})});
        karlsEnd().held.append(u"op4"_s);
    }

    History m_anna;
    History m_karl;
    ServerTables m_server;
};

} // namespace preggo::test
