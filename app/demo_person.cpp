// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/demo_person.h"

#include "resources/demo/family/story.h"

namespace preggo {

std::optional<DemoPerson> DemoPerson::find(const QString &who)
{
    for (const demo::Person &person : demo::people()) {
        const bool wanted = (who == u"mother" && person.who == demo::Who::Nora)
            || (who == u"grandfather" && person.who == demo::Who::Emil);
        if (wanted)
            return DemoPerson{person.name, person.address, person.password};
    }
    return std::nullopt;
}

DemoSignIn::DemoSignIn(Client &client, DemoPerson person)
    : m_client(client)
    , m_person(std::move(person))
{
    connect(&client.session(), &Session::stateChanged, this, &DemoSignIn::tryNow);
    tryNow();
}

void DemoSignIn::tryNow()
{
    const auto state = m_client.session().state();
    const bool nobody = state == Session::State::SignedOut || state == Session::State::NeedsSignIn;
    if (m_done || !nobody)
        return;
    m_done = true; // a refusal is for the person to see, not to be repeated
    if (m_client.session().keyStoreMissing())
        m_client.app().session()->chooseSecretStore(QStringLiteral("file"));
    m_client.session().signIn(m_person.address, m_person.password);
}

} // namespace preggo
