// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/account_context.h"
#include "app/viewmodels/family_facts.h"
#include "app/viewmodels/settings_model.h"

#include <QObject>
#include <qqmlregistration.h>

#include <memory>

namespace preggo {

/// What of a family is kept on this device on purpose: the pictures of its last weeks. `weeks` is that of the
/// open family; the words are about all that are kept. Main thread.
class OfflineModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("AppModel.offline")
    Q_PROPERTY(int weeks READ weeks WRITE setWeeks NOTIFY changed FINAL)
    Q_PROPERTY(int everything READ everything CONSTANT FINAL)
    Q_PROPERTY(QString text READ text NOTIFY changed FINAL)

public:
    static constexpr qint64 kSettleMs = 3'000; ///< of news, before the list is made anew

    explicit OfflineModel(SettingsModel &settings, QObject *parent = nullptr);
    ~OfflineModel() override;

    /// Both outlive detach().
    void attach(const AccountContext &account, const FamilyFacts &facts);
    void detach();
    /// Another family is open.
    void familyChanged() { Q_EMIT changed(); }
    /// Pictures came or went.
    void picturesChanged();

    [[nodiscard]] int weeks() const;
    void setWeeks(int weeks);
    [[nodiscard]] int everything() const { return SettingsModel::kKeptWeeksMax; }
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void changed();

private:
    void choose();

    SettingsModel &m_settings;
    const AccountContext *m_account = nullptr;
    const FamilyFacts *m_facts = nullptr;
    bool m_due = false;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace preggo
