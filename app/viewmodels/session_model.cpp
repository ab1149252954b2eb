// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/session_model.h"

namespace preggo {

SessionModel::SessionModel(QObject *parent)
    : QObject(parent)
{ }

void SessionModel::signIn(const QString &, const QString &) { }

void SessionModel::signUp(const QString &, const QString &, const QString &) { }

void SessionModel::recover(const QString &, const QString &, const QString &) { }

void SessionModel::signOut(bool) { }

void SessionModel::chooseSecretStore(const QString &) { }

void SessionModel::recoveryCodesSeen() { }

void SessionModel::clearError() { }

} // namespace preggo
