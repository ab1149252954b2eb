// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/media_write.h"

namespace preggo::server {

Result<void> writeMedia(Writer &writer, const std::function<Result<void>(Context &)> &job)
{
    Result<void> result = fail(ProblemCode::Unavailable);
    const Response done = writer.write([&](Context &context) {
        result = job(context);
        return result ? Response::empty(204) : Response::problem(result.error());
    });
    if (result && done.status >= 300)
        return fail(done.status == 507 ? ProblemCode::StorageFull : ProblemCode::Unavailable);
    return result;
}

} // namespace preggo::server
