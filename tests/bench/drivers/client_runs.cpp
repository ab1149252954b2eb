// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/drivers/client_runs.h"

#include "resources/demo/pictures/album.h"

#include <QDir>

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList clientArguments(const QString &profile, quint16 port)
{
    return {u"--profile"_s, profile, u"--server"_s, u"http://127.0.0.1:%1"_s.arg(port)};
}

} // namespace

QString floorPictures(Bench &bench)
{
    const QString folder = bench.directory + u"/pictures"_s;
    if (QDir(folder).exists())
        return folder;
    QDir().mkpath(folder);
    for (const demo::AlbumEntry &entry : demo::album()) {
        const QImage image = demo::paint(entry, 1, entry.size.scaled(800, 800, Qt::KeepAspectRatio));
        image.save(folder + u'/' + QString::fromUtf16(entry.name) + u".jpg"_s, "jpeg", 82);
    }
    return folder;
}

QString clientProfile(
    Bench &bench, ServingProcess &server, const QString &data, int posts, const QString &name)
{
    const QString profile = data + u"-profile"_s + name;
    if (QDir(profile).exists())
        return profile;
    constexpr int kPatienceMs = 300'000;
    const auto done = runForJson(siblingProgram(u"bench-client"_s),
        clientArguments(profile, server.port())
            + QStringList{u"--prepare"_s, u"--posts"_s, QString::number(posts)},
        kPatienceMs);
    if (done)
        return profile;
    bench.miss(u"a client's profile with everything in its cache"_s);
    return {};
}

std::optional<QJsonObject> runFloor(Bench &bench, const QStringList &arguments, int timeoutMs)
{
    auto figures = runForJson(siblingProgram(u"floor-quick-list"_s),
        QStringList{u"--pictures"_s, floorPictures(bench)} + arguments, timeoutMs);
    if (!figures)
        bench.miss(u"the bare list"_s);
    return figures;
}

std::optional<QJsonObject> runClient(
    Bench &bench, const QString &profile, quint16 port, const QStringList &arguments, int timeoutMs)
{
    auto figures =
        runForJson(siblingProgram(u"bench-client"_s), clientArguments(profile, port) + arguments, timeoutMs);
    if (!figures)
        bench.miss(u"the client"_s);
    return figures;
}

} // namespace preggo::bench
