// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/realtime/frame_queue.h"

#include "protocol/limits.h"

namespace preggo::server {

Frame makeFrame(QByteArray text)
{
    return std::make_shared<const QByteArray>(std::move(text));
}

FrameQueue::Offer FrameQueue::push(Frame frame)
{
    if (m_frames.size() >= static_cast<std::size_t>(limits::kSocketQueueMessages)
        || m_bytes + frame->size() > limits::kSocketQueueBytes) {
        clear();
        return Offer::Overflowed;
    }
    m_bytes += frame->size();
    m_frames.push_back(std::move(frame));
    return Offer::Queued;
}

Frame FrameQueue::pop()
{
    if (m_frames.empty())
        return {};
    Frame frame = std::move(m_frames.front());
    m_frames.pop_front();
    m_bytes -= frame->size();
    return frame;
}

void FrameQueue::clear()
{
    m_frames.clear();
    m_bytes = 0;
}

} // namespace preggo::server
