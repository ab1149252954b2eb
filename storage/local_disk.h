// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/files/system_files.h"

#include <QString>

#include <memory>

namespace preggo {

/// The disk that a database and the files beside it lie on: the system's, unless a test passes its own.
struct LocalDisk
{
    QString vfs; ///< SQLite's name of it; empty is the system's
    std::shared_ptr<FileCalls> files = std::make_shared<SystemFiles>();
};

} // namespace preggo
