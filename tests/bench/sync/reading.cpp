// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/probe/process.h"
#include "tests/bench/sync/runs.h"

#include <cstdio>

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kStartMs = 60'000;
constexpr int kWholeMs = 600'000;
constexpr int kScreenRows = 8; ///< cards on the largest window

double msBetween(qint64 fromUs, qint64 toUs)
{
    return static_cast<double>(toUs - fromUs) / 1000.0;
}

/// When the views were told of something new.
class News final : public SyncObserver
{
public:
    void postsChanged(FamilyId, const QVector<PostId> &posts) override { note(posts.size()); }
    void feedReset(FamilyId) override { note(1); }

    [[nodiscard]] qint64 lastUs() const { return m_lastUs; }
    [[nodiscard]] qsizetype posts() const { return m_posts; }

private:
    void note(qsizetype posts)
    {
        m_lastUs = monotonicUs();
        m_posts += posts;
    }

    qint64 m_lastUs = 0;
    qsizetype m_posts = 0;
};

} // namespace

std::optional<QJsonObject> catchUp(Device &device)
{
    device.client().showLast();
    if (!Device::waitFor([&] { return device.client().app().feed()->rowCount() > 0; }, kStartMs))
        return std::nullopt;
    const StreamId stream = StreamId::all(*FamilyId::parse(device.client().app().settings()->openFamily()));
    News news;
    device.engine().addObserver(&news);
    device.heartbeat().start();
    const qint64 openedMs = SystemClock().wallMs();
    const auto isCurrent = [&] { return device.engine().status().lastSyncedWallMs.value_or(0) >= openedMs; };
    device.client().goOnline();
    const bool current = Device::waitFor(isCurrent, kStartMs);
    device.heartbeat().stop();
    device.engine().removeObserver(&news);
    const auto requests = device.http().exchanges(u"/api/v1/streams/%1/"_s.arg(stream.toString()));
    if (!current || requests.isEmpty() || news.posts() == 0) {
        std::fprintf(stderr, "bench-sync: nothing new was read\n");
        return std::nullopt;
    }
    QJsonObject out;
    out[u"requests"_s] = static_cast<double>(requests.size());
    out[u"path"_s] = requests.constFirst().path;
    out[u"answer_ms"_s] = msBetween(requests.constFirst().sentUs, requests.constFirst().answeredUs);
    out[u"apply_ms"_s] = msBetween(requests.constFirst().answeredUs, news.lastUs());
    out[u"posts_changed"_s] = static_cast<double>(news.posts());
    device.heartbeat().writeTo(out);
    return out;
}

std::optional<QJsonObject> joinFirst(Device &device, int person)
{
    Client &client = device.client();
    client.start();
    if (!device.signIn(person))
        return std::nullopt;
    const qint64 signedInUs = monotonicUs();
    device.heartbeat().start();
    if (!Device::waitFor([&] { return client.app().feed()->rowCount() >= kScreenRows; }, kStartMs)) {
        std::fprintf(stderr, "bench-sync: %d posts are shown\n", client.app().feed()->rowCount());
        return std::nullopt;
    }
    QJsonObject out;
    out[u"first_screen_ms"_s] = msBetween(signedInUs, monotonicUs());
    const bool whole = device.waitUntilWhole(kWholeMs);
    device.heartbeat().stop();
    out[u"whole_ms"_s] = msBetween(signedInUs, monotonicUs());
    device.heartbeat().writeTo(out);
    out[u"posts"_s] = device.count(u"SELECT COUNT(*) FROM post"_s);
    return whole ? std::optional(out) : std::nullopt;
}

} // namespace preggo::bench
