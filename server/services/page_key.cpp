// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/page_key.h"

#include <QCryptographicHash>

namespace preggo::server {

QByteArray headsKey(const Heads &heads)
{
    QByteArray key;
    for (auto it = heads.begin(); it != heads.end(); ++it) {
        key += it.key().toString().toLatin1() + '=' + it->epoch.toBytes().toHex() + ':'
            + QByteArray::number(it->head) + ';';
    }
    return key;
}

QByteArray entityTag(const QByteArray &target, const QByteArray &headsKey)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(target);
    hash.addData(QByteArrayView("\n", 1));
    hash.addData(headsKey);
    return '"' + hash.result().first(16).toHex() + '"';
}

} // namespace preggo::server
