// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/secret_store.h"

#include "platform/linux/file_secrets.h"
#include "platform/linux/keychain_secrets.h"
#include "platform/memory_secrets.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray kFile = "file\n";
const QByteArray kMemory = "memory\n";

} // namespace

SecretStoreChooser::SecretStoreChooser(QString dataFolder, FileStore &files, Executor &main)
    : m_data(std::move(dataFolder))
    , m_files(files)
    , m_main(main)
{ }

QString SecretStoreChooser::choiceFile() const
{
    return m_data + u"/secret_store"_s;
}

std::unique_ptr<Secrets> SecretStoreChooser::make(Choice choice) const
{
    if (choice == Choice::PrivateFile)
        return std::make_unique<FileSecrets>(m_data + u"/secrets.json"_s, m_files, m_main);
    return std::make_unique<MemorySecrets>(m_main);
}

void SecretStoreChooser::open(Opened done)
{
    const QByteArray chosen = m_files.read(choiceFile()).value_or(QByteArray());
    if (chosen == kFile || chosen == kMemory) {
        auto store = std::make_shared<std::unique_ptr<Secrets>>(
            make(chosen == kFile ? Choice::PrivateFile : Choice::MemoryOnly));
        return m_main.post([store, done = std::move(done)] { done(std::move(*store)); });
    }
    auto keychain = std::make_shared<std::unique_ptr<KeychainSecrets>>(
        std::make_unique<KeychainSecrets>(u"app.preggo.Preggo"_s));
    (*keychain)->probe([keychain, done = std::move(done)](
                           bool works) { done(works ? std::move(*keychain) : std::unique_ptr<Secrets>()); });
}

Result<std::unique_ptr<Secrets>> SecretStoreChooser::choose(Choice choice)
{
    const auto written = m_files.writeDurably(choiceFile(), choice == Choice::PrivateFile ? kFile : kMemory);
    if (!written)
        return tl::make_unexpected(written.error());
    return make(choice);
}

} // namespace preggo
