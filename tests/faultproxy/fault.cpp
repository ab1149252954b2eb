// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "fault.h"

#include <algorithm>
#include <iterator>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What stands after a fault's name.
enum class Form { Alone, Amount, AmountOnly, Only };

struct Name
{
    Fault::Kind kind;
    QLatin1StringView text;
    Form form;
};

constexpr Name kNames[] = {
    {Fault::Kind::None, "none"_L1, Form::Alone},
    {Fault::Kind::Latency, "latency"_L1, Form::Amount},
    {Fault::Kind::Bandwidth, "bandwidth"_L1, Form::Amount},
    {Fault::Kind::SlowDrip, "slow-drip"_L1, Form::Amount},
    {Fault::Kind::CutRequest, "cut-request"_L1, Form::Amount},
    {Fault::Kind::CutAnswer, "cut-answer"_L1, Form::Amount},
    {Fault::Kind::SwallowAnswer, "swallow-answer"_L1, Form::Only},
    {Fault::Kind::Duplicate, "duplicate"_L1, Form::AmountOnly},
    {Fault::Kind::Reset, "reset"_L1, Form::Alone},
    {Fault::Kind::HalfOpen, "half-open"_L1, Form::Alone},
    {Fault::Kind::CaptivePortal, "captive-portal"_L1, Form::Alone},
};

bool readAmount(const QString &text, Fault &fault)
{
    const qsizetype plus = text.indexOf(u'+');
    bool amountIsNumber = false;
    bool jitterIsNumber = plus < 0;
    fault.amount = (plus < 0 ? text : text.left(plus)).toLongLong(&amountIsNumber);
    if (plus >= 0)
        fault.jitterMs = text.mid(plus + 1).toLongLong(&jitterIsNumber);
    const bool needsSome = fault.kind == Fault::Kind::Bandwidth;
    return amountIsNumber && jitterIsNumber && fault.amount >= (needsSome ? 1 : 0) && fault.jitterMs >= 0
        && (plus < 0 || fault.kind == Fault::Kind::Latency);
}

} // namespace

std::optional<Fault> Fault::parse(const QString &text)
{
    const QString word = text.section(u':', 0, 0);
    const auto *name = std::find_if(
        std::begin(kNames), std::end(kNames), [&](const Name &each) { return each.text == word; });
    if (name == std::end(kNames))
        return std::nullopt;
    Fault fault;
    fault.kind = name->kind;
    const bool hasAmount = name->form == Form::Amount || name->form == Form::AmountOnly;
    if (hasAmount && !readAmount(text.section(u':', 1, 1), fault))
        return std::nullopt;
    const QString rest = text.section(u':', hasAmount ? 2 : 1);
    if (name->form == Form::Alone || name->form == Form::Amount)
        return rest.isEmpty() ? std::optional(fault) : std::nullopt;
    fault.only = rest.toUtf8();
    return fault;
}

QString Fault::toText() const
{
    const auto *name = std::find_if(
        std::begin(kNames), std::end(kNames), [&](const Name &each) { return each.kind == kind; });
    QString text = name->text;
    if (name->form == Form::Amount || name->form == Form::AmountOnly)
        text += u':' + QString::number(amount);
    if (jitterMs > 0)
        text += u'+' + QString::number(jitterMs);
    if (!only.isEmpty())
        text += u':' + QString::fromUtf8(only);
    return text;
}

} // namespace preggo::test
