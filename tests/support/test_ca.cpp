// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_ca.h"

#include <QFile>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace preggo::test {

namespace {

using X509Ptr = std::unique_ptr<X509, decltype(&X509_free)>;
using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

void must(bool done)
{
    if (!done)
        qFatal("the certificates of the test could not be made");
}

KeyPtr makeKey()
{
    KeyPtr key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    must(key != nullptr);
    return key;
}

template <typename Write> QByteArray pem(const Write &write)
{
    BIO *bio = BIO_new(BIO_s_mem());
    must(write(bio) == 1);
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    QByteArray text(data, size);
    BIO_free(bio);
    return text;
}

QByteArray pemOf(X509 *certificate)
{
    return pem([&](BIO *bio) { return PEM_write_bio_X509(bio, certificate); });
}

QByteArray pemOf(EVP_PKEY *key)
{
    return pem(
        [&](BIO *bio) { return PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr); });
}

void addExtension(X509 *certificate, X509 *issuer, int kind, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData());
    must(extension && X509_add_ext(certificate, extension, -1) == 1);
    X509_EXTENSION_free(extension);
}

/// Signed by `issuerKey`; by itself where there is no issuer.
X509Ptr makeCertificate(EVP_PKEY *key, const CertificateWish &wish, const QByteArray &name, X509 *issuer,
    EVP_PKEY *issuerKey, bool isAuthority)
{
    constexpr long kDaySeconds = 24L * 3600;
    X509Ptr made(X509_new(), X509_free);
    X509 *certificate = made.get();
    quint32 serial = 0;
    must(RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial) == 1);
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), static_cast<long>(serial));
    X509_gmtime_adj(X509_getm_notBefore(certificate), wish.fromDays * kDaySeconds);
    X509_gmtime_adj(X509_getm_notAfter(certificate), wish.untilDays * kDaySeconds);
    X509_set_pubkey(certificate, key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
        reinterpret_cast<const unsigned char *>(name.constData()), -1, -1, 0);
    X509_set_issuer_name(certificate, X509_get_subject_name(issuer ? issuer : certificate));
    addExtension(certificate, issuer ? issuer : certificate, NID_basic_constraints,
        isAuthority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    if (!isAuthority)
        addExtension(certificate, issuer ? issuer : certificate, NID_subject_alt_name, wish.names);
    must(X509_sign(certificate, issuerKey, EVP_sha256()) > 0);
    return made;
}

} // namespace

struct TestCa::Parts
{
    KeyPtr key = makeKey();
    X509Ptr certificate = makeCertificate(key.get(), {}, "Test authority", nullptr, key.get(), true);
};

TestCa::TestCa()
    : m_parts(std::make_unique<Parts>())
{ }

TestCa::~TestCa() = default;

QByteArray TestCa::certificate() const
{
    return pemOf(m_parts->certificate.get());
}

CertifiedKey TestCa::issue(const CertificateWish &wish) const
{
    const auto key = makeKey();
    const auto certificate = makeCertificate(
        key.get(), wish, "Test server", m_parts->certificate.get(), m_parts->key.get(), false);
    return {pemOf(certificate.get()), pemOf(key.get())};
}

CertifiedKey TestCa::selfSigned(const CertificateWish &wish)
{
    const auto key = makeKey();
    const auto certificate = makeCertificate(key.get(), wish, "Test server", nullptr, key.get(), false);
    return {pemOf(certificate.get()), pemOf(key.get())};
}

QByteArray TestCa::lockedKey()
{
    const auto key = makeKey();
    QByteArray password("locked");
    return pem([&](BIO *bio) {
        return PEM_write_bio_PrivateKey(bio, key.get(), EVP_aes_128_cbc(),
            reinterpret_cast<unsigned char *>(password.data()), static_cast<int>(password.size()), nullptr,
            nullptr);
    });
}

void TestCa::write(const CertifiedKey &pair, const QString &certificateFile, const QString &keyFile)
{
    for (const auto &[path, bytes] : {std::pair(certificateFile, pair.certificate), {keyFile, pair.key}}) {
        QFile file(path);
        must(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        must(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    }
}

} // namespace preggo::test
