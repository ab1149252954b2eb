// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "certificates.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>

namespace preggo::test {

namespace {

template <auto Free> struct FreeBy
{
    template <typename T> void operator()(T *object) const { Free(object); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeBy<EVP_PKEY_free>>;
using X509Ptr = std::unique_ptr<X509, FreeBy<X509_free>>;
using Bio = std::unique_ptr<BIO, FreeBy<BIO_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, FreeBy<X509_EXTENSION_free>>;

QByteArray contentsOf(BIO *bio)
{
    const char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<qsizetype>(size)};
}

std::optional<Certificate> toPem(X509 *certificate, EVP_PKEY *key)
{
    const Bio first(BIO_new(BIO_s_mem()));
    const Bio second(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_X509(first.get(), certificate) != 1
        || PEM_write_bio_PrivateKey(second.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return std::nullopt;
    return Certificate{contentsOf(first.get()), contentsOf(second.get())};
}

X509Ptr readCertificate(const QByteArray &pem)
{
    const Bio bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    return X509Ptr(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

Key readKey(const QByteArray &pem)
{
    const Bio bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    return Key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
}

bool extend(X509 *certificate, X509 *issuer, int kind, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

/// All but the extensions and the signature.
X509Ptr begin(const CertificateWish &wish, EVP_PKEY *key)
{
    static long serial = 1;
    X509Ptr certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), wish.fromSeconds);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), wish.untilSeconds);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
        reinterpret_cast<const unsigned char *>(wish.name.constData()), -1, -1, 0);
    return certificate;
}

} // namespace

std::optional<Certificate> makeAuthority(const CertificateWish &wish)
{
    const Key key(EVP_EC_gen("P-256"));
    const X509Ptr made = begin(wish, key.get());
    X509_set_issuer_name(made.get(), X509_get_subject_name(made.get()));
    if (!extend(made.get(), made.get(), NID_basic_constraints, "critical,CA:TRUE")
        || X509_sign(made.get(), key.get(), EVP_sha256()) == 0)
        return std::nullopt;
    return toPem(made.get(), key.get());
}

std::optional<Certificate> makeCertificate(const Certificate &authority, const CertificateWish &wish)
{
    const X509Ptr issuer = readCertificate(authority.certificate);
    const Key issuerKey = readKey(authority.key);
    const Key key(EVP_EC_gen("P-256"));
    if (!issuer || !issuerKey || !key)
        return std::nullopt;
    const X509Ptr made = begin(wish, key.get());
    X509_set_issuer_name(made.get(), X509_get_subject_name(issuer.get()));
    if (!wish.alternativeNames.isEmpty()
        && !extend(made.get(), issuer.get(), NID_subject_alt_name, wish.alternativeNames))
        return std::nullopt;
    if (X509_sign(made.get(), issuerKey.get(), EVP_sha256()) == 0)
        return std::nullopt;
    return toPem(made.get(), key.get());
}

} // namespace preggo::test
