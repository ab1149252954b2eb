// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "fault.h"
#include "journal.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>

namespace preggo::test {

/// A TCP proxy on loopback that stands between a client and a server and does to their bytes what bad
/// networks do. It has a thread of its own; all calls are safe from any thread.
class FaultProxy
{
public:
    /// Where TLS ends: PEM texts. To the server it always speaks plainly.
    struct Tls
    {
        QByteArray certificateChain;
        QByteArray key;
    };
    struct Options
    {
        quint16 listen = 0; ///< 0 takes any free port
        quint16 target = 0;
        std::optional<Tls> tls;
        quint64 seed = 1; ///< of all chance
        bool keepsJournal = false;
    };
    /// Since the start, or the last setFault().
    struct Counts
    {
        int accepted = 0;
        int cut = 0; ///< connections that a fault has reset
        int swallowed = 0; ///< answers that were there and came not through
        int duplicated = 0; ///< requests that the server has answered a second time
        int portalAnswers = 0;
        int handshakesFailed = 0; ///< clients that refused the certificate
    };

    /// Null where the port is taken or the certificate cannot be read.
    [[nodiscard]] static std::unique_ptr<FaultProxy> start(const Options &options);
    /// Resets all connections.
    ~FaultProxy();
    FaultProxy(const FaultProxy &) = delete;
    FaultProxy &operator=(const FaultProxy &) = delete;

    [[nodiscard]] quint16 port() const;
    /// With 127.0.0.1; https where TLS ends here.
    [[nodiscard]] QString url() const;

    /// For new connections and from their next byte on for the open ones; it holds when this returns.
    void setFault(const Fault &fault);
    /// For new connections.
    void retarget(quint16 port);
    [[nodiscard]] Counts counts() const;
    /// All requests since the start; empty without keepsJournal. A portal's are not among them.
    [[nodiscard]] QVector<Passage> journal() const;

private:
    struct Parts;
    explicit FaultProxy(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace preggo::test
