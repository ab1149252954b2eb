// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/faultproxy/fault_proxy.h"

#include <CLI/CLI.hpp>

#include <QFile>

#include <csignal>
#include <cstdio>

using namespace preggo::test;

namespace {

struct Raw
{
    quint16 listen = 0;
    quint16 target = 0;
    std::string fault = "none";
    std::string certificate;
    std::string key;
    quint64 seed = 1;
};

void declare(CLI::App &app, Raw &raw)
{
    app.add_option("--listen", raw.listen, "Port on 127.0.0.1; 0 takes any free one")->capture_default_str();
    app.add_option("--target", raw.target, "Port of the server on 127.0.0.1")->required();
    app.add_option("--fault", raw.fault,
           "none, latency:MS[+JITTER], bandwidth:BYTES, slow-drip:MS, cut-request:BYTES, cut-answer:BYTES,\n"
           "swallow-answer[:PART], duplicate:MS[:PART], reset, half-open or captive-portal. BYTES of a\n"
           "bandwidth are a second's; PART is of a request's head, such as \"POST /api/v1/sync/push\"")
        ->capture_default_str();
    auto *certificate =
        app.add_option("--certificate", raw.certificate, "PEM file: speak TLS to clients with this chain");
    auto *key = app.add_option("--key", raw.key, "PEM file of its key");
    certificate->needs(key);
    key->needs(certificate);
    app.add_option("--seed", raw.seed, "Of all chance")->capture_default_str();
}

std::optional<QByteArray> contentsOf(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? std::optional(file.readAll()) : std::nullopt;
}

int complain(const QString &sentence)
{
    std::fprintf(stderr, "preggo-faultproxy: %s\n", qUtf8Printable(sentence));
    return 1;
}

int runUntilStopped(const Raw &raw, const Fault &fault, const sigset_t &signals)
{
    FaultProxy::Options options{raw.listen, raw.target, {}, raw.seed};
    if (!raw.certificate.empty()) {
        const auto chain = contentsOf(raw.certificate);
        const auto key = contentsOf(raw.key);
        if (!chain || !key)
            return complain(QStringLiteral("the certificate or its key cannot be read."));
        options.tls = {*chain, *key};
    }
    const auto proxy = FaultProxy::start(options);
    if (!proxy)
        return complain(QStringLiteral("the port is taken, or the certificate and the key do not fit."));
    proxy->setFault(fault);
    std::printf("listening on %s\n", qUtf8Printable(proxy->url()));
    std::fflush(stdout);
    int received = 0;
    sigwait(&signals, &received);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    Raw raw;
    CLI::App app("A bad network between clients and a server on this machine.", "preggo-faultproxy");
    declare(app, raw);
    CLI11_PARSE(app, argc, argv);
    const auto fault = Fault::parse(QString::fromStdString(raw.fault));
    if (!fault)
        return complain(QStringLiteral("there is no such fault; --help lists them."));
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr); // before the proxy's thread starts
    return runUntilStopped(raw, *fault, signals);
}
