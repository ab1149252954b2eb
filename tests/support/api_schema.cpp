// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/api_schema.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <valijson/adapters/qtjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>
#include <yaml-cpp/yaml.h>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr const char *kMethods[] = {"get", "head", "post", "put", "patch", "delete", "options"};

QJsonValue toJson(const YAML::Node &node);

QJsonValue scalarToJson(const YAML::Node &node)
{
    const QString text = QString::fromStdString(node.Scalar());
    const bool quoted = node.Tag() == "!";
    if (quoted)
        return text;
    if (text == u"true" || text == u"false")
        return text == u"true";
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    return isNumber ? QJsonValue(number) : QJsonValue(text);
}

QJsonObject mapToJson(const YAML::Node &node)
{
    QJsonObject object;
    for (const auto &entry : node) {
        const QString key = QString::fromStdString(entry.first.Scalar());
        const QJsonValue value = toJson(entry.second);
        if (key != u"<<") {
            // The adapter knows integers of 32 bits alone, and times are longer.
            object[key] = key == u"type" && value == u"integer"_s ? QJsonValue(u"number"_s) : value;
            continue;
        }
        const QJsonObject merged = value.toObject();
        for (auto it = merged.begin(); it != merged.end(); ++it)
            object[it.key()] = it.value();
    }
    return object;
}

QJsonValue toJson(const YAML::Node &node)
{
    switch (node.Type()) {
    case YAML::NodeType::Scalar:
        return scalarToJson(node);
    case YAML::NodeType::Map:
        return mapToJson(node);
    case YAML::NodeType::Sequence: {
        QJsonArray array;
        for (const auto &item : node)
            array.append(toJson(item));
        return array;
    }
    default:
        return {};
    }
}

} // namespace

ApiSchema::ApiSchema(QJsonObject document)
    : m_document(std::move(document))
{ }

std::optional<ApiSchema> ApiSchema::load(const QString &name)
{
    try {
        const auto path = QStringLiteral(PREGGO_API_DIRECTORY "/") + name;
        const auto value = toJson(YAML::LoadFile(path.toStdString()));
        return value.isObject() ? std::optional(ApiSchema(value.toObject())) : std::nullopt;
    } catch (const YAML::Exception &error) {
        qWarning("%s: %s", qUtf8Printable(name), error.what());
        return std::nullopt;
    }
}

QStringList ApiSchema::operations() const
{
    QStringList list;
    const QJsonObject paths = m_document[u"paths"_s].toObject();
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        for (const auto *method : kMethods) {
            const auto key = QString::fromLatin1(method);
            if (path->toObject().contains(key))
                list.append(key.toUpper() + u' ' + path.key());
        }
    }
    list.sort();
    return list;
}

QStringList ApiSchema::channels() const
{
    QStringList list;
    const QJsonObject channels = m_document[u"channels"_s].toObject();
    for (const auto &channel : channels)
        list.append(channel[u"address"_s].toString());
    list.sort();
    return list;
}

QJsonObject ApiSchema::resolve(const QJsonObject &object) const
{
    const QString reference = object[u"$ref"_s].toString();
    if (!reference.startsWith(u"#/"))
        return object;
    QJsonValue value = m_document;
    for (const auto &part : reference.mid(2).split(u'/'))
        value = value[part];
    return resolve(value.toObject());
}

QString ApiSchema::checkAnswer(
    const QString &operation, int status, const QByteArray &contentType, const QByteArray &body) const
{
    const QString method = operation.section(u' ', 0, 0).toLower();
    const QJsonObject paths = m_document[u"paths"_s].toObject();
    const QJsonObject answers = paths[operation.section(u' ', 1)][method][u"responses"_s].toObject();
    if (answers.isEmpty())
        return u"%1 is not described"_s.arg(operation);
    const QString key = QString::number(status);
    const bool isNamed = answers.contains(key);
    if (!isNamed && (status < 400 || !answers.contains(u"default"_s)))
        return u"%1 answers %2, which is not described"_s.arg(operation, key);
    const QJsonObject answer = resolve(answers[isNamed ? key : u"default"_s].toObject());
    const QJsonObject content = answer[u"content"_s].toObject();
    if (content.isEmpty())
        return body.isEmpty() ? QString() : u"%1 %2 has a body"_s.arg(operation, key);
    const QString type = QString::fromLatin1(contentType).section(u';', 0, 0);
    if (!content.contains(type))
        return u"%1 %2 is of type %3"_s.arg(operation, key, type);
    if (!type.endsWith(u"json") || method == u"head")
        return {};
    const auto document = QJsonDocument::fromJson(body);
    const QString wrong = validate(content[type][u"schema"_s].toObject(), document.object());
    return wrong.isEmpty() ? QString() : u"%1 %2: %3"_s.arg(operation, key, wrong);
}

QString ApiSchema::checkMessage(const QJsonObject &message) const
{
    const QString type = message[u"type"_s].toString();
    const QJsonObject described = m_document[u"components"_s][u"messages"_s][type].toObject();
    if (described.isEmpty())
        return u"message “%1” is not described"_s.arg(type);
    const QString wrong = validate(described[u"payload"_s].toObject(), message);
    return wrong.isEmpty() ? QString() : u"message %1: %2"_s.arg(type, wrong);
}

QString ApiSchema::validate(const QJsonObject &schema, const QJsonValue &value) const
{
    // The schema stands beside the components that its references name.
    QJsonObject root{{u"components"_s, m_document[u"components"_s]}, {u"allOf"_s, QJsonArray{schema}}};
    const QJsonValue rootValue(root);
    try {
        valijson::Schema compiled;
        valijson::SchemaParser parser;
        parser.populateSchema(valijson::adapters::QtJsonAdapter(rootValue), compiled);
        valijson::Validator validator;
        valijson::ValidationResults results;
        if (validator.validate(compiled, valijson::adapters::QtJsonAdapter(value), &results))
            return {};
        QStringList lines;
        valijson::ValidationResults::Error error;
        while (results.popError(error)) {
            std::string place;
            for (const auto &part : error.context)
                place += part;
            lines.append(QString::fromStdString(place + ": " + error.description));
        }
        return lines.join(u"; ");
    } catch (const std::exception &error) {
        return u"the schema is not valid: %1"_s.arg(QString::fromUtf8(error.what()));
    }
}

} // namespace preggo::test
