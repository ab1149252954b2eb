// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// sync-drain, sync-catchup and first-join: the real client without a window against the real server.
#include "tests/bench/drivers/client_runs.h"
#include "tests/bench/drivers/server_client.h"

#include <QDir>

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPosts = 10'000;
constexpr int kFewPosts = 300;
constexpr int kRunMs = 900'000;
constexpr int kReader = 2; ///< one of the demo's people who is not the mother

/// Devices beside one server, whose data are this benchmark's own: it writes.
class Scene
{
public:
    Scene(Bench &bench, const QString &name, int posts)
        : m_bench(bench)
        , m_name(name)
    {
        const QString seed = seededData(bench, posts);
        const QString data = bench.directory + u'/' + name;
        if (!seed.isEmpty() && QProcess::execute(u"cp"_s, {u"-a"_s, seed, data}) == 0)
            m_server = serve(bench, data);
    }

    [[nodiscard]] bool serves() const { return m_server != nullptr; }
    [[nodiscard]] ServingProcess &server() { return *m_server; }

    /// One run of a client on the named device. Nothing on failure.
    std::optional<QJsonObject> run(const QString &device, const QString &what, const QStringList &more = {})
    {
        const QStringList arguments{u"--profile"_s, m_bench.directory + u'/' + m_name + u'-' + device,
            u"--server"_s, u"http://127.0.0.1:%1"_s.arg(m_server->port()), u"--do"_s, what};
        auto figures = runForJson(siblingProgram(u"bench-sync"_s), arguments + more, kRunMs);
        if (!figures)
            m_bench.miss(m_name + u": "_s + what);
        return figures;
    }

private:
    Bench &m_bench;
    QString m_name;
    std::unique_ptr<ServingProcess> m_server;
};

QJsonObject syncFloor(Bench &bench, int actions, int posts)
{
    const auto bare = ServingProcess::start(siblingProgram(u"floor-static-http"_s), {u"20000"_s});
    const auto floor = bare ? runForJson(siblingProgram(u"floor-sync"_s),
                           {u"--actions"_s, QString::number(actions), u"--posts"_s, QString::number(posts),
                               u"--port"_s, QString::number(bare->port()), u"--folder"_s, bench.directory})
                            : std::nullopt;
    if (!floor)
        bench.miss(u"the floor of sending and reading"_s);
    return floor.value_or(QJsonObject());
}

/// How long the main thread kept others waiting, and how long it was busy itself.
void addMainThread(Bench &bench, const QString &name, const QJsonObject &run)
{
    for (const auto &share : {u"p99"_s, u"max"_s}) {
        bench.add(name + u".main_stall."_s + share, run[u"stall_ms_"_s + share].toDouble(), u"ms"_s);
        bench.add(name + u".main_work."_s + share, run[u"work_ms_"_s + share].toDouble(), u"ms"_s);
    }
}

/// The size of an answer as it comes over the wire, compressed.
double wireBytes(quint16 port, int person, const QString &path)
{
    const auto who = signIn(port, person);
    if (!who)
        return 0;
    return askOnce(port, getRequest(path.toUtf8(), who->authorization + "Accept-Encoding: gzip\r\n"))
        .bytesPerAnswer;
}

/// The same once more in a window that is scrolled meanwhile, beside the same scrolling with nothing to read.
void joinInWindow(Bench &bench, quint16 port, int posts)
{
    const auto run = runClient(bench, bench.directory + u"/join-window"_s, port,
        {u"--join"_s, u"--person"_s, QString::number(kReader), u"--posts"_s, QString::number(posts)});
    if (!run)
        return;
    for (const auto &share : {u"p50"_s, u"p99"_s, u"max"_s}) {
        bench.add(u"first_join.frame."_s + share, (*run)[u"filling_frame_ms_"_s + share].toDouble(), u"ms"_s,
            (*run)[u"whole_frame_ms_"_s + share].toDouble());
    }
    bench.add(u"first_join.frames"_s, (*run)[u"filling_frame_ms_count"_s].toDouble(), u"frames"_s);
    bench.add(u"first_join.frames_in_time"_s, (*run)[u"filling_in_time"_s].toDouble(), u"%"_s,
        (*run)[u"whole_in_time"_s].toDouble());
}

} // namespace

