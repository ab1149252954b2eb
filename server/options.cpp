// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/options.h"

#include "protocol/limits.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <thread>

namespace preggo::server {

namespace {

constexpr quint16 kDefaultPort = 8480;
constexpr int kThreadsMax = 64;
constexpr int kHeaderSecondsMax = 600;

/// What CLI11 fills; it knows no Qt types.
struct Raw
{
    std::string data = "preggo-data";
    std::string backupFolder;
    std::string address = "127.0.0.1";
    std::string vfs;
    std::string certificate;
    std::string key;
    quint16 port = kDefaultPort;
    int threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    LogLevel log = LogLevel::Info;
    std::vector<std::string> origins;
    std::vector<std::string> proxies;
    bool noRateLimits = false;
    bool routes = false;
    int headerSeconds = limits::kHeaderSeconds;
};

QByteArrayList bytesOf(const std::vector<std::string> &texts)
{
    QByteArrayList list;
    for (const auto &text : texts)
        list.append(QByteArray::fromStdString(text));
    return list;
}

std::string checkNetwork(const std::string &text)
{
    const bool isNetwork = TrustedProxies::parse({QByteArray::fromStdString(text)}).has_value();
    return isNetwork ? std::string() : text + " is no network; write it like 10.0.0.0/8 or 127.0.0.1";
}

std::string checkNamed(const std::string &text)
{
    return text.empty() ? std::string("the name is empty") : std::string();
}

void declareCommands(CLI::App &app, Raw &raw)
{
    app.require_subcommand(0, 1);
    auto *backup = app.add_subcommand("backup",
        "Copy everything of --data into a new folder and check it; the server may run meanwhile. Ends with 2 "
        "where pictures were missing");
    backup->add_option("--to", raw.backupFolder, "The folder; it must not be there yet")
        ->required()
        ->check(checkNamed);
    auto *restore = app.add_subcommand("restore",
        "Put a backup in the place of what --data holds, which is kept aside; stop the server first");
    restore->add_option("--from", raw.backupFolder, "A folder that backup made")
        ->required()
        ->check(checkNamed);
    for (auto *command : {backup, restore})
        command->fallthrough();
}

void declare(CLI::App &app, Raw &raw)
{
    const std::map<std::string, LogLevel> levels{{"debug", LogLevel::Debug}, {"info", LogLevel::Info},
        {"warning", LogLevel::Warning}, {"error", LogLevel::Error}, {"off", LogLevel::Off}};
    app.set_version_flag("--version", PREGGO_VERSION);
    app.add_option("--data", raw.data, "Directory of the database and the pictures; made where missing")
        ->capture_default_str()
        ->check(checkNamed);
    app.add_option("--address", raw.address, "Address to listen on")->capture_default_str();
    app.add_option("--port", raw.port, "Port to listen on; 0 takes any free one")->capture_default_str();
    auto *certificate = app.add_option(
        "--tls-certificate", raw.certificate, "PEM file with the certificate and its chain: speak HTTPS");
    auto *key = app.add_option("--tls-key", raw.key, "PEM file with the certificate's private key");
    certificate->needs(key)->check(checkNamed);
    key->needs(certificate)->check(checkNamed);
    app.add_option("--threads", raw.threads, "Threads for connections, and as many for reading the database")
        ->check(CLI::Range(1, kThreadsMax))
        ->capture_default_str();
    app.add_option("--log", raw.log, "debug, info, warning, error or off")
        ->transform(CLI::CheckedTransformer(levels));
    app.add_option(
        "--allow-origin", raw.origins, "Origin of a web page that may open WebSockets; may be repeated");
    app.add_option("--trusted-proxy", raw.proxies,
           "Network of reverse proxies whose X-Forwarded-For is believed; may be repeated")
        ->check(CLI::Validator(checkNetwork, "CIDR"));
    app.add_option(
           "--header-seconds", raw.headerSeconds, "How long a peer may take to send a request's header")
        ->check(CLI::Range(1, kHeaderSecondsMax))
        ->capture_default_str();
    app.add_flag(
        "--no-rate-limits", raw.noRateLimits, "Do not count requests per person and address; for measuring");
    app.add_flag("--routes", raw.routes, "Print the routing table and end");
    app.add_option("--vfs", raw.vfs, "SQLite VFS to open the database with")->group("");
}

} // namespace

std::optional<Options> readOptions(int argc, char **argv, int &exitCode)
{
    Raw raw;
    CLI::App app("The family feed's server: one program, one directory.", "preggo-server");
    declare(app, raw);
    declareCommands(app, raw);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        exitCode = app.exit(error);
        return std::nullopt;
    }
    Options options;
    options.command = app.got_subcommand("backup") ? Command::Backup
        : app.got_subcommand("restore")            ? Command::Restore
                                                   : Command::Serve;
    options.backupFolder = QString::fromStdString(raw.backupFolder);
    options.dataDirectory = QString::fromStdString(raw.data);
    options.address = QString::fromStdString(raw.address);
    options.port = raw.port;
    options.threads = raw.threads;
    options.log = raw.log;
    options.origins = bytesOf(raw.origins);
    options.proxies = TrustedProxies::parse(bytesOf(raw.proxies)).value_or(TrustedProxies());
    options.rateLimits = !raw.noRateLimits;
    options.printRoutes = raw.routes;
    options.headerSeconds = raw.headerSeconds;
    options.tls = {QString::fromStdString(raw.certificate), QString::fromStdString(raw.key)};
    options.vfs = QString::fromStdString(raw.vfs);
    return options;
}

} // namespace preggo::server
