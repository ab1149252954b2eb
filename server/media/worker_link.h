// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QDeadlineTimer>
#include <QJsonObject>

#include <tl/expected.hpp>

namespace preggo::server {

/// What the server and its picture worker say to each other:
///
///     server ─ Prepare(bytes) ─▶ worker;  worker ─ Variant*, Preview, Variant*, then Done or Refused ─▶
///     server server ─ EncodeAvif(full) ─▶ worker;  the same back without Preview
///
/// On the wire: kind (1 byte), length of `about` as JSON, length of `bytes` (4 bytes each, little endian),
/// then the two. Bounded by limits::kWorkerAboutBytes and limits::kWorkerFrameBytes.
enum class FrameKind : quint8 { Prepare = 1, EncodeAvif, Variant, Done, Refused, Preview };

/// The worker's last argument where it will be asked for EncodeAvif: it has more to load then.
inline constexpr char kAvifWorker[] = "avif";

struct WorkerFrame
{
    FrameKind kind = FrameKind::Refused;
    QJsonObject about;
    QByteArray bytes;
};

enum class LinkEnd {
    Closed, ///< the other side has gone
    Late, ///< not within the time
    Malformed, ///< what came is no frame of ours, or exceeds a limit
};

/// One end of a stream socket between the two. Owns nothing: the socket is its giver's. One thread at a time.
class WorkerLink
{
public:
    explicit WorkerLink(int socket)
        : m_socket(socket)
    { }

    /// Both wait until the deadline. After a failure the link is of no more use.
    [[nodiscard]] tl::expected<void, LinkEnd> send(const WorkerFrame &frame, QDeadlineTimer deadline) const;
    [[nodiscard]] tl::expected<WorkerFrame, LinkEnd> receive(QDeadlineTimer deadline) const;

private:
    int m_socket;
};

} // namespace preggo::server
