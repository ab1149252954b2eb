// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/linux/keychain_secrets.h"

#include <QTimer>

#include <qt6keychain/keychain.h>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The store may show a window in which the person types a password.
constexpr int kTimeoutMs = 60'000;

Problem problemOf(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return makeProblem(
            ProblemCode::Unavailable, u"The system's key store stayed locked. Unlock it, then try again."_s);
    default:
        return makeProblem(ProblemCode::Unavailable,
            u"The system's key store does not answer. Start it, or choose another place for your sign-in."_s);
    }
}

/// Starts `job` and calls `done(error)` once: at its end, or when the time is up.
template <typename Done> void run(QObject *owner, QKeychain::Job *job, Done done)
{
    job->setAutoDelete(false);
    job->setInsecureFallback(false);
    auto *timeout = new QTimer(job);
    timeout->setSingleShot(true);
    QObject::connect(job, &QKeychain::Job::finished, owner, [job, timeout, done] {
        if (!timeout->isActive())
            return;
        timeout->stop();
        job->deleteLater();
        done(job->error());
    });
    // The job itself cannot be ended; it deletes itself when the store answers after all.
    QObject::connect(timeout, &QTimer::timeout, owner, [job, done] {
        QObject::connect(job, &QKeychain::Job::finished, job, &QObject::deleteLater);
        done(QKeychain::OtherError);
    });
    timeout->start(kTimeoutMs);
    job->start();
}

std::function<void(QKeychain::Error)> reporting(std::function<void(Result<void>)> done)
{
    return [done = std::move(done)](QKeychain::Error error) {
        if (error == QKeychain::NoError || error == QKeychain::EntryNotFound)
            done({});
        else
            done(tl::make_unexpected(problemOf(error)));
    };
}

} // namespace

KeychainSecrets::KeychainSecrets(QString service, QObject *parent)
    : QObject(parent)
    , m_service(std::move(service))
{ }

void KeychainSecrets::read(const QString &key, std::function<void(Result<QByteArray>)> done)
{
    auto *job = new QKeychain::ReadPasswordJob(m_service);
    job->setKey(key);
    run(this, job, [job, done = std::move(done)](QKeychain::Error error) {
        if (error == QKeychain::NoError)
            done(job->binaryData());
        else if (error == QKeychain::EntryNotFound)
            done(QByteArray());
        else
            done(tl::make_unexpected(problemOf(error)));
    });
}

void KeychainSecrets::write(
    const QString &key, const QByteArray &value, std::function<void(Result<void>)> done)
{
    auto *job = new QKeychain::WritePasswordJob(m_service);
    job->setKey(key);
    job->setBinaryData(value);
    run(this, job, [report = reporting(std::move(done))](QKeychain::Error error) {
        // Only for removals is it fine that there is no such entry.
        report(error == QKeychain::EntryNotFound ? QKeychain::OtherError : error);
    });
}

void KeychainSecrets::remove(const QString &key, std::function<void(Result<void>)> done)
{
    auto *job = new QKeychain::DeletePasswordJob(m_service);
    job->setKey(key);
    run(this, job, reporting(std::move(done)));
}

void KeychainSecrets::probe(std::function<void(bool works)> done)
{
    read(u"probe"_s, [done = std::move(done)](const Result<QByteArray> &value) { done(value.has_value()); });
}

} // namespace preggo
