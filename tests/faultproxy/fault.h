// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace preggo::test {

/// One thing that a bad network does. Value type.
///
/// As text: `kind[:amount[+jitter]][:only]`, e.g. `latency:200+50`, `cut-answer:1024`,
/// `swallow-answer:POST /api/v1/sync/push`.
struct Fault
{
    enum class Kind {
        None,
        Latency, ///< each piece waits `amount` ms, and up to `jitterMs` more, in both directions
        Bandwidth, ///< `amount` bytes a second in each direction
        SlowDrip, ///< a byte every `amount` ms in each direction
        CutRequest, ///< a reset once `amount` bytes of the connection's requests have passed
        CutAnswer, ///< a reset once `amount` bytes of its answers have passed
        SwallowAnswer, ///< the whole request goes through; instead of the answer comes a reset
        Duplicate, ///< each request is sent a second time `amount` ms later; that answer is dropped
        Reset, ///< every connection is reset, the open ones at once
        HalfOpen, ///< connections are accepted; nothing passes until there is another fault
        CaptivePortal, ///< every request gets a page of HTML with status 200
    };

    Kind kind = Kind::None;
    qint64 amount = 0;
    qint64 jitterMs = 0;
    QByteArray only; ///< SwallowAnswer, Duplicate: only requests whose head holds this; empty means all

    /// Nothing where the text names no fault, or lacks the amount that its kind needs.
    [[nodiscard]] static std::optional<Fault> parse(const QString &text);
    [[nodiscard]] QString toText() const;
    [[nodiscard]] bool takes(const QByteArray &requestHead) const
    {
        return only.isEmpty() || requestHead.contains(only);
    }
};

} // namespace preggo::test