void benchSyncDrain(Bench &bench)
{
    const int actions = bench.scaled(10'000, 200);
    const QStringList howMany{u"--actions"_s, QString::number(actions)};
    Scene scene(bench, u"drain"_s, bench.scaled(kPosts, kFewPosts));
    if (!scene.serves() || !scene.run(u"mother"_s, u"prepare"_s)
        || !scene.run(u"mother"_s, u"queue"_s, howMany))
        return;
    const auto run = scene.run(u"mother"_s, u"drain"_s, howMany);
    if (!run)
        return;
    const int written = (actions + 4) / 5 + (actions + 3) / 5 + (actions + 2) / 5; // all but the reactions
    for (const auto &arrived : {u"arrived"_s, u"arrived_once"_s}) {
        if ((*run)[arrived].toInt() != written || (*run)[u"refused"_s].toInt() != 0)
            bench.miss(
                u"%1 of %2 texts are there (%3)"_s.arg((*run)[arrived].toInt()).arg(written).arg(arrived));
    }
    bench.add(u"sync_drain.start"_s, (*run)[u"start_ms"_s].toDouble(), u"ms"_s);
    bench.add(u"sync_drain.rate"_s, (*run)[u"rate"_s].toDouble(), u"act/s"_s,
        syncFloor(bench, actions, kFewPosts)[u"rate"_s].toDouble());
    bench.add(u"sync_drain.settled"_s, (*run)[u"settled_ms"_s].toDouble(), u"ms"_s);
    bench.add(u"sync_drain.pushes"_s, (*run)[u"pushes"_s].toDouble(), u"req"_s);
    addMainThread(bench, u"sync_drain"_s, *run);
}

void benchSyncCatchup(Bench &bench)
{
    const int changes = bench.scaled(500, 50);
    Scene scene(bench, u"catch-up"_s, bench.scaled(kPosts, kFewPosts));
    const QStringList who{u"--person"_s, QString::number(kReader)};
    if (!scene.serves() || !scene.run(u"reader"_s, u"prepare"_s, who) || !scene.run(u"mother"_s, u"prepare"_s)
        || !scene.run(u"mother"_s, u"write"_s, {u"--actions"_s, QString::number(changes)}))
        return;
    const auto run = scene.run(u"reader"_s, u"catch-up"_s, who);
    if (!run)
        return;
    const QJsonObject floor = syncFloor(bench, 0, kFewPosts);
    bench.add(u"sync_catchup.requests"_s, (*run)[u"requests"_s].toDouble(), u"req"_s);
    bench.add(u"sync_catchup.wire"_s,
        wireBytes(scene.server().port(), kReader, (*run)[u"path"_s].toString()) / 1000, u"kB"_s);
    bench.add(u"sync_catchup.answer"_s, (*run)[u"answer_ms"_s].toDouble(), u"ms"_s);
    bench.add(
        u"sync_catchup.apply"_s, (*run)[u"apply_ms"_s].toDouble(), u"ms"_s, floor[u"page_ms"_s].toDouble());
    addMainThread(bench, u"sync_catchup"_s, *run);
}

void benchFirstJoin(Bench &bench)
{
    const int posts = bench.scaled(50'000, kFewPosts);
    Scene scene(bench, u"join"_s, posts);
    if (!scene.serves())
        return;
    const auto run = scene.run(u"reader"_s, u"join"_s, {u"--person"_s, QString::number(kReader)});
    if (!run)
        return;
    if ((*run)[u"posts"_s].toInt() < posts)
        bench.miss(u"%1 of %2 posts are there"_s.arg((*run)[u"posts"_s].toInt()).arg(posts));
    const QJsonObject floor = syncFloor(bench, 0, posts);
    bench.add(u"first_join.first_screen"_s, (*run)[u"first_screen_ms"_s].toDouble(), u"ms"_s,
        floor[u"first_page_ms"_s].toDouble());
    bench.add(
        u"first_join.whole"_s, (*run)[u"whole_ms"_s].toDouble(), u"ms"_s, floor[u"whole_ms"_s].toDouble());
    addMainThread(bench, u"first_join"_s, *run);
    joinInWindow(bench, scene.server().port(), posts);
}

} // namespace preggo::bench
