// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/outbox_model.h"

#include "app/viewmodels/post_presenter.h"
#include "app/viewmodels/words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPointer>

namespace preggo {

namespace {

/// The composer makes posts.
bool isEditable(const PendingAction &pending)
{
    return pending.canEdit && pending.row.action.kind == ActionKind::PostCreate;
}

} // namespace

QVariant OutboxModel::valueOf(const Row &row, int role)
{
    switch (role) {
    case OutboxModel::OpIdRole:
        return row.opId;
    case OutboxModel::TitleRole:
        return row.title;
    case OutboxModel::PreviewRole:
        return row.preview;
    case OutboxModel::StateRole:
        return row.state;
    case OutboxModel::ReasonRole:
        return row.reason;
    case OutboxModel::CreatedAtRole:
        return row.createdAt;
    case OutboxModel::ProgressRole:
        return row.progress;
    case OutboxModel::CanRetryRole:
        return row.canRetry;
    case OutboxModel::CanEditRole:
        return row.canEdit;
    case OutboxModel::CanDiscardRole:
        return row.canDiscard;
    case OutboxModel::CanPauseRole:
        return row.canPause;
    case OutboxModel::PausedRole:
        return row.paused;
    default:
        return {};
    }
}

OutboxModel::OutboxModel(QObject *parent)
    : RowModel(parent)
{ }

int OutboxModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant OutboxModel::data(const QModelIndex &index, int role) const
{
    return checkIndex(index, CheckIndexOption::IndexIsValid) ? valueOf(m_rows.at(index.row()), role)
                                                             : QVariant();
}

QHash<int, QByteArray> OutboxModel::roleNames() const
{
    return namesOf<Role>();
}

void OutboxModel::attach(const AccountContext &account, const FamilyFacts &facts)
{
    m_account = &account;
    m_facts = &facts;
    if (account.uploads) {
        account.uploads->setPaused(m_paused);
        account.uploads->setStandingListener([this] { refresh(); });
    }
    refresh();
}

void OutboxModel::detach()
{
    if (m_account && m_account->uploads)
        m_account->uploads->setStandingListener({});
    m_account = nullptr;
    m_facts = nullptr;
    m_progress.clear();
    m_draft.reset();
    present();
}

void OutboxModel::refresh()
{
    if (!m_account || std::exchange(m_refreshing, true))
        return;
    const auto presentNow = [this, alive = QPointer(this)] {
        if (alive && std::exchange(m_refreshing, false))
            present();
    };
    // Nobody reads a long list while it runs past.
    if (m_rows.size() < kRowsAtOnce)
        m_account->main.post(presentNow);
    else
        m_account->main.postAfter(kPauseMs, presentNow);
}

void OutboxModel::setConnected(bool connected)
{
    const bool signInNeeded = m_account && m_account->engine.status().signInNeeded;
    const bool signInChanged = std::exchange(m_signInNeeded, signInNeeded) != signInNeeded;
    if (std::exchange(m_connected, connected) != connected || signInChanged)
        refresh();
}

void OutboxModel::setProgress(MediaId media, qint64 sent, qint64 total)
{
    m_progress.insert(media, total > 0 ? static_cast<double>(sent) / static_cast<double>(total) : 0);
    refresh();
}

void OutboxModel::present()
{
    QVector<Row> rows;
    const auto pending = m_account ? m_account->engine.pending(kRowsMax) : QVector<PendingAction>();
    for (const PendingAction &each : pending)
        rows.append(rowOf(each));
    const SyncStatus status = m_account ? m_account->engine.status() : SyncStatus();
    m_refused = status.parked;
    m_waiting = status.waiting;
    applyRows(
        m_rows, rows, [](const Row &row) { return row.opId; }, valueOf);
    Q_EMIT countsChanged();
}

OutboxModel::Row OutboxModel::rowOf(const PendingAction &pending) const
{
    Row row;
    row.opId = pending.row.action.opId.toString();
    row.title = Words::action(pending);
    row.preview = Words::preview(pending.row.action);
    row.state = pending.delivery == Delivery::Refused ? Refused
        : pending.delivery == Delivery::Sending       ? Sending
                                                      : Waiting;
    row.reason = reasonOf(pending);
    row.createdAt = PostPresenter::moment(pending.row.createdMs);
    row.progress = progressOf(pending);
    row.canRetry = pending.canRetry;
    row.canEdit = isEditable(pending);
    row.canDiscard = pending.canDiscard;
    const auto unsent = unsentOf(pending);
    row.canPause = row.state != Refused && !unsent.isEmpty();
    row.paused = row.canPause && m_paused.contains(unsent.constFirst());
    return row;
}

QString OutboxModel::reasonOf(const PendingAction &pending) const
{
    // No network helps what waits for her.
    if (m_signInNeeded && pending.delivery != Delivery::Refused)
        return tr("Saved on this device. It goes out when you have signed in again.");
    const QString hold = holdOf(pending);
    return hold.isEmpty() ? Words::reason(pending, m_connected) : hold;
}

/// Why its pictures do not leave; empty where nothing holds them but their turn.
QString OutboxModel::holdOf(const PendingAction &pending) const
{
    const auto unsent = unsentOf(pending);
    if (unsent.isEmpty() || pending.delivery == Delivery::Refused)
        return {};
    const UploadStanding standing = m_account->uploads->standingOf(unsent.constFirst());
    switch (standing.hold) {
    case UploadHold::None:
        return {};
    case UploadHold::Paused:
        return tr("Paused. It stays on this device until you let it go on.");
    case UploadHold::Metered:
        return tr("Saved on this device. Its pictures wait for a network that costs nothing, as you wished.");
    case UploadHold::Failing:
        return m_connected && standing.problem ? Words::problem(*standing.problem) : QString();
    }
    Q_UNREACHABLE();
}

/// Its pictures that the server does not have yet.
QVector<MediaId> OutboxModel::unsentOf(const PendingAction &pending) const
{
    QVector<MediaId> unsent;
    if (!m_account || !m_account->uploads)
        return unsent;
    for (const MediaId media : pending.media) {
        const auto local = m_account->engine.overlay().localMedia(media);
        if (local && local->state == MediaOutState::Waiting)
            unsent.append(media);
    }
    return unsent;
}

void OutboxModel::pause(const QString &opId, bool paused)
{
    const auto id = OpId::parse(opId);
    const auto pending = id && m_account ? m_account->engine.pendingAction(*id) : std::nullopt;
    if (!pending || !m_account->uploads)
        return;
    // Those of earlier days have arrived, or were taken back.
    m_paused.removeIf([&](const MediaId media) { return !m_account->engine.overlay().localMedia(media); });
    for (const MediaId media : unsentOf(*pending)) {
        if (!paused)
            m_paused.remove(media);
        else if (m_paused.size() < UploadControl::kPausedMax)
            m_paused.insert(media);
    }
    m_account->uploads->setPaused(m_paused);
    Q_EMIT pausedChanged();
    refresh();
}

double OutboxModel::progressOf(const PendingAction &pending) const
{
    double sum = 0;
    bool known = false;
    for (const MediaId media : pending.media) {
        known |= m_progress.contains(media);
        sum += m_progress.value(media, 0);
    }
    return known ? sum / static_cast<double>(pending.media.size()) : -1;
}

void OutboxModel::retry(const QString &opId)
{
    const auto id = OpId::parse(opId);
    if (!id || !m_account)
        return;
    m_account->engine.retry(*id);
    const auto still = m_account->engine.pendingAction(*id);
    if (still && still->row.cause == ParkCause::NotMember && still->row.problem)
        Q_EMIT noticed(Words::problem(*still->row.problem)); // it has nowhere to go
}

void OutboxModel::discard(const QString &opId)
{
    const auto id = OpId::parse(opId);
    if (!id || !m_account)
        return;
    m_account->engine.discard(*id, [this, alive = QPointer(this)](const Result<void> &done) {
        if (alive && !done)
            Q_EMIT noticed(Words::problem(done.error()));
    });
}

void OutboxModel::copyText(const QString &opId)
{
    const auto id = OpId::parse(opId);
    const auto pending = id && m_account ? m_account->engine.pendingAction(*id) : std::nullopt;
    if (pending && qGuiApp)
        QGuiApplication::clipboard()->setText(
            pending->row.action.payload.value(QStringLiteral("text")).toString());
}

bool OutboxModel::takeUp(OpId op)
{
    const auto pending = m_account ? m_account->engine.pendingAction(op) : std::nullopt;
    if (!pending || !isEditable(*pending) || pending->row.action.stream.family() != m_facts->family.id)
        return false;
    m_draft = pending;
    return true;
}

void OutboxModel::toDraft(const QString &opId)
{
    const auto id = OpId::parse(opId);
    const auto pending = id && m_account ? m_account->engine.pendingAction(*id) : std::nullopt;
    if (!pending || !isEditable(*pending))
        return;
    // The composer writes to the family that is open: others must not get to read this.
    if (pending->row.action.stream.family() != m_facts->family.id) {
        Q_EMIT noticed(tr("This was written for another family. Open that family first, or copy the text."));
        return;
    }
    if (takeUp(*id))
        Q_EMIT draftReady();
}

std::optional<PendingAction> OutboxModel::takeDraft()
{
    return std::exchange(m_draft, std::nullopt);
}

} // namespace preggo
