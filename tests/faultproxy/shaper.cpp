// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "shaper.h"

#include "request_reader.h"

#include <algorithm>

namespace preggo::test {

using std::chrono::milliseconds;

namespace {

class Pass final : public Shaper
{
public:
    Portion next(std::size_t waiting) override { return {waiting}; }
};

class Latency final : public Shaper
{
public:
    Latency(const Fault &fault, Rng &rng)
        : m_fault(fault)
        , m_rng(rng)
    { }
    Portion next(std::size_t waiting) override
    {
        const auto jitter = m_rng.below(static_cast<quint64>(m_fault.jitterMs) + 1);
        return {waiting, milliseconds(m_fault.amount + static_cast<qint64>(jitter))};
    }

private:
    Fault m_fault;
    Rng &m_rng;
};

/// A tenth of a second's bytes at a time, each after the time that they take.
class Bandwidth final : public Shaper
{
public:
    explicit Bandwidth(qint64 bytesPerSecond)
        : m_bytesPerSecond(bytesPerSecond)
    { }
    Portion next(std::size_t waiting) override
    {
        constexpr qint64 kPartsOfSecond = 10;
        const qint64 most = std::max<qint64>(1, m_bytesPerSecond / kPartsOfSecond);
        const qint64 bytes = std::min<qint64>(static_cast<qint64>(waiting), most);
        return {static_cast<std::size_t>(bytes), milliseconds(bytes * 1000 / m_bytesPerSecond)};
    }

private:
    qint64 m_bytesPerSecond;
};

class SlowDrip final : public Shaper
{
public:
    explicit SlowDrip(qint64 msPerByte)
        : m_wait(msPerByte)
    { }
    Portion next(std::size_t) override { return {1, m_wait}; }

private:
    milliseconds m_wait;
};

class Cut final : public Shaper
{
public:
    explicit Cut(qint64 after)
        : m_left(static_cast<std::size_t>(after))
    { }
    Portion next(std::size_t waiting) override
    {
        const auto bytes = std::min(waiting, m_left);
        m_left -= bytes;
        return {bytes, milliseconds(0), m_left == 0 ? Portion::Then::Reset : Portion::Then::GoOn};
    }

private:
    std::size_t m_left;
};

/// That an answer has come to a whole request shows that the server has done what it asks for.
class Swallow final : public Shaper
{
public:
    Swallow(Fault fault, const RequestReader &requests)
        : m_fault(std::move(fault))
        , m_requests(requests)
    { }
    Portion next(std::size_t waiting) override
    {
        if (m_requests.isWhole() && m_fault.takes(m_requests.head()))
            return {0, milliseconds(0), Portion::Then::Reset};
        return {waiting};
    }

private:
    Fault m_fault;
    const RequestReader &m_requests;
};

class Hang final : public Shaper
{
public:
    Portion next(std::size_t) override { return {0, milliseconds(0), Portion::Then::Hang}; }
};

} // namespace

std::unique_ptr<Shaper> makeShaper(const Fault &fault, Way way, const RequestReader &requests, Rng &rng)
{
    switch (fault.kind) {
    case Fault::Kind::Latency:
        return std::make_unique<Latency>(fault, rng);
    case Fault::Kind::Bandwidth:
        return std::make_unique<Bandwidth>(fault.amount);
    case Fault::Kind::SlowDrip:
        return std::make_unique<SlowDrip>(fault.amount);
    case Fault::Kind::HalfOpen:
        return std::make_unique<Hang>();
    case Fault::Kind::CutRequest:
        if (way == Way::Request)
            return std::make_unique<Cut>(fault.amount);
        break;
    case Fault::Kind::CutAnswer:
        if (way == Way::Answer)
            return std::make_unique<Cut>(fault.amount);
        break;
    case Fault::Kind::SwallowAnswer:
        if (way == Way::Answer)
            return std::make_unique<Swallow>(fault, requests);
        break;
    case Fault::Kind::None:
    case Fault::Kind::Duplicate: // a copy goes its own way
    case Fault::Kind::Reset: // both are the connection's own
    case Fault::Kind::CaptivePortal:
        break;
    }
    return std::make_unique<Pass>();
}

} // namespace preggo::test
