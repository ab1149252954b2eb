// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// bench-sync: the product's client without a window on a profile. Does one thing and prints what it measured
// as one JSON object.
#include "tests/bench/sync/runs.h"

#include <QCommandLineParser>
#include <QGuiApplication>
#include <QJsonDocument>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace preggo::bench;

namespace {

std::optional<QJsonObject> run(Device &device, const QCommandLineParser &parser)
{
    const int actions = parser.value(u"actions"_s).toInt();
    const int person = parser.value(u"person"_s).toInt();
    const QString what = parser.value(u"do"_s);
    if (what == u"prepare")
        return prepareDevice(device, person);
    if (what == u"queue" || what == u"write")
        return queueActions(device, actions, what == u"write");
    if (what == u"drain")
        return drainQueue(device, actions, parser.value(u"started-us"_s).toLongLong());
    if (what == u"catch-up")
        return catchUp(device);
    if (what == u"join")
        return joinFirst(device, person);
    return std::nullopt;
}

} // namespace

int main(int argc, char *argv[])
{
    const QGuiApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"profile"_s, {}, u"dir"_s}, {u"server"_s, {}, u"url"_s},
        {u"do"_s, u"prepare, queue, write, drain, catch-up or join"_s, u"what"_s},
        {u"actions"_s, {}, u"n"_s, u"0"_s}, {u"person"_s, {}, u"n"_s, u"0"_s},
        {u"started-us"_s, {}, u"us"_s}});
    parser.process(application);
    const auto device = Device::open(parser.value(u"profile"_s), QUrl(parser.value(u"server"_s)));
    const auto figures = device ? run(*device, parser) : std::nullopt;
    if (!figures)
        return 1;
    std::printf("%s\n", QJsonDocument(*figures).toJson(QJsonDocument::Compact).constData());
    return 0;
}
