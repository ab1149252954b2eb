// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/json.h"

#include "protocol/text.h"

#include <QJsonDocument>

#include <cmath>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Deepest nesting of objects and arrays, without parsing: the parser itself recurses.
int nestingDepth(QByteArrayView bytes)
{
    int depth = 0;
    int deepest = 0;
    bool inText = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (inText) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inText = false;
        } else if (c == '"') {
            inText = true;
        } else if (c == '{' || c == '[') {
            deepest = std::max(deepest, ++depth);
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return deepest;
}

/// The code unit of an escape \uXXXX at `i`, where the backslash is; 0 where there is none.
int escapedUnit(QByteArrayView bytes, qsizetype i)
{
    constexpr qsizetype kEscape = 6;
    if (i + kEscape > bytes.size() || bytes[i] != '\\' || bytes[i + 1] != 'u')
        return 0;
    bool isHex = false;
    const int unit = bytes.sliced(i + 2, kEscape - 2).toByteArray().toInt(&isHex, 16);
    return isHex ? unit : 0;
}

/// Half of a surrogate pair stands for no character: it could be kept and sent on by nobody.
bool hasHalfCharacter(QByteArrayView bytes)
{
    constexpr qsizetype kEscape = 6;
    for (qsizetype i = bytes.indexOf('\\'); i >= 0 && i < bytes.size(); i = bytes.indexOf('\\', i)) {
        const int unit = escapedUnit(bytes, i);
        const bool isPair = QChar::isHighSurrogate(static_cast<char32_t>(unit))
            && QChar::isLowSurrogate(static_cast<char32_t>(escapedUnit(bytes, i + kEscape)));
        if (!isPair && QChar::isSurrogate(static_cast<char32_t>(unit)))
            return true;
        i += isPair ? 2 * kEscape : 2;
    }
    return false;
}

/// Doubles hold integers exactly up to 2^53 only.
bool isWhole(const QJsonValue &value, qint64 &out)
{
    constexpr double kExact = 9007199254740992.0;
    const double number = value.toDouble();
    if (!value.isDouble() || std::floor(number) != number || std::abs(number) > kExact)
        return false;
    out = static_cast<qint64>(number);
    return true;
}

} // namespace

std::optional<qint64> wholeNumber(const QJsonValue &value, qint64 min, qint64 max)
{
    qint64 number = 0;
    const bool fits = isWhole(value, number) && number >= min && number <= max;
    return fits ? std::optional(number) : std::nullopt;
}

Result<QJsonObject> parseJsonObject(const QByteArray &bytes, qint64 maxBytes, int depth)
{
    if (bytes.size() > maxBytes)
        return fail(
            ProblemCode::TooLarge, u"The body is larger than %1 bytes. Send less at once."_s.arg(maxBytes));
    if (!isValidUtf8(bytes) || hasHalfCharacter(bytes))
        return fail(ProblemCode::InvalidUtf8);
    if (nestingDepth(bytes) > depth)
        return fail(ProblemCode::TooDeep, u"Send JSON of at most %1 levels."_s.arg(depth));
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return fail(ProblemCode::InvalidJson, u"The JSON is damaged at byte %1."_s.arg(error.offset));
    if (!document.isObject())
        return fail(ProblemCode::InvalidJson);
    return document.object();
}

