// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/tls_context.hpp"

#include <QDateTime>
#include <QFile>
#include <QTimeZone>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <ctime>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename T, void (*free)(T *)> struct Freer
{
    void operator()(T *object) const { free(object); }
};
using Certificate = std::unique_ptr<X509, Freer<X509, X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY, EVP_PKEY_free>>;
using Told = tl::expected<void, QString>;

/// A BIO over bytes that outlive it.
struct Source
{
    explicit Source(const QByteArray &bytes)
        : bio(BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())))
    { }
    ~Source() { BIO_free(bio); }
    Source(const Source &) = delete;
    Source &operator=(const Source &) = delete;

    BIO *bio;
};

/// Nobody is there to be asked for the password of a key.
int noPassword(char *, int, int, void *)
{
    return 0;
}

tl::expected<QByteArray, QString> read(const QString &path, QStringView option)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return tl::make_unexpected(
            u"%1 cannot be read (%2). Check %3, and that this user may read the file."_s.arg(
                path, file.errorString(), option));
    }
    return file.readAll();
}

QString timeText(const tm &time)
{
    tm copy = time;
    return QDateTime::fromSecsSinceEpoch(timegm(&copy), QTimeZone::utc()).toString(Qt::ISODate);
}

Told checkTimes(const X509 &certificate, const QString &path, qint64 nowMs)
{
    tm begin{};
    tm end{};
    if (ASN1_TIME_to_tm(X509_get0_notBefore(&certificate), &begin) != 1
        || ASN1_TIME_to_tm(X509_get0_notAfter(&certificate), &end) != 1)
        return tl::make_unexpected(u"%1 does not say how long it is valid. Have it made anew."_s.arg(path));
    const qint64 now = nowMs / 1'000;
    if (now > timegm(&end)) {
        return tl::make_unexpected(
            u"The certificate %1 expired at %2. Renew it, then start again."_s.arg(path, timeText(end)));
    }
    if (now < timegm(&begin)) {
        return tl::make_unexpected(
            u"The certificate %1 is valid only from %2 on. Check the clock of this machine."_s.arg(
                path, timeText(begin)));
    }
    return {};
}

Told check(const TlsFiles &files, const QByteArray &certificateText, const QByteArray &keyText, qint64 nowMs)
{
    const Certificate certificate(
        PEM_read_bio_X509(Source(certificateText).bio, nullptr, noPassword, nullptr));
    if (!certificate) {
        return tl::make_unexpected(
            u"%1 holds no certificate in PEM form. Check --tls-certificate."_s.arg(files.certificate));
    }
    const Key key(PEM_read_bio_PrivateKey(Source(keyText).bio, nullptr, noPassword, nullptr));
    if (!key) {
        return tl::make_unexpected(
            u"%1 holds no private key in PEM form without a password. Check --tls-key."_s.arg(files.key));
    }
    if (QFile::permissions(files.key) & (QFile::ReadOther | QFile::WriteOther)) {
        return tl::make_unexpected(
            u"The key %1 can be read by everybody on this machine. Run chmod 600 on it."_s.arg(files.key));
    }
    if (X509_check_private_key(certificate.get(), key.get()) != 1) {
        return tl::make_unexpected(
            u"The key %1 is not that of the certificate %2. Check --tls-certificate and --tls-key."_s.arg(
                files.key, files.certificate));
    }
    return checkTimes(*certificate, files.certificate, nowMs);
}

/// What clients of the last ten years speak: forward secrecy and authenticated encryption alone.
bool harden(net::ssl::context &context)
{
    auto *native = context.native_handle();
    SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    return SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) == 1
        && SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1;
}

} // namespace

tl::expected<TlsContext, QString> loadTls(const TlsFiles &files, qint64 nowMs)
{
    const auto certificate = read(files.certificate, u"--tls-certificate");
    if (!certificate)
        return tl::make_unexpected(certificate.error());
    const auto key = read(files.key, u"--tls-key");
    if (!key)
        return tl::make_unexpected(key.error());
    if (const auto fit = check(files, *certificate, *key, nowMs); !fit)
        return tl::make_unexpected(fit.error());
    auto context = std::make_shared<net::ssl::context>(net::ssl::context::tls_server);
    const auto bufferOf = [](const QByteArray &bytes) {
        return net::buffer(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    };
    boost::system::error_code error;
    context->use_certificate_chain(bufferOf(*certificate), error);
    if (!error)
        context->use_private_key(bufferOf(*key), net::ssl::context::pem, error);
    if (error || !harden(*context)) {
        return tl::make_unexpected(u"The certificate %1 cannot be used: %2."_s.arg(
            files.certificate, QString::fromStdString(error.message())));
    }
    return context;
}

} // namespace preggo::server
