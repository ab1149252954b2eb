// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QDateTime>
#include <QObject>
#include <QString>
#include <qqmlregistration.h>

namespace preggo {

/// How fresh what is on screen is, and what waits to go out.
class SyncStatusModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("AppModel.status")
    Q_PROPERTY(bool online READ online NOTIFY changed FINAL)
    Q_PROPERTY(bool connected READ connected NOTIFY changed FINAL)
    Q_PROPERTY(QDateTime lastSyncedAt READ lastSyncedAt NOTIFY changed FINAL)
    Q_PROPERTY(int waiting READ waiting NOTIFY changed FINAL)
    Q_PROPERTY(int refused READ refused NOTIFY changed FINAL)
    Q_PROPERTY(QString text READ text NOTIFY changed FINAL)
    Q_PROPERTY(bool signInNeeded READ signInNeeded NOTIFY changed FINAL)
    Q_PROPERTY(bool securityProblem READ securityProblem NOTIFY changed FINAL)
    Q_PROPERTY(bool updateNeeded READ updateNeeded NOTIFY changed FINAL)
    Q_PROPERTY(QString storageProblem READ storageProblem NOTIFY changed FINAL)

public:
    struct View
    {
        bool online = true; ///< what the system says of the network
        bool connected = false; ///< the server answers
        QDateTime lastSyncedAt; ///< invalid where this device never heard the server
        int waiting = 0;
        int refused = 0;
        bool signInNeeded = false;
        bool securityProblem = false; ///< the server could not prove who it is
        bool updateNeeded = false; ///< the server no longer speaks this version
        QString storageProblem; ///< why this device cannot keep things, in words; empty where it can
        friend bool operator==(const View &, const View &) = default;
    };

    explicit SyncStatusModel(QObject *parent = nullptr);

    /// `now` decides whether a time is told as today, yesterday or a date.
    void setView(const View &view, const QDateTime &now);
    [[nodiscard]] bool online() const { return m_view.online; }
    [[nodiscard]] bool connected() const { return m_view.connected; }
    [[nodiscard]] QDateTime lastSyncedAt() const { return m_view.lastSyncedAt; }
    [[nodiscard]] int waiting() const { return m_view.waiting; }
    [[nodiscard]] int refused() const { return m_view.refused; }
    /// One line, e.g. "Up to date 14:02 · 3 waiting to send".
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] bool signInNeeded() const { return m_view.signInNeeded; }
    [[nodiscard]] bool securityProblem() const { return m_view.securityProblem; }
    [[nodiscard]] bool updateNeeded() const { return m_view.updateNeeded; }
    [[nodiscard]] QString storageProblem() const { return m_view.storageProblem; }

Q_SIGNALS:
    void changed();

private:
    View m_view;
    QString m_text;
};

} // namespace preggo
