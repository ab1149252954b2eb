// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/app_model.h"

namespace preggo {

AppModel::AppModel(QObject *parent)
    : QObject(parent)
{ }

bool AppModel::signedIn() const
{
    return m_session.state() == SessionModel::SignedIn || m_session.state() == SessionModel::NeedsSignIn;
}

bool AppModel::hasFamily() const
{
    return !m_family.familyId().isEmpty();
}

bool AppModel::ready() const
{
    return true;
}

ComposerModel *AppModel::newComposer()
{
    return new ComposerModel(this);
}

ComposerModel *AppModel::editComposer(const QString &)
{
    return new ComposerModel(this);
}

PostThreadModel *AppModel::openPost(const QString &)
{
    return new PostThreadModel(this);
}

void AppModel::openFamily(const QString &) { }

} // namespace preggo
