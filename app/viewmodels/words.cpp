// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/words.h"

#include <QLocale>
#include <QTextBoundaryFinder>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What a reader takes for one letter, which may be several code points.
QString firstLetter(const QString &word)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
    const auto end = finder.toNextBoundary();
    return end > 0 ? word.left(end).toUpper() : QString();
}

} // namespace

QString Words::initials(const QString &name)
{
    const QStringList parts = name.split(u' ', Qt::SkipEmptyParts);
    if (parts.isEmpty())
        return u"?"_s;
    return parts.size() == 1 ? firstLetter(parts.first())
                             : firstLetter(parts.first()) + firstLetter(parts.last());
}

int Words::colorIndex(UserId user)
{
    unsigned sum = 0;
    for (const char byte : user.toBytes())
        sum += static_cast<unsigned char>(byte);
    return static_cast<int>(sum % 8);
}

QString Words::someone()
{
    return tr("Someone");
}

QString Words::role(Role role)
{
    switch (role) {
    case Role::Owner:
    case Role::CoParent:
        return tr("Parent");
    case Role::Contributor:
        return tr("Posts and comments");
    case Role::Viewer:
        return tr("Reads along");
    }
    Q_UNREACHABLE();
}

QString Words::names(const QStringList &names)
{
    const auto count = names.size();
    if (count <= 1)
        return names.value(0);
    if (count == 2)
        return tr("%1 and %2").arg(names.at(0), names.at(1));
    if (count == 3)
        return tr("%1, %2 and %3").arg(names.at(0), names.at(1), names.at(2));
    return tr("%1, %2 and %n others", "people who reacted", static_cast<int>(count - 2))
        .arg(names.at(0), names.at(1));
}

QString Words::delivery(const DeliveryInfo &info, int pictures, bool connected)
{
    switch (info.state) {
    case Delivery::Sent:
        return {};
    case Delivery::Saved:
        return connected ? tr("Saved on this device.")
                         : tr("Saved on this device. It goes out when there is a network.");
    case Delivery::Sending:
        return pictures > 0 ? tr("Sending %n pictures…", nullptr, pictures) : tr("Sending…");
    case Delivery::Waiting:
        if (!connected)
            return tr("Saved on this device. It goes out when there is a network.");
        return pictures > 0 ? tr("Waiting for %n pictures. You can close the app.", nullptr, pictures)
                            : tr("Still sending. You can close the app.");
    case Delivery::Refused:
        return info.reason ? refusal(*info.reason) : tr("Not sent. Your text is kept.");
    }
    Q_UNREACHABLE();
}

QString Words::refusal(const Problem &problem)
{
    return tr("Not sent: %1 Your text is kept.").arg(Words::problem(problem));
}

QString Words::problem(const Problem &problem)
{
    if (problem.detail.isEmpty())
        return tr("%1.").arg(problem.title());
    // What the table says to do goes with what happened; a sentence made for the case says both.
    const bool isRemedy = problem.detail == makeProblem(problem.code).detail;
    return isRemedy ? tr("%1. %2", "what happened, what to do").arg(problem.title(), problem.detail)
                    : problem.detail;
}

QString Words::storage(const sql::Error &error)
{
    switch (error.kind) {
    case sql::ErrorKind::Full:
        return tr("This device has no room left. Free some space, then try again.");
    case sql::ErrorKind::Io:
        return tr(
            "This device could not read or write its storage. Try again; if it goes on, restart the device.");
    case sql::ErrorKind::Newer:
        return tr("These data were written by a newer version of Preggo. Update the app to open them.");
    default:
        return tr("The stored data could not be read. Try again; nothing that you wrote is lost.");
    }
}

QString Words::cannotOpen(const sql::Error &error)
{
    if (error.kind == sql::ErrorKind::Newer)
        return tr(
            "Your unsent things were written by a newer version of Preggo. Update the app to open them.");
    if (error.kind == sql::ErrorKind::Full)
        return tr("This device has no room left. Free some space, then start again.");
    return tr("The stored data cannot be opened. Check that the data folder can be read and written, then "
              "start again.");
}

QString Words::repaired(const QString &file)
{
    return tr("The file with your unsent things was damaged. What could be read of it is in the outbox; "
              "the damaged file is kept in the data folder as %1.")
        .arg(file);
}

QString Words::moment(const QDateTime &time, const QDateTime &now)
{
    const QLocale locale;
    QString clock = locale.toString(time.time(), u"HH:mm"_s);
    if (time.date() == now.date())
        return clock;
    if (time.date() == now.date().addDays(-1))
        return tr("yesterday %1").arg(clock);
    return tr("%1, %2", "date, time").arg(locale.toString(time.date(), QLocale::ShortFormat), clock);
}

QString Words::freshness(
    bool connected, const QDateTime &lastSynced, int waiting, int refused, const QDateTime &now)
{
    QString line;
    if (connected)
        line = lastSynced.isValid() ? tr("Up to date %1").arg(moment(lastSynced, now)) : tr("Connected");
    else
        line = lastSynced.isValid() ? tr("From %1. No connection.").arg(moment(lastSynced, now))
                                    : tr("No connection.");
    if (waiting > 0)
        line += u" · "_s + tr("%n waiting to send", nullptr, waiting);
    if (refused > 0)
        line += u" · "_s + tr("%n not sent", nullptr, refused);
    return line;
}

} // namespace preggo
