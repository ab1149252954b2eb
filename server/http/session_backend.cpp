// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/session_backend.hpp"

namespace preggo::server {

namespace {

/// Runs `read` on a reader's thread and hands its result to `done` on the session's.
template <typename T, typename Read>
void readThenPost(
    WorkerPool &readers, const net::any_io_executor &executor, Read read, std::function<void(Result<T>)> done)
{
    const auto answer = [executor, done](Result<T> result) {
        net::post(executor, [done, result = std::move(result)] { done(result); });
    };
    const bool taken = readers.submit([read, answer](sql::Database *db) {
        answer(db ? read(*db) : Result<T>(fail(ProblemCode::Unavailable)));
    });
    if (!taken)
        answer(fail(ProblemCode::Unavailable));
}

} // namespace

SessionBackendOverPools::SessionBackendOverPools(const Shell &shell, net::any_io_executor executor)
    : m_shell(shell)
    , m_executor(std::move(executor))
{ }

void SessionBackendOverPools::verify(const QByteArray &token, std::function<void(Result<Verified>)> done)
{
    readThenPost<Verified>(
        m_shell.readers, m_executor,
        [&authenticator = m_shell.authenticator, token](sql::Database &db) -> Result<Verified> {
            if (const auto known = authenticator.remembered(token))
                return *known;
            return authenticator.verify(token, db);
        },
        std::move(done));
}

void SessionBackendOverPools::grant(
    UserId user, const QVector<StreamId> &wanted, std::function<void(Result<QVector<StreamId>>)> done)
{
    readThenPost<QVector<StreamId>>(
        m_shell.readers, m_executor,
        [&access = m_shell.access, user, wanted](sql::Database &db) -> Result<QVector<StreamId>> {
            const ReadStamp stamp = access.stamp();
            auto streams = access.readableOf(db, stamp, user, wanted);
            if (streams) {
                if (const auto heads = access.heads(db, stamp, *streams); !heads)
                    return tl::make_unexpected(heads.error());
            }
            return streams;
        },
        std::move(done));
}

void SessionBackendOverPools::grantFamily(
    FamilyId family, UserId user, std::function<void(Result<QVector<StreamId>>)> done)
{
    readThenPost<QVector<StreamId>>(
        m_shell.readers, m_executor,
        [&access = m_shell.access, family, user](
            sql::Database &db) { return access.readable(db, access.stamp(), family, user); },
        std::move(done));
}

Heads SessionBackendOverPools::heads(const QVector<StreamId> &streams) const
{
    return m_shell.access.rememberedHeads(streams);
}

} // namespace preggo::server
