// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/client.h"

#include "app/viewmodels/words.h"
#include "core/net/qt_http_transport.h"
#include "core/net/qt_ws_transport.h"
#include "platform/linux/portal_appearance.h"
#include "platform/linux/qt_net_status.h"

#include <QDir>
#include <QFileInfo>
#include <QPointer>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

Result<std::unique_ptr<Client>> Client::open(const ClientOptions &options)
{
    std::unique_ptr<Client> client(new Client(options));
    auto accounts = AccountDirectory::open(options.dataFolder, client->m_files);
    if (!accounts)
        return tl::make_unexpected(accounts.error());
    client->m_accounts = std::move(*accounts);
    client->m_room = std::make_unique<DiskRoom>(client->m_files, options.dataFolder);
    return client;
}

Client::Client(const ClientOptions &options)
    : m_options(options)
    , m_app(std::make_unique<AppModel>())
{
    if (!m_options.clock)
        m_options.clock = &m_systemClock;
    if (!m_options.rng)
        m_options.rng = &m_systemRng;
    for (int i = 0; i < qMax(1, options.decoders); ++i)
        m_decoders.push_back(std::make_unique<WorkerExecutor>());
    m_gate = std::make_shared<PictureGate>(m_main);
    m_app->diagnostics()->follow(m_performance);
    makeTransports();
}

Client::~Client()
{
    closeAccount();
    m_app->session()->detach();
    m_app.reset();
}

void Client::makeTransports()
{
    if (!m_options.http) {
        m_systemHttp = std::make_unique<QtHttpTransport>(
            m_options.server, QtHttpTransport::Options{PlainHttp::LocalOnly, m_options.authorities});
        m_options.http = m_systemHttp.get();
    }
    if (!m_options.ws) {
        m_systemWs =
            std::make_unique<QtWsTransport>(m_options.server, PlainHttp::LocalOnly, m_options.authorities);
        m_options.ws = m_systemWs.get();
    }
    m_http = std::make_unique<SwitchableHttp>(*m_options.http, m_main);
    m_ws = std::make_unique<SwitchableWs>(*m_options.ws, m_main);
    // Pictures, uploads and sign-in meet a wrong certificate too, and any of them may be the first.
    const auto heard = [this](bool trusted) {
        if (m_account)
            m_account->engine().serverTrusted(trusted);
    };
    m_http->setTrustListener(heard);
    m_ws->setTrustListener(heard);
    m_http->setTimer(*m_options.clock, [this](std::optional<double> ms) {
        if (ms)
            m_performance.record(Metric::ApiResponse, *ms);
        else
            m_performance.recordFailure(Metric::ApiResponse);
    });
    if (m_options.offline)
        setNetwork(false);
}

void Client::start()
{
    showLast();
    m_main.post([this, alive = QPointer(this)] {
        if (alive)
            goOnline();
    });
}

void Client::showLast()
{
    m_app->settings()->open({QDir(m_options.dataFolder).filePath(u"settings.json"_s), &m_files, &m_main,
        &m_imaging, m_options.server.toString()});
    m_auth = std::make_unique<AuthApi>(*m_http);
    m_session = std::make_unique<Session>(
        Session::Deps{*m_auth, *m_accounts, *m_options.clock, *m_options.rng, m_main, m_options.deviceName});
    m_tokens = std::make_unique<PatientTokens>(*m_session);
    m_app->session()->attach(
        *m_session, [this](const QString &store) { return chooseSecrets(store); },
        [this](bool erase) { endSession(erase); });
    connect(m_session.get(), &Session::accountChanged, this, &Client::accountMayHaveChanged);
    connect(m_session.get(), &Session::stateChanged, this, [this] {
        if (m_session->state() == Session::State::SignedIn && m_account)
            m_account->engine().signedIn();
    });
    // What she saw last comes out of the database at once; whether she may still send is asked after.
    if (const auto last = m_accounts->current())
        openAccount(*last);
}

void Client::goOnline()
{
    if (std::exchange(m_online, true))
        return;
    if (!m_options.net) {
        m_systemNet = std::make_unique<QtNetStatus>();
        m_options.net = m_systemNet.get();
    }
    m_options.net->setListener([this] { networkMayHaveChanged(); });
    if (!m_options.appearance) {
        m_systemAppearance = std::make_unique<PortalAppearance>();
        m_options.appearance = m_systemAppearance.get();
    }
    m_app->settings()->follow(*m_options.appearance);
    constexpr qint64 kSettledMs = 5'000; // what the start itself needs of the disk comes first
    lookForRoomLater(kSettledMs);
    m_chooser = std::make_unique<SecretStoreChooser>(m_options.dataFolder, m_files, m_main);
    if (m_options.secrets)
        return m_session->start(m_options.secrets);
    m_chooser->open([this, alive = QPointer(this)](std::unique_ptr<Secrets> secrets) {
        if (alive)
            takeSecrets(std::move(secrets));
    });
}

void Client::takeSecrets(std::unique_ptr<Secrets> secrets)
{
    m_secrets = std::move(secrets);
    m_session->start(m_secrets.get());
}

