// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/sql/database.h"
#include "storage/sql/migration.h"

#include <QFile>
#include <QStringList>

#include <span>

namespace preggo::test {

// Databases as text: tests/fixtures/schema/<store>-<version>.schema.sql is what that version's program
// makes, <store>-<version>.data.sql is what a person's file of it may hold. One statement a line. A released
// one never changes. PREGGO_RECORD_FIXTURES=1 writes those that are not there yet.

/// The statements that made the schema, in their order.
[[nodiscard]] inline QString schemaText(sql::Database &database)
{
    auto query = database.query(QStringLiteral(
        "SELECT replace(sql, char(10), ' ') FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"));
    QString text;
    if (!query.run())
        return text;
    while (query.next())
        text += query.text(0) + QStringLiteral(";\n");
    return text;
}

[[nodiscard]] inline QStringList tablesOf(sql::Database &database)
{
    auto query = database.query(QStringLiteral(
        "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"));
    QStringList names;
    if (!query.run())
        return names;
    while (query.next())
        names.append(query.text(0));
    return names;
}

/// INSERTs of all rows, in the order of their first column.
[[nodiscard]] inline QString dataText(sql::Database &database)
{
    QString text;
    const QStringList tables = tablesOf(database);
    for (const QString &table : tables) {
        auto columns = database.query(
            QStringLiteral("SELECT group_concat('quote(\"' || name || '\")', ' || '','' || ') FROM "
                           "pragma_table_info('%1')")
                .arg(table));
        if (!columns.run() || !columns.next())
            return {};
        auto rows =
            database.query(QStringLiteral("SELECT %1 FROM \"%2\" ORDER BY 1").arg(columns.text(0), table));
        if (!rows.run())
            return {};
        while (rows.next())
            text += QStringLiteral("INSERT INTO \"%1\" VALUES(%2);\n").arg(table, rows.text(0));
    }
    return text;
}

[[nodiscard]] inline bool runScript(sql::Database &database, const QString &text)
{
    const QStringList lines = text.split(QStringLiteral(";\n"), Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        if (const auto done = database.exec(line); !done) {
            qWarning("%s: %s", qUtf8Printable(line), qUtf8Printable(done.error().text));
            return false;
        }
    }
    return true;
}

[[nodiscard]] inline QString fixturePath(const QString &store, int version, const QString &part)
{
    return QStringLiteral(PREGGO_SCHEMA_FIXTURES "/%1-%2.%3.sql").arg(store).arg(version).arg(part);
}

[[nodiscard]] inline QString fixture(const QString &store, int version, const QString &part)
{
    QFile file(fixturePath(store, version, part));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// Only when asked, and never over one that is there.
inline void recordFixture(const QString &store, int version, const QString &part, const QString &text)
{
    QFile file(fixturePath(store, version, part));
    if (qEnvironmentVariableIsSet("PREGGO_RECORD_FIXTURES")
        && file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        file.write(text.toUtf8());
}

/// A file of that version at `path`, with its data; false where the fixture is missing or does not run.
[[nodiscard]] inline bool makeOfVersion(const QString &path, const QString &store, int version)
{
    const QString schema = fixture(store, version, QStringLiteral("schema"));
    const QString data = fixture(store, version, QStringLiteral("data"));
    auto database = sql::Database::open({.path = path, .vfs = {}, .pragmas = {}});
    return database && !schema.isEmpty() && !data.isEmpty() && runScript(**database, schema)
        && runScript(**database, data);
}

/// The first steps of a ladder, up to a version.
[[nodiscard]] inline std::span<const sql::Migration> upTo(std::span<const sql::Migration> ladder, int version)
{
    qsizetype steps = 0;
    for (const auto &step : ladder)
        steps += step.version <= version ? 1 : 0;
    return ladder.first(static_cast<size_t>(steps));
}

} // namespace preggo::test
