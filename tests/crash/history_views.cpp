// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "history_rules.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

namespace {

QString textOf(const QJsonValue &value)
{
    return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
}

/// The op of the last change that wrote this entity's words.
QString lastWriter(const Facts &facts, const QString &entity)
{
    QString op;
    for (const auto &change : facts.changesOf(entity)) {
        const QString kind = facts.server().ledger.value(change.op).kind;
        if (kind.endsWith(u".create") || kind.endsWith(u".edit"))
            op = change.op;
    }
    return op;
}

/// The words that this op may have carried: the last ones that were saved under it, and any that a process
/// took over and did not live to say so.
QStringList wordsOf(const Facts &facts, const QString &op, const QString &entity)
{
    QStringList words;
    for (const auto &device : facts.devices()) {
        QString saved;
        for (const auto &deed : device.all()) {
            if (deed.what.entity != entity || !writesText(deed.what))
                continue;
            if (!deed.isSaved())
                words.append(deed.what.text);
            else if (deed.op == op)
                saved = deed.what.text;
        }
        if (!saved.isNull())
            words.append(saved);
    }
    return words;
}

void checkWords(const Facts &facts, const QJsonObject &thing, QStringList &findings)
{
    const QString entity = thing[u"id"_s].toString();
    const QString op = lastWriter(facts, entity);
    if (!wordsOf(facts, op, entity).contains(thing[u"text"_s].toString()))
        findings.append(u"words: of %1 are not those of op %2"_s.arg(entity, op));
}

void checkPicture(const Facts &facts, const QString &post, const HeldPicture &held, QStringList &findings)
{
    const auto stored = facts.server().pictures.constFind(held.id);
    if (stored == facts.server().pictures.cend())
        findings.append(u"picture: %1 of post %2 is not stored"_s.arg(held.id, post));
    else if (stored->sha256 != held.sha256)
        findings.append(u"picture: %1 of post %2 is another one"_s.arg(held.id, post));
    else if (!stored->whole)
        findings.append(u"picture: %1 of post %2 is not whole"_s.arg(held.id, post));
}

/// One device's reads in their order.
class Reads
{
public:
    Reads(const Facts &facts, const Deeds &device, QStringList &findings)
        : m_facts(facts)
        , m_device(device)
        , m_findings(findings)
    { }

    void check()
    {
        const auto &events = m_device.history().events;
        for (int place = 0; place < events.size(); ++place) {
            const Event &event = events.at(place);
            if (event.type == Event::Type::Saved)
                takeSaved(event.op);
            if (event.type == Event::Type::Seen || event.type == Event::Type::Rested)
                takeView(event, place);
        }
    }

private:
    void takeSaved(const QString &op)
    {
        for (const int index : m_device.withOp(op)) {
            const Event &what = m_device.all().at(index).what;
            if (what.kind == ActionKind::PostCreate)
                m_known.insert(what.entity);
        }
    }

    void takeView(const Event &view, int place)
    {
        const QSet<QString> shown(view.posts.cbegin(), view.posts.cend());
        for (const auto &post : std::as_const(m_known)) {
            const int deleted = m_device.deletionPlace(post);
            const bool mayBeGone =
                (deleted >= 0 && deleted < place) || m_facts.wasDeletedByAnother(m_device, post);
            if (!shown.contains(post) && !mayBeGone)
                m_findings.append(u"backwards: %1 no longer shows post %2 (event %3)"_s.arg(
                    m_device.history().name, post, QString::number(place)));
        }
        if (shown.size() != view.posts.size())
            m_findings.append(u"backwards: %1 shows a post twice (event %2)"_s.arg(
                m_device.history().name, QString::number(place)));
        m_known.unite(shown);
        takeCursors(view, place);
    }

    void takeCursors(const Event &view, int place)
    {
        for (auto it = view.cursors.cbegin(); it != view.cursors.cend(); ++it) {
            qint64 &before = m_cursors[it.key()];
            if (it.value() < before)
                m_findings.append(u"backwards: %1 has read %2 less far than before (event %3)"_s.arg(
                    m_device.history().name, it.key(), QString::number(place)));
            before = std::max(before, it.value());
        }
    }

    const Facts &m_facts;
    const Deeds &m_device;
    QStringList &m_findings;
    QSet<QString> m_known; ///< posts that were shown or saved here
    QHash<QString, qint64> m_cursors;
};

void compareViews(
    const QString &name, const QJsonArray &shown, const QJsonArray &wanted, QStringList &findings)
{
    for (qsizetype i = 0; i < std::max(shown.size(), wanted.size()); ++i) {
        if (shown.at(i) == wanted.at(i))
            continue;
        findings.append(u"differs: post %1 of %2: %3, the server has %4"_s.arg(
            QString::number(i), name, textOf(shown.at(i)), textOf(wanted.at(i))));
        return; // what follows is shifted
    }
}

} // namespace

void lastWordsStand(const Facts &facts, QStringList &findings)
{
    for (const auto &post : facts.server().view) {
        checkWords(facts, post.toObject(), findings);
        for (const auto &comment : post.toObject()[u"comments"_s].toArray())
            checkWords(facts, comment.toObject(), findings);
    }
}

void picturesAreWhole(const Facts &facts, QStringList &findings)
{
    for (const auto &device : facts.devices()) {
        for (const auto &deed : device.all()) {
            if (deed.what.pictures.isEmpty() || facts.changesOf(deed.what.entity).isEmpty())
                continue;
            for (const auto &picture : deed.what.pictures)
                checkPicture(facts, deed.what.entity, picture, findings);
        }
    }
}

void nothingSeenGoesAway(const Facts &facts, QStringList &findings)
{
    for (const auto &device : facts.devices())
        Reads(facts, device, findings).check();
}

void allShowTheSame(const Facts &facts, QStringList &findings)
{
    for (const auto &device : facts.devices()) {
        if (device.end().type != Event::Type::Rested)
            findings.append(u"differs: %1 never came to rest"_s.arg(device.history().name));
        else
            compareViews(device.history().name, device.end().view, facts.server().view, findings);
    }
}

} // namespace preggo::test
