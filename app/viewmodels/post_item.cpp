// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/post_item.h"

namespace preggo {

PostItem::PostItem(QObject *parent)
    : QObject(parent)
{ }

void PostItem::setView(const PostView &view)
{
    if (m_view == view)
        return;
    m_view = view;
    Q_EMIT changed();
}

} // namespace preggo
