// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/images/picture_gate.h"

namespace preggo {

namespace {

Problem notHere()
{
    return makeProblem(ProblemCode::NotFound);
}

} // namespace

PictureGate::PictureGate(Executor &main)
    : m_main(main)
{ }

void PictureGate::setSource(PictureSource *source)
{
    const auto open = std::exchange(m_open, {});
    for (const Open &each : open) {
        if (m_source && each.ticket != 0)
            m_source->cancel(each.ticket);
        each.done(tl::make_unexpected(notHere()));
    }
    m_source = source;
}

PictureGate::Ticket PictureGate::request(const PictureRequest &request, Done done)
{
    const Ticket ticket = ++m_last;
    m_main.post([self = shared_from_this(), ticket, request, done = std::move(done)]() mutable {
        self->begin(ticket, request, std::move(done));
    });
    return ticket;
}

void PictureGate::begin(Ticket ticket, const PictureRequest &request, Done done)
{
    if (!m_source)
        return done(tl::make_unexpected(notHere()));
    m_open.insert(ticket, {std::move(done), 0});
    const auto inner = m_source->load(request, [weak = weak_from_this(), ticket](Result<QImage> result) {
        if (const auto self = weak.lock())
            self->end(ticket, std::move(result));
    });
    m_open[ticket].ticket = inner;
}

void PictureGate::cancel(Ticket ticket)
{
    m_main.post([self = shared_from_this(), ticket] {
        const auto open = self->m_open.constFind(ticket);
        if (open == self->m_open.cend())
            return;
        if (self->m_source)
            self->m_source->cancel(open->ticket);
        self->end(ticket, tl::make_unexpected(notHere()));
    });
}

void PictureGate::end(Ticket ticket, Result<QImage> result)
{
    const auto open = m_open.find(ticket);
    if (open == m_open.end())
        return;
    const Done done = std::move(open->done);
    m_open.erase(open);
    done(std::move(result));
}

} // namespace preggo