Result<void> Client::chooseSecrets(const QString &store)
{
    if (!m_chooser)
        return {};
    auto chosen = m_chooser->choose(
        store == u"file" ? SecretStoreChooser::Choice::PrivateFile : SecretStoreChooser::Choice::MemoryOnly);
    if (!chosen)
        return tl::make_unexpected(chosen.error());
    m_secrets = std::move(*chosen);
    m_session->useSecrets(*m_secrets);
    return {};
}

void Client::accountMayHaveChanged()
{
    const auto current = m_session->hasAccount() ? m_accounts->find(m_session->user()) : std::nullopt;
    if (m_account && current && m_account->record().user == current->user
        && m_account->record().device == current->device)
        return;
    closeAccount();
    if (current)
        openAccount(*current);
}

void Client::openAccount(const AccountRecord &record)
{
    QVector<WorkerExecutor *> decoders;
    for (const auto &decoder : m_decoders)
        decoders.append(decoder.get());
    const qint64 begunMs = m_options.clock->steadyMs();
    auto opened = AccountData::open(
        {*m_options.clock, *m_options.rng, m_main, m_storage, m_imaging, decoders, m_files, *m_http, *m_ws,
            *m_tokens, m_options.net, m_room.get(), &m_performance, m_options.photos},
        record, m_accounts->folder(record.user));
    if (!opened) {
        if (opened.error().kind == sql::ErrorKind::Newer) // a page of its own says so
            return m_app->unsent()->open({m_main, m_imaging, m_files}, m_accounts->folder(record.user));
        return m_app->setTrouble(Words::cannotOpen(opened.error()));
    }
    m_app->setTrouble({});
    m_account = std::move(*opened);
    if (m_options.pause)
        m_options.pause();
    m_app->attach(m_account->context());
    m_performance.record(Metric::FeedLoad, static_cast<double>(m_options.clock->steadyMs() - begunMs));
    if (const QString &copy = m_account->damagedCopy(); !copy.isEmpty())
        m_app->setTrouble(Words::repaired(QFileInfo(copy).fileName()));
    auto &cache = m_account->mediaCache();
    m_app->settings()->attach({[&cache] { return cache.usedBytes(); },
        [&cache](qint64 bytes) { cache.setBudget(bytes); }, [&cache] { cache.clear(); }});
    m_gate->setSource(&m_account->pictures());
    m_counted = Counted::NotYet;
    m_endAsked = false;
    m_account->start([this, alive = QPointer(this)](const Result<void> &loaded) {
        if (alive && m_account)
            accountLoaded(loaded);
    });
}

void Client::accountLoaded(const Result<void> &loaded)
{
    m_counted = loaded ? Counted::Yes : Counted::Never;
    if (!loaded)
        m_app->setTrouble(loaded.error().detail);
    m_app->pendingLoaded();
    if (const int count = m_account->engine().status().setAside; count > 0)
        m_app->setTrouble(Words::setAside(count));
    if (const QString target = m_app->postDraftTarget(); loaded && !target.isEmpty()) {
        m_account->recoverPictures(target, [this, alive = QPointer(this)](int count) {
            if (alive && m_account && count > 0)
                m_app->feed()->notice(Words::recovered(count));
        });
    }
    if (!std::exchange(m_endAsked, false))
        return;
    // In a turn of its own: it ends the engine that tells us this.
    m_main.post([this, alive = QPointer(this)] {
        if (alive)
            m_app->session()->signOut(false); // now she is told what would be lost
    });
}

void Client::closeAccount()
{
    m_app->unsent()->close();
    if (!m_account)
        return;
    m_gate->setSource(nullptr);
    m_app->detach();
    m_app->settings()->detach();
    m_account.reset();
}

void Client::endSession(bool erase)
{
    if (erase && m_account && m_counted == Counted::NotYet) {
        m_endAsked = true;
        return;
    }
    const auto account = m_accounts->current();
    const UserId user = account ? account->user : UserId();
    const bool mayErase = erase && (!m_account || m_counted == Counted::Yes);
    closeAccount();
    if (!m_session->signOut()) {
        if (account)
            openAccount(*account);
        return;
    }
    if (mayErase) {
        if (const auto erased = m_accounts->erase(user); !erased)
            m_app->setTrouble(erased.error().detail);
    }
}

void Client::setNetwork(bool on)
{
    m_http->setOn(on);
    m_ws->setOn(on);
    if (m_account)
        m_account->engine().networkChanged();
    if (on && m_account)
        m_account->networkBack();
}

void Client::lookForRoom()
{
    m_imaging.post([this, alive = QPointer(this), &main = m_main, &room = *m_room] {
        room.look();
        main.post([this, alive] {
            if (alive)
                m_app->setRoomWarning(m_room->isLow() ? Words::lowRoom(m_room->freeBytes()) : QString());
        });
    });
}

void Client::lookForRoomLater(qint64 delayMs)
{
    constexpr qint64 kLookMs = 60'000; // others fill the disk too
    m_main.postAfter(delayMs, [this, alive = QPointer(this)] {
        if (!alive)
            return;
        lookForRoom();
        lookForRoomLater(kLookMs);
    });
}

void Client::setForeground(bool active)
{
    if (m_account)
        m_account->engine().foreground(active);
}

void Client::networkMayHaveChanged()
{
    m_app->setOnline(m_options.net->isOnline());
    if (!m_account)
        return;
    m_account->engine().networkChanged();
    if (m_options.net->isOnline())
        m_account->networkBack();
}

} // namespace preggo
