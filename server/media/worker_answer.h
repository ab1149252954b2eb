// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"
#include "server/media/prepared_picture.h"
#include "server/media/worker_link.h"

#include <QDeadlineTimer>

namespace preggo::server {

// What a worker answers, as frames and back. Pure functions but for the link.

[[nodiscard]] WorkerFrame frameOf(const EncodedVariant &variant);
[[nodiscard]] WorkerFrame previewFrame(const PreparedPicture &picture);
[[nodiscard]] WorkerFrame doneFrame(const PreparedPicture &picture);
[[nodiscard]] WorkerFrame refusedFrame(const Problem &problem);

/// A whole answer, or why the worker refused.
using WorkerAnswer = Result<PreparedPicture>;

/// Reads an answer to its end. The worker is not believed: sizes, names, formats and the number of variants
/// are checked, each variant is looked through for metadata, and of a refusal only known codes are taken.
/// A preview must come once at most, and the end must keep what it told. Malformed where anything is amiss.
[[nodiscard]] tl::expected<WorkerAnswer, LinkEnd> readAnswer(const WorkerLink &link, QDeadlineTimer deadline,
    const VariantSink &made, const PreviewSink &preview = {});

} // namespace preggo::server
