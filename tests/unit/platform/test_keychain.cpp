// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/net/qt_executor.h"
#include "platform/linux/durable_file_store.h"
#include "platform/linux/keychain_secrets.h"
#include "platform/linux/portal_appearance.h"
#include "platform/linux/qt_net_status.h"
#include "platform/secret_store.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace preggo;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kService = u"app.preggo.Preggo.test"_s;

/// True where this run has a bus with an unlocked Secret Service, which with_keyring.sh provides.
bool expectsStore()
{
    return qEnvironmentVariable("PREGGO_TEST_KEYRING") == u"yes"_s;
}

template <typename T> struct Wait
{
    std::optional<Result<T>> result;
    auto slot()
    {
        return [this](Result<T> value) { result = std::move(value); };
    }
    /// The answer; nothing after ten seconds.
    std::optional<Result<T>> get()
    {
        (void)QTest::qWaitFor([this] { return result.has_value(); }, 10'000);
        return result;
    }
};

} // namespace

/// With a real Secret Service, and once more without any.
class TestKeychain : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsSecretsInTheStore()
    {
        if (!expectsStore())
            return;
        KeychainSecrets secrets(kService);
        const QByteArray value("\0\x01refresh-token\xFF", 16);
        Wait<QByteArray> none;
        secrets.read(u"a"_s, none.slot());
        QVERIFY(none.get() && *none.get());
        QCOMPARE(**none.get(), "");
        Wait<void> written;
        secrets.write(u"a"_s, value, written.slot());
        QVERIFY(written.get() && *written.get());

        KeychainSecrets later(kService);
        Wait<QByteArray> read;
        later.read(u"a"_s, read.slot());
        QVERIFY(read.get() && *read.get());
        QCOMPARE(**read.get(), value);
        // The store itself has it, not some file of ours.
        QProcess tool;
        tool.start(u"secret-tool"_s, {u"search"_s, u"--all"_s, u"server"_s, kService});
        QVERIFY(tool.waitForFinished());
        QVERIFY(tool.readAllStandardOutput().contains("label"));

        Wait<void> removed;
        later.remove(u"a"_s, removed.slot());
        QVERIFY(removed.get() && *removed.get());
        Wait<QByteArray> gone;
        later.read(u"a"_s, gone.slot());
        QCOMPARE(gone.get()->value_or("?"), "");
        Wait<void> again;
        later.remove(u"a"_s, again.slot());
        QVERIFY(again.get() && *again.get());
    }

    void twoKeysAreTwoSecrets()
    {
        if (!expectsStore())
            return;
        KeychainSecrets secrets(kService);
        Wait<void> a;
        Wait<void> b;
        secrets.write(u"a"_s, "one", a.slot());
        secrets.write(u"b"_s, "two", b.slot());
        QVERIFY(a.get() && *a.get() && b.get() && *b.get());
        Wait<QByteArray> read;
        secrets.read(u"a"_s, read.slot());
        QCOMPARE(read.get()->value_or("?"), "one");
    }

    void withoutAStoreThereIsAProblemAndNoFallback()
    {
        if (expectsStore())
            return;
        KeychainSecrets secrets(kService);
        Wait<void> written;
        secrets.write(u"a"_s, "token", written.slot());
        QVERIFY(written.get());
        QVERIFY(!*written.get());
        QVERIFY(!written.get()->error().detail.isEmpty());
        Wait<QByteArray> read;
        secrets.read(u"a"_s, read.slot());
        QVERIFY(read.get() && !*read.get());
    }

    void theChooserUsesTheStoreOrAsks()
    {
        QTemporaryDir folder;
        DurableFileStore files;
        QtExecutor main;
        SecretStoreChooser chooser(folder.path(), files, main);
        bool answered = false;
        std::unique_ptr<Secrets> store;
        chooser.open([&](std::unique_ptr<Secrets> opened) {
            answered = true;
            store = std::move(opened);
        });
        QTRY_VERIFY_WITH_TIMEOUT(answered, 10'000);
        QCOMPARE(store != nullptr, expectsStore());
        if (store)
            QCOMPARE(store->kind(), Secrets::Kind::KeyStore);
        QVERIFY(QDir(folder.path()).isEmpty()); // nothing was written without being asked
    }

    void systemServicesThatAreMissingDoNoHarm()
    {
        const QtNetStatus net;
        (void)net.isMetered();
        const PortalAppearance appearance;
        QCOMPARE(appearance.scheme(), Appearance::Scheme::NoPreference);
        QVERIFY(!appearance.reducedMotion());
    }
};

QTEST_GUILESS_MAIN(TestKeychain)
#include "test_keychain.moc"
