// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "robot.h"

#include <cstdlib>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kDeedsBetweenLooks = 12;
constexpr int kTargets = 30; ///< only the newest posts are acted on, so that deeds meet
constexpr int kPauseMinMs = 3;
constexpr int kPauseMaxMs = 30;
constexpr int kRestCheckMs = 50;

} // namespace

Robot::Robot(AccountData &account, HistoryWriter &history, Settings settings)
    : m_account(account)
    , m_engine(account.engine())
    , m_history(history)
    , m_settings(settings)
    , m_rng(settings.seed)
    , m_reader(account, settings.family)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &Robot::act);
    m_restCheck.setInterval(kRestCheckMs);
    connect(&m_restCheck, &QTimer::timeout, this, &Robot::checkRest);
    m_engine.addObserver(this);
}

Robot::~Robot()
{
    m_engine.removeObserver(this);
}

void Robot::write(const Event &event)
{
    if (!m_history.append(event))
        std::abort(); // without its history the run proves nothing
}

/// The first call comes when the outbox has been read.
void Robot::outboxChanged()
{
    if (!std::exchange(m_begun, true))
        begin();
}

void Robot::statusChanged(const SyncStatus &status)
{
    Q_UNUSED(status)
    checkRest();
}

void Robot::begin()
{
    write({Event::Type::Started});
    retryWhatKillsParked();
    look();
}

/// What was being sent when the app ended three times is set aside until the person says again.
void Robot::retryWhatKillsParked()
{
    for (const auto &pending : m_engine.pending()) {
        if (pending.row.state != ActionState::Parked || pending.row.cause != ParkCause::LocalCrash)
            continue;
        Event event{Event::Type::Retried};
        event.op = pending.row.action.opId.toString();
        write(event);
        m_engine.retry(pending.row.action.opId);
    }
}

void Robot::look()
{
    m_looking = true;
    m_reader.read([this](const FeedShown &shown) {
        m_looking = false;
        Event event{Event::Type::Seen};
        event.posts = shown.ids;
        event.cursors = shown.cursors;
        write(event);
        m_targets.clear();
        for (const auto &card : shown.cards.mid(0, kTargets)) {
            const bool isMine = card.post.author == m_account.record().user;
            m_targets.append({card.post.id, card.stream, isMine, card.newest});
        }
        if (m_deeds == 0)
            Q_EMIT started();
        goOn();
    });
}

void Robot::goOn()
{
    if (!m_resting && !m_looking)
        m_next.start(kPauseMinMs + static_cast<int>(m_rng.below(kPauseMaxMs - kPauseMinMs)));
}

void Robot::act()
{
    if (m_resting)
        return;
    if (m_settings.onlyAlbum)
        return continueAlbum();
    const auto chance = m_rng.below(100);
    if (chance < 25)
        writePost(false);
    else if (chance < 32)
        writePost(true);
    else if (chance < 58)
        writeComment();
    else if (chance < 78)
        react();
    else if (chance < 88)
        editPost();
    else if (chance < 92)
        editComment();
    else if (chance < 96)
        deleteComment();
    else
        deletePost();
    if (++m_deeds % kDeedsBetweenLooks == 0)
        look();
    goOn();
}

void Robot::rest()
{
    m_resting = true;
    m_toldRest = false;
    m_restCheck.start();
    retryWhatKillsParked();
    checkRest();
}

/// All that is left waits for the person, or for what waits for her.
bool Robot::isAtRest() const
{
    if (m_looking || !m_engine.status().connected)
        return false;
    QSet<OpId> held;
    QSet<QString> closedLines;
    for (const auto &pending : m_engine.pending()) { // oldest first: what is needed comes before
        const Action &action = pending.row.action;
        if (pending.row.state != ActionState::Parked) {
            const bool waits = std::any_of(
                action.needs.cbegin(), action.needs.cend(), [&](OpId op) { return held.contains(op); });
            if (!waits && !closedLines.contains(action.orderKey))
                return false;
            closedLines.insert(action.orderKey);
        }
        held.insert(action.opId);
    }
    return true;
}

void Robot::checkRest()
{
    if (!m_resting || m_toldRest || !isAtRest())
        return;
    m_toldRest = true;
    m_restCheck.stop();
    Q_EMIT rested();
}

void Robot::show()
{
    m_reader.readWhole([this](const FeedShown &now, const QJsonArray &view) {
        Event event{Event::Type::Rested};
        event.posts = now.ids;
        event.cursors = now.cursors;
        event.view = view;
        for (const auto &pending : m_engine.pending()) {
            const bool isHeld = pending.row.state == ActionState::Parked;
            (isHeld ? event.held : event.under).append(pending.row.action.opId.toString());
        }
        write(event);
        Q_EMIT shown();
    });
}

} // namespace preggo::test
