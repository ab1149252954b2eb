// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "protocol/limits.h"
#include "protocol/problem.h"
#include "protocol/roles.h"
#include "protocol/stream_id.h"

#include <QDate>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>
#include <QVector>

#include <optional>

namespace preggo {

/// Parses one JSON object from the network. Refuses invalid UTF-8, escapes that are half a character, more
/// than `depth` levels, anything that is not an object, and bodies over `maxBytes`, each with its own
/// problem.
[[nodiscard]] Result<QJsonObject> parseJsonObject(
    const QByteArray &bytes, qint64 maxBytes = limits::kJsonBodyBytes, int depth = limits::kJsonDepth);

[[nodiscard]] QByteArray toJsonBytes(const QJsonObject &object);

/// Appends a text in quotes, escaped as canonical JSON wants it.
void appendJsonText(const QString &text, QByteArray &out);

/// Canonical JSON (RFC 8785): the bytes that two ends agree on for one value.
[[nodiscard]] QByteArray canonicalJson(const QJsonValue &value);

/// A whole number from `min` to `max`; nothing for any other value.
[[nodiscard]] std::optional<qint64> wholeNumber(const QJsonValue &value, qint64 min, qint64 max);

/// Who wrote the object decides what an unknown member means.
enum class UnknownFields {
    Refuse, ///< a request to the server: a misspelt field would be lost silently
    Ignore, ///< an answer from a newer server
};

/// Reads the members of one JSON object into values, and remembers the first thing that is wrong.
///
/// Usage: construct, read every member, then return finish(). A failed read leaves its target as it
/// was. Paths in problems are `outer.inner`. Not thread-safe; lives on the stack.
class JsonReader
{
public:
    explicit JsonReader(const QJsonObject &object, QString path = {});

    void text(QStringView key, QString &out, int maxCodePoints);
    void optionalText(QStringView key, QString &out, int maxCodePoints);
    void integer(QStringView key, qint64 &out, qint64 min, qint64 max);
    void integer(QStringView key, int &out, int min, int max);
    void optionalInteger(QStringView key, std::optional<qint64> &out, qint64 min, qint64 max);
    void optionalInteger(QStringView key, std::optional<int> &out, int min, int max);
    void boolean(QStringView key, bool &out);
    void optionalBoolean(QStringView key, bool &out);
    void date(QStringView key, QDate &out);
    void optionalDate(QStringView key, QDate &out);
    void stream(QStringView key, StreamId &out);
    void object(QStringView key, QJsonObject &out);
    void optionalObject(QStringView key, QJsonObject &out);
    void array(QStringView key, QJsonArray &out, int maxItems);
    void optionalArray(QStringView key, QJsonArray &out, int maxItems);

    template <typename Tag> void id(QStringView key, StrongId<Tag> &out) { readId(key, out, true); }
    template <typename Tag> void optionalId(QStringView key, StrongId<Tag> &out) { readId(key, out, false); }
    template <typename Tag> void optionalIds(QStringView key, QVector<StrongId<Tag>> &out, int maxItems);
    /// An enum with fromWire(); `required` false leaves the default.
    template <typename E> void wireEnum(QStringView key, E &out, bool required = true);

    [[nodiscard]] bool has(QStringView key) const { return m_object.contains(key); }
    [[nodiscard]] QJsonValue take(QStringView key, bool required);
    void failField(QStringView key, const QString &sentence);
    [[nodiscard]] bool failed() const { return m_problem.has_value(); }
    /// Success, or the first problem; with Refuse, a member that nothing read is one.
    [[nodiscard]] Result<void> finish(UnknownFields unknown = UnknownFields::Refuse);
    /// The value that was read, or the first problem.
    template <typename T>
    [[nodiscard]] Result<T> finished(T value, UnknownFields unknown = UnknownFields::Refuse)
    {
        if (auto done = finish(unknown); !done)
            return tl::make_unexpected(done.error());
        return value;
    }

private:
    template <typename Tag> void readId(QStringView key, StrongId<Tag> &out, bool required);

    const QJsonObject m_object;
    QString m_path;
    QStringList m_seen;
    std::optional<Problem> m_problem;
};

template <typename Tag> void JsonReader::readId(QStringView key, StrongId<Tag> &out, bool required)
{
    const QJsonValue value = take(key, required);
    if (value.isUndefined() || value.isNull())
        return;
    if (const auto id = value.isString() ? StrongId<Tag>::parse(value.toString()) : std::nullopt)
        out = *id;
    else
        failField(key, QStringLiteral("must be a UUID"));
}

template <typename Tag>
void JsonReader::optionalIds(QStringView key, QVector<StrongId<Tag>> &out, int maxItems)
{
    QJsonArray items;
    optionalArray(key, items, maxItems);
    QVector<StrongId<Tag>> ids;
    ids.reserve(items.size());
    for (const auto &item : items) {
        const auto id = item.isString() ? StrongId<Tag>::parse(item.toString()) : std::nullopt;
        if (!id)
            return failField(key, QStringLiteral("must hold UUIDs"));
        ids.append(*id);
    }
    out = std::move(ids);
}

template <typename E> void JsonReader::wireEnum(QStringView key, E &out, bool required)
{
    const QJsonValue value = take(key, required);
    if (value.isUndefined() || value.isNull())
        return;
    if (!value.isString() || !fromWire(value.toString(), out))
        failField(key, QStringLiteral("is not a known value"));
}

} // namespace preggo
