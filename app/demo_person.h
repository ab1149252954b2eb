// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/client.h"

#include <memory>
#include <optional>

namespace preggo {

/// A member of the demo family at the demo server. Value type.
struct DemoPerson
{
    QString name;
    QString address;
    QString password;

    /// "mother" or "grandfather"; nothing for anybody else.
    [[nodiscard]] static std::optional<DemoPerson> find(const QString &who);
};

/// Signs a person of the demo in as soon as her profile knows that nobody is. The demo's profiles keep
/// their sign-in in a file: nothing in them is secret. Goes before the client.
class DemoSignIn final : public QObject
{
public:
    DemoSignIn(Client &client, DemoPerson person);

private:
    void tryNow();

    Client &m_client;
    DemoPerson m_person;
    bool m_done = false;
};

} // namespace preggo
