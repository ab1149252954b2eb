// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/load/http_load.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace preggo::bench;

namespace {

QJsonObject toObject(const LoadResult &result)
{
    QJsonObject object{{u"requests_per_second"_s, result.requestsPerSecond}, {u"answered"_s, result.answered},
        {u"failed"_s, result.failed}, {u"server_cpu_us"_s, result.serverCpuUs},
        {u"bytes_per_answer"_s, result.bytesPerAnswer}, {u"p95"_s, result.latencyMs.percentile(0.95)}};
    result.latencyMs.writeTo(object, u"latency_ms"_s);
    return object;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Asks a server on this machine for one path, over and over."_s);
    parser.addHelpOption();
    parser.addOptions({
        {u"port"_s, u"Port of the server on the loopback address."_s, u"n"_s},
        {u"path"_s, u"What to ask for."_s, u"path"_s, u"/"_s},
        {u"header"_s, u"A header line, e.g. \"Accept: image/webp\"; may be given again."_s, u"line"_s},
        {u"connections"_s, u"Connections that are kept alive."_s, u"n"_s, u"16"_s},
        {u"requests"_s, u"At most so many requests."_s, u"n"_s, u"50000"_s},
        {u"milliseconds"_s, u"At most so long."_s, u"ms"_s, u"3000"_s},
        {u"pid"_s, u"Process whose CPU time is counted."_s, u"pid"_s, u"0"_s},
    });
    parser.process(application);
    QByteArray header;
    for (const QString &line : parser.values(u"header"_s))
        header += line.toUtf8() + "\r\n";
    const QByteArray request = getRequest(parser.value(u"path"_s).toUtf8(), header);
    LoadPlan plan;
    plan.port = parser.value(u"port"_s).toUShort();
    plan.connections = qBound(1, parser.value(u"connections"_s).toInt(), 1'000);
    plan.requests = qBound(1, parser.value(u"requests"_s).toInt(), 10'000'000);
    plan.milliseconds = qBound(1, parser.value(u"milliseconds"_s).toInt(), 600'000);
    plan.serverPid = parser.value(u"pid"_s).toLongLong();
    plan.next = [&] { return request; };
    const LoadResult result = runLoad(plan);
    std::printf("%s\n", QJsonDocument(toObject(result)).toJson(QJsonDocument::Compact).constData());
    return result.answered > 0 ? 0 : 1;
}
