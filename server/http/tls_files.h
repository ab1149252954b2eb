// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

namespace preggo::server {

/// Where the server's certificate and its key stand, both in PEM form; empty for plain HTTP.
struct TlsFiles
{
    QString certificate; ///< with the chain behind it
    QString key;

    [[nodiscard]] bool isEmpty() const { return certificate.isEmpty(); }
};

} // namespace preggo::server
