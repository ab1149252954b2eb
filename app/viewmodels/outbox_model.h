// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/account_context.h"
#include "app/viewmodels/family_facts.h"
#include "app/viewmodels/row_model.h"

#include <QDateTime>
#include <QHash>
#include <QUrl>
#include <QVector>
#include <qqmlregistration.h>

#include <optional>

namespace preggo {

/// What this device has not delivered yet, oldest first: what, why not, and what can be done.
class OutboxModel : public preggo::RowModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("AppModel.outbox")
    Q_PROPERTY(int waiting READ waiting NOTIFY countsChanged FINAL)
    Q_PROPERTY(int refused READ refused NOTIFY countsChanged FINAL)

public:
    enum State { Waiting, Sending, Refused };
    Q_ENUM(State)

    enum Role {
        OpIdRole = Qt::UserRole + 1, ///< string
        TitleRole, ///< string: what it is, e.g. "Post with 2 pictures"
        PreviewRole, ///< string: the beginning of what was typed; may be empty
        StateRole, ///< OutboxModel.State
        ReasonRole, ///< string: one sentence, why it is not there yet
        CreatedAtRole, ///< date
        ProgressRole, ///< real 0-1, -1 where there is none to show
        CanRetryRole, ///< bool
        CanEditRole, ///< bool: toDraft() makes sense
        CanDiscardRole, ///< bool
        CanPauseRole, ///< bool: pictures of it are on their way
        PausedRole, ///< bool
    };
    Q_ENUM(Role)

    struct Row
    {
        QString opId;
        QString title;
        QString preview;
        State state = Waiting;
        QString reason;
        QDateTime createdAt;
        double progress = -1;
        bool canRetry = false;
        bool canEdit = false;
        bool canDiscard = false;
        bool canPause = false;
        bool paused = false;
        friend bool operator==(const Row &, const Row &) = default;
    };

    explicit OutboxModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] int waiting() const { return m_waiting; }
    [[nodiscard]] int refused() const { return m_refused; }

    /// Both outlive detach().
    void attach(const AccountContext &account, const FamilyFacts &facts);
    void detach();
    /// The queue changed: shows it at the end of this turn of the event loop, once for many calls; a long
    /// one a moment later.
    void refresh();
    /// Called whenever the engine's status changed.
    void setConnected(bool connected);
    void setProgress(MediaId media, qint64 sent, qint64 total);
    /// The pictures that she paused, as an earlier run kept them. Before attach().
    void setPaused(const QSet<MediaId> &media) { m_paused = media; }
    [[nodiscard]] const QSet<MediaId> &paused() const { return m_paused; }
    /// As toDraft(), without a word: true where it is a refused post of the open family.
    bool takeUp(OpId op);
    /// What toDraft() took out of an action; empty once it was asked for.
    [[nodiscard]] std::optional<PendingAction> takeDraft();

    Q_INVOKABLE void retry(const QString &opId);
    /// Its pictures wait here until she lets them go on; texts and hearts go.
    Q_INVOKABLE void pause(const QString &opId, bool paused);
    /// Takes it back.
    Q_INVOKABLE void discard(const QString &opId);
    /// Puts what was typed on the clipboard.
    Q_INVOKABLE void copyText(const QString &opId);
    /// Hands a refused post to the next composer, which replaces it when it sends.
    Q_INVOKABLE void toDraft(const QString &opId);
    /// Copies everything that is not sent, and the drafts, into a new folder within this one; noticed() says
    /// what became of it. Nothing here changes.
    Q_INVOKABLE void saveTo(const QUrl &folder);

Q_SIGNALS:
    void countsChanged();
    /// paused() differs: to be kept for the next run.
    void pausedChanged();
    void noticed(const QString &text);
    /// toDraft() is done: open the composer.
    void draftReady();

private:
    static constexpr int kRowsMax = 500; ///< a longer queue is told by its count alone
    static constexpr int kRowsAtOnce = 50; ///< a longer list is shown again at most every kPauseMs
    static constexpr int kPauseMs = 100;

    [[nodiscard]] static QVariant valueOf(const Row &row, int role);
    [[nodiscard]] Row rowOf(const PendingAction &pending) const;
    [[nodiscard]] QString reasonOf(const PendingAction &pending) const;
    [[nodiscard]] QString holdOf(const PendingAction &pending) const;
    [[nodiscard]] QVector<MediaId> unsentOf(const PendingAction &pending) const;
    [[nodiscard]] double progressOf(const PendingAction &pending) const;
    void present();

    const AccountContext *m_account = nullptr;
    const FamilyFacts *m_facts = nullptr; ///< of the family that is open
    QVector<Row> m_rows;
    QHash<MediaId, double> m_progress;
    QSet<MediaId> m_paused;
    std::optional<PendingAction> m_draft;
    int m_waiting = 0;
    int m_refused = 0;
    bool m_connected = false;
    bool m_signInNeeded = false;
    bool m_refreshing = false;
};

} // namespace preggo
