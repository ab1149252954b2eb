// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/realtime_client.h"
#include "protocol/json.h"
#include "protocol/limits.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/fake_net.h"
#include "tests/support/fake_tokens.h"

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

// What a server sends over the socket, as the client reads it. Input: one message a line; "@tick" lets ten
// seconds pass.

namespace {

constexpr qint64 kMost = 1LL << 53;
constexpr qint64 kTickMs = 10'000;
constexpr qint64 kPatienceMs = 2LL * 3600 * 1000; ///< beyond every silence and pause that is believed

void holdHead(const Head &head)
{
    hold(!head.epoch.isNull(), "a head has its epoch");
    hold(head.head >= 0 && head.head <= kMost, "a head is a number of the protocol");
    hold(head.durable >= 0 && head.durable <= head.head, "nothing is durable that does not exist");
}

void holdFrame(const StreamFrame &frame)
{
    hold(!frame.stream.isNull() && !frame.epoch.isNull(), "a frame has its stream and epoch");
    hold(frame.prev >= 0 && frame.prev < frame.seq && frame.seq <= kMost, "a frame goes forward");
    for (const auto &item : frame.items)
        hold(item.seq >= 0 && item.seq <= kMost && !item.id.isNull(), "an item has its place and its id");
    const auto again = StreamFrame::fromJson(frame.toJson());
    hold(again && again->toJson() == frame.toJson(), "a frame is what it was after writing and reading");
}

/// What the rest of the engine is told.
struct Told final : SyncEvents
{
    bool connected = false;
    int connections = 0;

    void applied(const ApplyReport &) override { }
    void actionsChanged(const QVector<OpId> &) override { }
    void actionsChanged(const QVector<Action> &) override { }
    void actionRefused(OpId) override { }
    void keyReused(OpId) override { }
    void headsSeen(const Heads &heads, bool) override
    {
        for (const auto &head : heads)
            holdHead(head);
    }
    void rebase(const StreamId &) override { }
    void historyLost(const StreamId &) override { }
    void streamNotFound(const StreamId &) override { }
    void frameCame(const StreamFrame &frame) override { holdFrame(frame); }
    void lagged(const QVector<StreamId> &streams) override
    {
        for (const auto &stream : streams)
            hold(!stream.isNull(), "what lags has a name");
    }
    void revoked(const StreamId &stream) override { hold(!stream.isNull(), "what is revoked has a name"); }
    void connectionChanged(bool now) override
    {
        connected = now;
        connections += now ? 1 : 0;
    }
    void signInNeeded() override { }
    void updateNeeded() override { hold(false, "only a close code tells that the app is too old"); }
    void securityChanged(bool) override { }
    void storageFailed(const sql::Error &) override { }
    void storageWorks() override { }
};

struct Scene
{
    FakeClock clock;
    VirtualExecutor executor{clock};
    SeededRng rng{1};
    FakeServer server{clock};
    FakeNet net{executor, server, numbered<UserId>(1)};
    FakeWs ws{executor};
    FakeTokens tokens;
    Told told;
    StreamState state;
    SyncCore core;
    RealtimeClient client;

    Scene(Outbox &outbox, Cache &cache)
        : core({clock, rng, executor, executor, outbox, cache, net, ws, tokens, nullptr, nullptr,
                   numbered<UserId>(1), numbered<DeviceId>(4)},
            told)
        , client(core, ws, tokens, [this] { return QVector<StreamState>{state}; })
    {
        state.stream = StreamId::all(numbered<FamilyId>(3));
        state.epoch = numbered<EpochId>(5);
        state.cursor = 7;
        ws.reachable = true;
        client.start();
        executor.drain();
    }
    void receive(const QByteArray &text)
    {
        if (ws.isOpen)
            ws.receiveText(text);
        executor.drain();
    }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    // Nothing of it is touched: the socket reads, and others write.
    static const auto outbox = std::move(Outbox::open(u":memory:"_s)->outbox);
    static const auto cache = std::move(Cache::open(u":memory:"_s, numbered<UserId>(1))->cache);
    Scene scene(*outbox, *cache);
    const QByteArray input = fuzzInput(data, size,
        {{"$all", scene.state.stream.toString().toLatin1()},
            {"$epoch", scene.state.epoch.toString().toLatin1()}});
    qsizetype messages = 0;
    for (const auto &line : input.split('\n')) {
        ++messages;
        if (line == "@tick")
            scene.executor.advance(kTickMs);
        else
            scene.receive(line);
        hold(scene.told.connected == scene.client.isLive(), "the engine knows whether the socket lives");
    }
    // A hello a connection, two for streams and one token a message.
    hold(scene.ws.sent.size() <= scene.ws.opens + 3 * messages, "nobody makes the client talk without end");
    for (const auto &sent : std::as_const(scene.ws.sent))
        hold(sent.size() <= limits::kFrameBytes && parseJsonObject(sent), "what the client sends is JSON");
    const int opens = scene.ws.opens;
    const int before = scene.told.connections;
    scene.ws.close(close_code::kTryLater);
    scene.executor.advance(kPatienceMs);
    hold(scene.ws.opens > opens, "the client comes back, whatever it was told");
    scene.receive("{\"type\":\"welcome\",\"conn\":\"2\",\"hb\":25,\"heads\":{}}");
    hold(!scene.ws.isOpen || scene.told.connections > before, "a welcome makes it live again");
    return 0;
}
