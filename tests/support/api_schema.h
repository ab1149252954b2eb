// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace preggo::test {

/// A description of the wire (openapi.yaml or asyncapi.yaml), to hold answers and messages against it.
class ApiSchema
{
public:
    /// Reads server/api/<name>; nothing where it is no valid YAML.
    [[nodiscard]] static std::optional<ApiSchema> load(const QString &name);

    /// The operations as "GET /path/{id}", sorted. Of openapi.yaml.
    [[nodiscard]] QStringList operations() const;
    /// What is wrong with an answer to an operation; empty where it fits.
    [[nodiscard]] QString checkAnswer(
        const QString &operation, int status, const QByteArray &contentType, const QByteArray &body) const;
    /// What is wrong with a message, by its "type". Of asyncapi.yaml.
    [[nodiscard]] QString checkMessage(const QJsonObject &message) const;
    /// The channels' addresses. Of asyncapi.yaml.
    [[nodiscard]] QStringList channels() const;

private:
    explicit ApiSchema(QJsonObject document);
    [[nodiscard]] QJsonObject resolve(const QJsonObject &object) const;
    [[nodiscard]] QString validate(const QJsonObject &schema, const QJsonValue &value) const;

    QJsonObject m_document;
};

} // namespace preggo::test
