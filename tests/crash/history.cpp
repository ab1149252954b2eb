// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "history.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array<QLatin1StringView, 7> kTypes{
    "started"_L1, "invoked"_L1, "saved"_L1, "failed"_L1, "retried"_L1, "seen"_L1, "rested"_L1};

void put(QJsonObject &object, const QString &key, const QString &value)
{
    if (!value.isEmpty())
        object[key] = value;
}

QStringList textsOf(const QJsonValue &value)
{
    QStringList texts;
    for (const auto &each : value.toArray())
        texts.append(each.toString());
    return texts;
}

QJsonArray picturesJson(const QVector<HeldPicture> &pictures)
{
    QJsonArray array;
    for (const auto &picture : pictures)
        array.append(QJsonObject{{u"id"_s, picture.id}, {u"sha256"_s, picture.sha256}});
    return array;
}

QJsonObject cursorsJson(const QHash<QString, qint64> &cursors)
{
    QJsonObject object;
    for (auto it = cursors.cbegin(); it != cursors.cend(); ++it)
        object[it.key()] = it.value();
    return object;
}

} // namespace

QJsonObject Event::toJson() const
{
    QJsonObject object{{u"e"_s, QString(kTypes.at(static_cast<size_t>(type)))}};
    put(object, u"n"_s, n);
    put(object, u"op"_s, op);
    if (type == Type::Invoked) {
        object[u"kind"_s] = toWire(kind);
        object[u"entity"_s] = entity;
        object[u"key"_s] = orderKey;
        put(object, u"post"_s, post);
        put(object, u"parent"_s, parent);
        put(object, u"text"_s, text);
        if (!pictures.isEmpty())
            object[u"pictures"_s] = picturesJson(pictures);
    }
    if (type == Type::Seen || type == Type::Rested) {
        object[u"posts"_s] = QJsonArray::fromStringList(posts);
        object[u"cursors"_s] = cursorsJson(cursors);
    }
    if (type == Type::Rested) {
        object[u"view"_s] = view;
        object[u"held"_s] = QJsonArray::fromStringList(held);
        object[u"under"_s] = QJsonArray::fromStringList(under);
    }
    return object;
}

std::optional<Event> Event::fromJson(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    const auto type = std::find(kTypes.cbegin(), kTypes.cend(), object[u"e"].toString());
    if (type == kTypes.cend())
        return std::nullopt;
    Event event;
    event.type = static_cast<Type>(type - kTypes.cbegin());
    event.n = object[u"n"].toString();
    event.op = object[u"op"].toString();
    if (event.type == Type::Invoked && !fromWire(object[u"kind"].toString(), event.kind))
        return std::nullopt;
    event.entity = object[u"entity"].toString();
    event.orderKey = object[u"key"].toString();
    event.post = object[u"post"].toString();
    event.parent = object[u"parent"].toString();
    event.text = object[u"text"].toString();
    for (const auto &picture : object[u"pictures"].toArray())
        event.pictures.append({picture[u"id"].toString(), picture[u"sha256"].toString()});
    event.posts = textsOf(object[u"posts"]);
    const QJsonObject cursors = object[u"cursors"].toObject();
    for (auto it = cursors.begin(); it != cursors.end(); ++it)
        event.cursors.insert(it.key(), it->toInteger());
    event.view = object[u"view"].toArray();
    event.held = textsOf(object[u"held"]);
    event.under = textsOf(object[u"under"]);
    return event;
}

QVector<Event> readEvents(const QString &path)
{
    QVector<Event> events;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return events;
    while (!file.atEnd()) {
        if (auto event = Event::fromJson(file.readLine().trimmed()))
            events.append(std::move(*event));
    }
    return events;
}

HistoryWriter::HistoryWriter(const QString &path)
    : m_file(::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600))
{
    // Whatever the last process left of a line must not swallow the next one.
    if (m_file >= 0 && ::lseek(m_file, 0, SEEK_END) > 0)
        static_cast<void>(::write(m_file, "\n", 1) == 1);
}

HistoryWriter::~HistoryWriter()
{
    if (m_file >= 0)
        ::close(m_file);
}

bool HistoryWriter::append(const Event &event)
{
    const QByteArray line = QJsonDocument(event.toJson()).toJson(QJsonDocument::Compact) + '\n';
    return ::write(m_file, line.constData(), static_cast<size_t>(line.size())) == line.size()
        && ::fdatasync(m_file) == 0;
}

} // namespace preggo::test
