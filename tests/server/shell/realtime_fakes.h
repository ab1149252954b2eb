// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/json.h"
#include "protocol/rng.h"
#include "server/realtime/hub.h"
#include "server/realtime/session.h"

#include <QHash>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

/// Reads everything that waits for a socket, as its writer would.
struct Drained
{
    QVector<QJsonObject> frames;
    int closeCode = 0;

    [[nodiscard]] QStringList types() const
    {
        QStringList list;
        for (const auto &frame : frames)
            list.append(frame[u"type"_s].toString());
        return list;
    }
};

inline Drained drain(server::Subscriber &subscriber)
{
    Drained drained;
    while (true) {
        const auto next = subscriber.next();
        drained.closeCode = next.closeCode;
        if (!next.frame)
            return drained;
        drained.frames.append(parseJsonObject(*next.frame).value_or(QJsonObject()));
    }
}

inline server::Effects::Published changeOf(
    const StreamId &stream, qint64 seq, EntityType type = EntityType::Post, QJsonObject row = {})
{
    SeededRng rng(static_cast<quint64>(seq));
    ChangeItem item;
    item.seq = seq;
    item.type = type;
    item.id = rng.mintV4<EntityId>();
    row[u"version"_s] = 1;
    item.row = row;
    return {stream, {EpochId(QUuid(u"11111111-1111-4111-8111-111111111111"_s)), seq, seq}, item};
}

/// Answers at once from a table of who may read what.
class FakeBackend final : public server::SessionBackend
{
public:
    QHash<QByteArray, server::Verified> tokens;
    QHash<UserId, QVector<StreamId>> readable;
    std::function<void()> beforeAnswer; ///< what happens between a check and its answer
    int grants = 0;

    void verify(const QByteArray &token, std::function<void(Result<server::Verified>)> done) override
    {
        const auto it = tokens.constFind(token);
        done(it == tokens.constEnd() ? Result<server::Verified>(fail(ProblemCode::Unauthorized)) : *it);
    }
    void grant(UserId user, const QVector<StreamId> &wanted,
        std::function<void(Result<QVector<StreamId>>)> done) override
    {
        QVector<StreamId> granted;
        for (const auto &stream : wanted) {
            if (readable.value(user).contains(stream))
                granted.append(stream);
        }
        answer(granted, done);
    }
    void grantFamily(
        FamilyId family, UserId user, std::function<void(Result<QVector<StreamId>>)> done) override
    {
        QVector<StreamId> granted;
        for (const auto &stream : readable.value(user)) {
            if (stream.family() == family)
                granted.append(stream);
        }
        answer(granted, done);
    }
    [[nodiscard]] Heads heads(const QVector<StreamId> &streams) const override
    {
        Heads heads;
        for (const auto &stream : streams)
            heads.insert(stream, {EpochId(QUuid(u"11111111-1111-4111-8111-111111111111"_s)), 1, 1});
        return heads;
    }

private:
    void answer(const QVector<StreamId> &granted, const std::function<void(Result<QVector<StreamId>>)> &done)
    {
        ++grants;
        if (const auto happens = std::exchange(beforeAnswer, {}))
            happens();
        done(granted);
    }
};

} // namespace preggo::test
