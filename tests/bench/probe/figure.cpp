// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/probe/figure.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

double rounded(double value)
{
    return std::round(value * 1000) / 1000;
}

} // namespace

std::optional<double> Figure::ratio() const
{
    if (!floor || *floor <= 0 || value <= 0)
        return std::nullopt;
    const bool moreIsBetter = unit.endsWith(u"/s"_s);
    return moreIsBetter ? *floor / value : value / *floor;
}

QByteArray toJson(const QVector<Figure> &figures)
{
    QJsonArray array;
    for (const Figure &figure : figures) {
        const auto ratio = figure.ratio();
        array.append(QJsonObject{
            {u"name"_s, figure.name},
            {u"value"_s, rounded(figure.value)},
            {u"unit"_s, figure.unit},
            {u"floor"_s, figure.floor ? QJsonValue(rounded(*figure.floor)) : QJsonValue()},
            {u"ratio"_s, ratio ? QJsonValue(rounded(*ratio)) : QJsonValue()},
        });
    }
    return QJsonDocument(array).toJson(QJsonDocument::Indented);
}

QString toTable(const QVector<Figure> &figures)
{
    QString out = u"%1 %2 %3 %4 %5\n"_s.arg(u"figure"_s, -44)
                      .arg(u"value"_s, 12)
                      .arg(u"unit"_s, -7)
                      .arg(u"floor"_s, 12)
                      .arg(u"ratio"_s, 8);
    for (const Figure &figure : figures) {
        const auto ratio = figure.ratio();
        out += u"%1 %2 %3 %4 %5\n"_s.arg(figure.name, -44)
                   .arg(figure.value, 12, 'f', 2)
                   .arg(figure.unit, -7)
                   .arg(figure.floor ? QString::number(*figure.floor, 'f', 2) : u"-"_s, 12)
                   .arg(ratio ? QString::number(*ratio, 'f', 2) : u"-"_s, 8);
    }
    return out;
}

} // namespace preggo::bench
