// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/client.h"
#include "platform/linux/durable_file_store.h"

#include <QTemporaryDir>
#include <QVariant>

#include <memory>

namespace preggo::test {

/// A member of a family with a device of her own: the real client without a window, driven through the
/// models that the screen uses. Waits pump the event loop until a condition holds or a deadline passes.
class Person
{
public:
    /// The device's data go with the person, unless they have a folder of their own.
    Person(QString name, QString server, const QString &folder = {});
    ~Person();

    /// A PEM certificate to trust beside the system's, from the next open() on.
    void trust(const QByteArray &authority) { m_authority = authority; }
    /// What the app sends goes here, from the next open() on; it outlives the person.
    void speakThrough(HttpTransport *http) { m_http = http; }
    /// Starts the app on the device's folder, as after a tap on its icon.
    [[nodiscard]] bool open();
    /// Ends the app. What it has on disk stays.
    void close();
    [[nodiscard]] bool isOpen() const { return m_client != nullptr; }

    [[nodiscard]] bool signUp();
    /// On another device of somebody of this name who has signed up.
    [[nodiscard]] bool signIn();
    [[nodiscard]] bool createFamily(const QString &name);
    /// The short code of a new invite.
    [[nodiscard]] QString invite(const QString &role);
    [[nodiscard]] bool join(const QString &code, const QString &relation);

    /// Writes a post through the composer, and returns once it is safe on the device.
    [[nodiscard]] bool post(const QString &text, const QStringList &pictures = {});
    [[nodiscard]] bool comment(const QString &postId, const QString &text);

    [[nodiscard]] AppModel &app() { return m_client->app(); }
    [[nodiscard]] Client &client() { return *m_client; }
    [[nodiscard]] int posts() { return app().feed()->rowCount(); }
    /// The id of the post with this text; empty where it is not in the feed.
    [[nodiscard]] QString postWith(const QString &text);
    [[nodiscard]] QVariant role(const QString &postId, int role);
    [[nodiscard]] int waiting() { return app().outbox()->property("waiting").toInt(); }
    [[nodiscard]] bool connected() { return app().status()->property("connected").toBool(); }
    /// A file with a drawn picture on this device.
    [[nodiscard]] QString drawPicture(int width, int height);

private:
    [[nodiscard]] bool isSignedInSoon();
    [[nodiscard]] bool hasFamilySoon();

    const QString m_name;
    const QString m_server;
    QByteArray m_authority;
    HttpTransport *m_http = nullptr;
    QTemporaryDir m_folder;
    QString m_profile;
    QtExecutor m_executor;
    DurableFileStore m_files;
    std::unique_ptr<Secrets> m_secrets;
    std::unique_ptr<Client> m_client;
};

} // namespace preggo::test
