// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/heif.h"

#include "core/imaging/refusals.h"

namespace preggo {

bool readsHeif()
{
    return false;
}

Result<HeifPicture> decodeHeif(const QByteArray &)
{
    return refusal::unreadableHeif();
}

} // namespace preggo