QByteArray toJsonBytes(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

JsonReader::JsonReader(const QJsonObject &object, QString path)
    : m_object(object)
    , m_path(std::move(path))
{ }

QJsonValue JsonReader::take(QStringView key, bool required)
{
    m_seen.append(key.toString());
    const QJsonValue value = m_object.value(key);
    if (required && (value.isUndefined() || value.isNull()))
        failField(key, u"is missing"_s);
    return value;
}

void JsonReader::failField(QStringView key, const QString &sentence)
{
    if (m_problem)
        return;
    const QString field = m_path.isEmpty() ? key.toString() : m_path + u'.' + key.toString();
    m_problem = makeProblem(ProblemCode::InvalidField, u"“%1” %2."_s.arg(field, sentence), field);
}

void JsonReader::text(QStringView key, QString &out, int maxCodePoints)
{
    const QJsonValue value = take(key, true);
    if (value.isUndefined() || value.isNull())
        return;
    if (!value.isString())
        return failField(key, u"must be text"_s);
    const QString typed = value.toString();
    if (codePointCount(typed) > maxCodePoints)
        return failField(key, u"is longer than %1 characters"_s.arg(maxCodePoints));
    out = typed;
}

void JsonReader::optionalText(QStringView key, QString &out, int maxCodePoints)
{
    if (const auto value = m_object.value(key); value.isUndefined() || value.isNull())
        m_seen.append(key.toString());
    else
        text(key, out, maxCodePoints);
}

void JsonReader::integer(QStringView key, qint64 &out, qint64 min, qint64 max)
{
    const QJsonValue value = take(key, true);
    if (value.isUndefined() || value.isNull())
        return;
    qint64 number = 0;
    if (!isWhole(value, number) || number < min || number > max)
        return failField(key, u"must be a whole number from %1 to %2"_s.arg(min).arg(max));
    out = number;
}

void JsonReader::integer(QStringView key, int &out, int min, int max)
{
    qint64 wide = out;
    integer(key, wide, min, max);
    out = static_cast<int>(wide);
}

void JsonReader::optionalInteger(QStringView key, std::optional<qint64> &out, qint64 min, qint64 max)
{
    if (const auto value = m_object.value(key); value.isUndefined() || value.isNull()) {
        m_seen.append(key.toString());
        return;
    }
    qint64 number = min - 1;
    integer(key, number, min, max);
    if (number != min - 1)
        out = number;
}

void JsonReader::optionalInteger(QStringView key, std::optional<int> &out, int min, int max)
{
    std::optional<qint64> wide;
    optionalInteger(key, wide, min, max);
    if (wide)
        out = static_cast<int>(*wide);
}

void JsonReader::boolean(QStringView key, bool &out)
{
    const QJsonValue value = take(key, true);
    if (value.isUndefined() || value.isNull())
        return;
    if (!value.isBool())
        return failField(key, u"must be true or false"_s);
    out = value.toBool();
}

void JsonReader::optionalBoolean(QStringView key, bool &out)
{
    if (const auto value = m_object.value(key); value.isUndefined() || value.isNull())
        m_seen.append(key.toString());
    else
        boolean(key, out);
}

void JsonReader::date(QStringView key, QDate &out)
{
    const QJsonValue value = take(key, true);
    if (value.isUndefined() || value.isNull())
        return;
    const QDate day = QDate::fromString(value.toString(), Qt::ISODate);
    if (!value.isString() || value.toString().size() != 10 || !day.isValid())
        return failField(key, u"must be a date like 2026-11-22"_s);
    out = day;
}

void JsonReader::optionalDate(QStringView key, QDate &out)
{
    if (const auto value = m_object.value(key); value.isUndefined() || value.isNull())
        m_seen.append(key.toString());
    else
        date(key, out);
}

void JsonReader::stream(QStringView key, StreamId &out)
{
    const QJsonValue value = take(key, true);
    if (value.isUndefined() || value.isNull())
        return;
    if (const auto id = StreamId::parse(value.toString()))
        out = *id;
    else
        failField(key, u"is not a stream"_s);
}

void JsonReader::object(QStringView key, QJsonObject &out)
{
    const QJsonValue value = take(key, true);
    if (value.isUndefined() || value.isNull())
        return;
    if (!value.isObject())
        return failField(key, u"must be an object"_s);
    out = value.toObject();
}

void JsonReader::optionalObject(QStringView key, QJsonObject &out)
{
    if (const auto value = m_object.value(key); value.isUndefined() || value.isNull())
        m_seen.append(key.toString());
    else
        object(key, out);
}

void JsonReader::array(QStringView key, QJsonArray &out, int maxItems)
{
    const QJsonValue value = take(key, true);
    if (value.isUndefined() || value.isNull())
        return;
    if (!value.isArray())
        return failField(key, u"must be a list"_s);
    const QJsonArray items = value.toArray();
    if (items.size() > maxItems)
        return failField(key, u"holds more than %1 items"_s.arg(maxItems));
    out = items;
}

void JsonReader::optionalArray(QStringView key, QJsonArray &out, int maxItems)
{
    if (const auto value = m_object.value(key); value.isUndefined() || value.isNull())
        m_seen.append(key.toString());
    else
        array(key, out, maxItems);
}

Result<void> JsonReader::finish(UnknownFields unknown)
{
    if (m_problem)
        return tl::make_unexpected(*m_problem);
    if (unknown == UnknownFields::Ignore)
        return {};
    for (auto it = m_object.begin(); it != m_object.end(); ++it) {
        if (!m_seen.contains(it.key())) {
            const QString field = m_path.isEmpty() ? it.key() : m_path + u'.' + it.key();
            return fail(ProblemCode::UnknownField,
                u"There is no field “%1” here. Leave it out."_s.arg(field.left(80)), field.left(80));
        }
    }
    return {};
}

} // namespace preggo
