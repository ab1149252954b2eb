// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/account_data.h"
#include "app/images/picture_gate.h"
#include "app/patient_tokens.h"
#include "app/switchable_transport.h"
#include "app/viewmodels/app_model.h"
#include "core/net/auth_api.h"
#include "core/net/qt_executor.h"
#include "core/session/session.h"
#include "platform/linux/durable_file_store.h"
#include "platform/secret_store.h"

#include <QObject>
#include <QSslCertificate>
#include <QUrl>

#include <functional>
#include <memory>

namespace preggo {

struct ClientOptions
{
    QUrl server;
    QString dataFolder;
    QString deviceName;
    bool offline = false; ///< never speak to the server
    QList<QSslCertificate> authorities; ///< trusted beside the system's
    int decoders = 2;
    // What a test or a scripted session passes; null is the system's. They outlive the client.
    HttpTransport *http = nullptr;
    WsTransport *ws = nullptr;
    Secrets *secrets = nullptr;
    NetStatus *net = nullptr;
    PhotoSource *photos = nullptr; ///< none is a device with files alone
    Appearance *appearance = nullptr;
    const Clock *clock = nullptr;
    Rng *rng = nullptr;
    /// Runs between the long steps of a start, so that what waits for the main thread need not wait for all
    /// of them.
    std::function<void()> pause;
};

/// One installation of Preggo without a screen: profile, session, and the account that is open, with
/// the models over them. There may be several in one process, each with a data folder of its own.
/// QML engines that use it go first. Main thread.
class Client final : public QObject
{
public:
    /// A problem where the profile cannot be opened: another process uses it, or the disk refuses.
    [[nodiscard]] static Result<std::unique_ptr<Client>> open(const ClientOptions &options);
    ~Client() override;

    /// Shows the account of the last time out of its database. Asks no key store and no network.
    void showLast();
    /// Looks for the account's key and the network. Once; later calls do nothing.
    void goOnline();
    /// Both, the second when the event loop is next idle.
    void start();

    [[nodiscard]] AppModel &app() { return *m_app; }
    [[nodiscard]] Session &session() { return *m_session; }
    /// Null while nobody is signed in.
    [[nodiscard]] AccountData *account() { return m_account.get(); }
    [[nodiscard]] const std::shared_ptr<PictureGate> &pictures() const { return m_gate; }
    [[nodiscard]] QtExecutor &executor() { return m_main; }
    /// The network, as if a cable were pulled.
    void setNetwork(bool on);
    /// Asks the disk how full it is, and warns; it happens by itself each minute.
    void lookForRoom();
    /// The app is seen or not.
    void setForeground(bool active);

private:
    explicit Client(const ClientOptions &options);
    void makeTransports();
    void takeSecrets(std::unique_ptr<Secrets> secrets);
    [[nodiscard]] Result<void> chooseSecrets(const QString &store);
    void accountMayHaveChanged();
    void openAccount(const AccountRecord &record);
    void closeAccount();
    void accountLoaded(const Result<void> &loaded);
    void endSession(bool erase);
    void networkMayHaveChanged();
    void lookForRoomLater(qint64 delayMs);

    ClientOptions m_options;
    SystemClock m_systemClock;
    SystemRng m_systemRng;
    DurableFileStore m_files;
    std::unique_ptr<DiskRoom> m_room; ///< outlives the workers that ask it
    PerformanceMonitor m_performance;
    QtExecutor m_main;
    WorkerExecutor m_storage;
    WorkerExecutor m_imaging;
    std::vector<std::unique_ptr<WorkerExecutor>> m_decoders;
    std::unique_ptr<NetStatus> m_systemNet;
    std::unique_ptr<Appearance> m_systemAppearance;
    std::unique_ptr<HttpTransport> m_systemHttp;
    std::unique_ptr<WsTransport> m_systemWs;
    std::unique_ptr<SwitchableHttp> m_http;
    std::unique_ptr<SwitchableWs> m_ws;
    std::unique_ptr<AccountDirectory> m_accounts;
    std::unique_ptr<SecretStoreChooser> m_chooser;
    std::unique_ptr<Secrets> m_secrets;
    std::unique_ptr<AuthApi> m_auth;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<PatientTokens> m_tokens;
    std::shared_ptr<PictureGate> m_gate;
    std::unique_ptr<AccountData> m_account;
    std::unique_ptr<AppModel> m_app;
    enum class Counted { NotYet, Yes, Never };
    Counted m_counted = Counted::NotYet; ///< whether the account's unsent things are known
    bool m_endAsked = false; ///< she signed out before they were
    bool m_online = false; ///< goOnline() was called
};

} // namespace preggo
