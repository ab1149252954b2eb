// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "household.h"

#include "tests/e2e/person.h"

#include <QDir>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

namespace {

Installation closed(Person &person, const QString &name, const QString &folder)
{
    const auto &record = person.client().account()->record();
    Installation installation{name, folder, record.user.toString(), record.device.toString()};
    person.close();
    return installation;
}

} // namespace

std::optional<Household> makeHousehold(const QString &server, const QString &folder)
{
    const auto place = [&](const QString &name) {
        QString path = QDir(folder).filePath(name);
        QDir().mkpath(path);
        return path;
    };
    Person anna(u"Anna"_s, server, place(u"telephone"_s));
    Person annaToo(u"Anna"_s, server, place(u"tablet"_s));
    Person karl(u"Karl"_s, server, place(u"grandfather"_s));
    const bool begun = anna.open() && anna.signUp() && anna.createFamily(u"The Bergs"_s);
    if (!begun || !annaToo.open() || !annaToo.signIn())
        return std::nullopt;
    if (!karl.open() || !karl.signUp() || !karl.join(anna.invite(u"contributor"_s), u"Grandpa"_s))
        return std::nullopt;
    Household household;
    household.family = anna.app().family()->familyId();
    household.installations = {closed(anna, u"telephone"_s, place(u"telephone"_s)),
        closed(annaToo, u"tablet"_s, place(u"tablet"_s)),
        closed(karl, u"grandfather"_s, place(u"grandfather"_s))};
    return household;
}

} // namespace preggo::test
