// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/net_status.h"

#include <QObject>

namespace preggo {

/// NetStatus on QNetworkInformation. Without a backend it says online: a wrong "offline" would keep
/// things waiting, a wrong "online" costs one failed try. Needs a QCoreApplication.
class QtNetStatus final : public QObject, public NetStatus
{
public:
    explicit QtNetStatus(QObject *parent = nullptr);

    [[nodiscard]] bool isOnline() const override;
    [[nodiscard]] bool isMetered() const override;
    void setListener(std::function<void()> changed) override;

private:
    std::function<void()> m_changed;
};

} // namespace preggo
