// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/limits.h"
#include "storage/sql/database.h"
#include "tests/fuzz/fuzz.h"
#include "tests/server/shell/realtime_fakes.h"
#include "tests/support/fake_clock.h"

using namespace preggo;
using namespace preggo::server;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

// What a client, or somebody who is none, sends over a socket, as the server reads it. Input: one message a
// line. A line "@known" or "@family" first says how the socket came in, "@tick" lets ten seconds pass.

namespace {

constexpr int kTickMs = 10'000;

template <typename Id> Id numbered(int number)
{
    return Id(QUuid(0, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, static_cast<uchar>(number)));
}

struct Scene
{
    FamilyId family = numbered<FamilyId>(3);
    StreamId all = StreamId::all(family);
    StreamId closed = StreamId::parents(family);
    FakeClock clock;
    Verified peer{{numbered<UserId>(1), numbered<SessionId>(2), numbered<DeviceId>(4)},
        clock.wallMs() + limits::kAccessTokenMs};
    std::unique_ptr<sql::Database> db = std::move(*sql::Database::open({.path = u":memory:"_s}));
    Hub hub{[](sql::Database &, FamilyId, UserId) { return QVector<StreamId>(); }};
    FakeBackend backend;
    std::shared_ptr<Subscriber> socket;
    std::shared_ptr<RealtimeSession> session;
    QVector<StreamId> readable{all, StreamId::user(peer.principal.user)};

    Scene()
    {
        backend.tokens.insert("good", peer);
        backend.tokens.insert("another",
            {{numbered<UserId>(9), numbered<SessionId>(9), numbered<DeviceId>(9)}, peer.expiresMs});
        backend.readable.insert(peer.principal.user, readable);
    }
    void open(const QByteArray &how)
    {
        const bool named = how == "@family";
        socket = std::make_shared<Subscriber>(named ? Door::Family : Door::Native, [] {});
        session = std::make_shared<RealtimeSession>(RealtimeSession::Deps{hub, backend, clock}, socket, "c1",
            named ? std::optional(family) : std::nullopt);
        session->start(named || how == "@known" ? std::optional(peer) : std::nullopt);
    }
    /// A change of each stream, as somebody else's write makes it.
    void publish()
    {
        Effects effects;
        effects.published = {changeOf(all, 2), changeOf(closed, 2)};
        hub.committed(effects, *db);
    }
};

/// The client understands what the server says.
void holdFrame(const Scene &scene, const QJsonObject &frame)
{
    const QString type = frame[u"type"_s].toString();
    hold(!type.isEmpty(), "every frame has a type");
    hold(toJsonBytes(frame).size() <= limits::kFrameBytes, "every frame is within the limit");
    hold(!frame.contains(u"heads"_s) || headsFromJson(frame[u"heads"_s].toObject()),
        "the client can read the heads");
    if (type != u"change")
        return;
    const auto change = StreamFrame::fromJson(frame);
    hold(change && scene.readable.contains(change->stream), "only readers get changes");
}

int holdAnswers(Scene &scene)
{
    const Drained drained = drain(*scene.socket);
    for (const auto &frame : drained.frames)
        holdFrame(scene, frame);
    for (const auto &stream : scene.socket->streams())
        hold(scene.readable.contains(stream), "nobody follows what she may not read");
    return drained.closeCode;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Scene scene;
    const auto text = [](const auto &id) { return id.toString().toLatin1(); };
    const QByteArray input = fuzzInput(data, size,
        {{"$all", text(scene.all)}, {"$closed", text(scene.closed)}, {"$user", text(scene.readable[1])},
            {"$device", text(scene.peer.principal.device)}});
    const auto lines = input.split('\n');
    scene.open(lines.first());
    int closed = 0;
    int messages = 0;
    for (const auto &line : lines) {
        if (closed)
            break; // the transport stops reading
        if (line == "@tick") {
            scene.clock.advance(kTickMs);
            scene.session->tick();
        } else if (!line.startsWith('@')) {
            scene.session->received(line);
            ++messages;
        }
        scene.publish();
        const int code = holdAnswers(scene);
        closed = code;
        hold(closed || messages <= limits::kFramesPerMinute || scene.clock.steadyMs() >= 60'000,
            "who sends too much is closed");
    }
    hold(closed || scene.clock.steadyMs() < limits::kAccessTokenMs, "an expired token ends the socket");
    hold(!closed || (closed >= 1000 && closed < 5000), "the code is one of the protocol");
    scene.session->ended();
    hold(scene.hub.count() == 0, "who has gone is gone");
    return 0;
}
