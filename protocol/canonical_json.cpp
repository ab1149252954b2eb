// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/json.h"

#include <QJsonArray>
#include <QLocale>
#include <QVarLengthArray>

#include <algorithm>
#include <cmath>
#include <utility>

namespace preggo {

namespace {

/// The escape of a byte that is not plain: two letters where JSON has them.
QByteArray escapeOf(char c)
{
    static constexpr char kHex[] = "0123456789abcdef";
    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\b':
        return "\\b";
    case '\f':
        return "\\f";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        return QByteArray("\\u00") + kHex[(c >> 4) & 0xf] + kHex[c & 0xf];
    }
}

bool isPlain(char c)
{
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

/// Payloads hold whole numbers only; other doubles get their shortest form, which has the digits of
/// RFC 8785 (ECMAScript's Number::toString), with its exponent thresholds.
void writeNumber(double number, QByteArray &out)
{
    constexpr double kExact = 9007199254740992.0;
    if (std::floor(number) == number && std::abs(number) <= kExact) {
        out += QByteArray::number(static_cast<qint64>(number));
    } else if (std::floor(number) == number && std::abs(number) < 1e21) {
        out += QByteArray::number(number, 'f', 0);
    } else {
        QByteArray text = QByteArray::number(number, 'g', QLocale::FloatingPointShortest);
        text.replace("e-0", "e-").replace("e+0", "e+");
        out += text;
    }
}

void write(const QJsonValue &value, QByteArray &out);

void writeObject(const QJsonObject &object, QByteArray &out)
{
    using Member = std::pair<QString, QJsonValue>;
    QVarLengthArray<Member, 16> members;
    for (auto it = object.begin(); it != object.end(); ++it)
        members.append({it.key(), it.value()});
    // QString compares UTF-16 code units, which is the order of RFC 8785, section 3.2.3.
    std::sort(
        members.begin(), members.end(), [](const Member &a, const Member &b) { return a.first < b.first; });
    out += '{';
    for (qsizetype i = 0; i < members.size(); ++i) {
        if (i > 0)
            out += ',';
        appendJsonText(members[i].first, out);
        out += ':';
        write(members[i].second, out);
    }
    out += '}';
}

void writeArray(const QJsonArray &array, QByteArray &out)
{
    out += '[';
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (i > 0)
            out += ',';
        write(array[i], out);
    }
    out += ']';
}

void write(const QJsonValue &value, QByteArray &out)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        out += value.toBool() ? "true" : "false";
        break;
    case QJsonValue::Double:
        writeNumber(value.toDouble(), out);
        break;
    case QJsonValue::String:
        appendJsonText(value.toString(), out);
        break;
    case QJsonValue::Array:
        writeArray(value.toArray(), out);
        break;
    case QJsonValue::Object:
        writeObject(value.toObject(), out);
        break;
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        out += "null";
        break;
    }
}

} // namespace

void appendJsonText(const QString &text, QByteArray &out)
{
    const QByteArray utf8 = text.toUtf8();
    out += '"';
    auto at = utf8.cbegin();
    while (at != utf8.cend()) {
        const auto special = std::find_if_not(at, utf8.cend(), isPlain);
        out.append(at, special - at);
        at = special;
        if (at != utf8.cend())
            out += escapeOf(*at++);
    }
    out += '"';
}

QByteArray canonicalJson(const QJsonValue &value)
{
    QByteArray out;
    write(value, out);
    return out;
}

} // namespace preggo
