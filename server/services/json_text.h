// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"

#include <QByteArray>
#include <QString>

namespace preggo::server {

/// Writes JSON straight into bytes: for pages, where a tree of values costs more than all the rest.
/// Members and items get their commas by themselves; that begin and end match is the caller's care.
/// Value type.
class JsonText
{
public:
    JsonText &begin(char bracket);
    JsonText &end(char bracket);
    JsonText &name(QByteArrayView name); ///< of the member that follows; plain ASCII
    JsonText &text(const QString &value);
    JsonText &ascii(QByteArrayView value); ///< hex, base64 and the like: nothing to escape
    JsonText &number(qint64 value);
    JsonText &flag(bool value);
    /// JSON that was written elsewhere.
    JsonText &raw(QByteArrayView json);
    template <typename Tag> JsonText &id(const StrongId<Tag> &id)
    {
        return ascii(id.uuid().toByteArray(QUuid::WithoutBraces));
    }

    void reserve(qsizetype bytes) { m_bytes.reserve(bytes); }
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    [[nodiscard]] QByteArray take() { return std::move(m_bytes); }

private:
    void separate();

    QByteArray m_bytes;
};

} // namespace preggo::server
