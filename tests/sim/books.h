// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/roles.h"
#include "server/services/service.h"
#include "storage/action_row.h"
#include "tests/sim/cast.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <functional>
#include <map>

namespace preggo::sim {

/// Where broken promises are told. The first one ends the run.
class Verdict
{
public:
    void violated(const QString &what)
    {
        if (m_what.isEmpty())
            m_what = what;
    }
    [[nodiscard]] bool guilty() const { return !m_what.isEmpty(); }
    [[nodiscard]] const QString &what() const { return m_what; }

private:
    QString m_what;
};

/// What a device has in its outbox, as the books know it.
struct Deed
{
    OpId op;
    int device = 0;
    UserId user;
    ActionKind kind = ActionKind::PostCreate;
    QString orderKey;
    StreamId stream;
    EntityId entity;
    qint64 localSeq = 0; ///< begins anew where an outbox was empty at a start
    qint64 place = 0; ///< in the order of all first sights
    ActionState state = ActionState::Queued;
    ParkCause cause = ParkCause::None;
    int sentCount = 0;
    QByteArray sha256; ///< of the payload
    bool wasParked = false; ///< a retry is a new decision of the person, and goes where she is now
    bool gone = false; ///< its row was purged or cancelled
    bool cancelled = false; ///< it left without ever having been sent
    bool changedSomething = false; ///< in whatever history; what found its effect there already did not
};

/// Follows every outbox through every state it is committed in: I2, the immutable payload of Q1, and that
/// nothing a person did gets lost (I1, I16).
class OutboxBook
{
public:
    /// `settled`: the server has it in the ledger of the history that counts.
    OutboxBook(Verdict &verdict, std::function<bool(OpId)> settled)
        : m_verdict(verdict)
        , m_settled(std::move(settled))
    { }
    /// The rows of a device's outbox, all of them.
    void seen(int device, UserId user, const QVector<Deed> &rows);
    [[nodiscard]] Deed *find(OpId op);
    [[nodiscard]] std::map<OpId, Deed> &deeds() { return m_deeds; }

private:
    void compare(const Deed &before, const Deed &now);
    void vanished(Deed &deed);

    Verdict &m_verdict;
    const std::function<bool(OpId)> m_settled;
    std::map<OpId, Deed> m_deeds;
    QHash<int, QSet<OpId>> m_present;
    qint64 m_places = 0;
};

/// Holds each commit of the server against the rules: I3, I5, I6, I7, I8, I22.
class ServerBook
{
public:
    ServerBook(Verdict &verdict, OutboxBook &outboxes)
        : m_verdict(verdict)
        , m_outboxes(outboxes)
    { }
    void committed(const server::Effects &effects, sql::Database &db);
    /// A backup is another history that may come back.
    void backedUp() { m_backup = m_now; }
    void restored();
    /// It was applied once, perhaps in a history that is lost now.
    [[nodiscard]] bool everApplied(OpId op) const { return m_everApplied.contains(op); }
    /// It was refused for good once.
    [[nodiscard]] bool everRefused(OpId op) const { return m_everRefused.contains(op); }
    /// In the ledger as applied, whether or not that changed anything.
    [[nodiscard]] bool applied(OpId op) const { return m_now.ledger.contains(op); }

private:
    struct History
    {
        QHash<StreamId, qint64> heads;
        QHash<OpId, int> commitOf;
        QHash<QString, OpId> lastOfKey; ///< by device and order key
        QSet<OpId> ledger;
    };
    void missed(const server::Effects &effects, const QHash<QPair<StreamId, qint64>, OpId> &ops);
    void change(const StreamId &stream, qint64 seq, OpId op);
    void effect(OpId op);

    Verdict &m_verdict;
    OutboxBook &m_outboxes;
    History m_now;
    History m_backup;
    QSet<OpId> m_everApplied;
    QSet<OpId> m_everRefused;
    int m_commit = 0;
};

/// Who may see what, told by those who decide, and a nose for texts that leave for the wrong ones: I23, I24,
/// I30.
class PrivacyBook
{
public:
    PrivacyBook(Verdict &verdict, const Cast &cast);

    /// A word that stands in one post (or below it) and nowhere else.
    [[nodiscard]] QString canary(PostId post);
    [[nodiscard]] std::optional<Role> role(FamilyId family, UserId user) const;
    [[nodiscard]] bool mayRead(const StreamId &stream, UserId user) const;

    /// After each commit: posts may have moved.
    void committed(const server::Effects &effects, sql::Database &db);
    void delivered(UserId user, const QByteArray &what, const QByteArray &bytes);
    void requested(const QString &path);
    /// The files of a device of this person, when all is at rest.
    void scan(UserId user, const QString &name, const QByteArray &file);
    /// Reads roles, lists and places of posts: at the beginning, and when a backup came back.
    void learn(sql::Database &db);
    [[nodiscard]] StreamId streamOf(PostId post) const { return m_streamOf.value(post); }

private:
    template <typename Found> static void eachCanary(const QByteArray &bytes, const Found &found);
    void learnPeople(sql::Database &db);

    Verdict &m_verdict;
    const Cast &m_cast;
    QHash<QPair<FamilyId, UserId>, Role> m_roles;
    QHash<StreamId, QSet<UserId>> m_listed;
    QVector<PostId> m_canaries;
    QHash<PostId, StreamId> m_streamOf;
    QHash<PostId, StreamId>
        m_cameFrom; ///< in the last commit: what was written before the move goes to the old readers
};

} // namespace preggo::sim
