// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/sim/books.h"
#include "tests/sim/sim_device.h"

namespace preggo::sim {

/// Holds what a device has against what the server has.
class Convergence
{
public:
    Convergence(Verdict &verdict, const Cast &cast, const PrivacyBook &privacy, SimServer &server);

    /// What the device still lacks; empty where it has read all it may.
    [[nodiscard]] QString lag(SimDevice &device) const;
    /// The rows themselves, and the counts on both sides: I11, I21.
    void compare(SimDevice &device) const;
    /// The server with itself.
    void checkServer() const;
    /// The screen of a family shows all live posts and her own refused ones (I12). How many rows are of posts
    /// that are gone is returned: after her own deletion on another device one may stay until the next
    /// change, which is a known defect (docs/coverage.md).
    [[nodiscard]] int compareView(SimDevice &device) const;

    [[nodiscard]] QVector<StreamId> readable(UserId user) const;

private:
    using Rows = QMap<QByteArray, QString>;
    void compareRows(SimDevice &device, const StreamId &stream, const char *what, const QString &serverSql,
        const QString &cacheSql) const;
    [[nodiscard]] static Rows read(sql::Database &db, const QString &text, const StreamId &stream);

    Verdict &m_verdict;
    const Cast &m_cast;
    const PrivacyBook &m_privacy;
    SimServer &m_server;
};

} // namespace preggo::sim
