// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/status_text.h"

namespace preggo::server {

namespace {
struct Row
{
    int status;
    const char *text;
};
constexpr Row kRows[] = {{200, "OK"}, {201, "Created"}, {202, "Accepted"}, {204, "No Content"},
    {206, "Partial Content"}, {304, "Not Modified"}, {400, "Bad Request"}, {401, "Unauthorized"},
    {403, "Forbidden"}, {404, "Not Found"}, {405, "Method Not Allowed"}, {408, "Request Timeout"},
    {409, "Conflict"}, {410, "Gone"}, {412, "Precondition Failed"}, {413, "Content Too Large"},
    {415, "Unsupported Media Type"}, {416, "Range Not Satisfiable"}, {422, "Unprocessable Content"},
    {426, "Upgrade Required"}, {429, "Too Many Requests"}, {431, "Request Header Fields Too Large"},
    {460, "Checksum Mismatch"}, {500, "Internal Server Error"}, {503, "Service Unavailable"},
    {507, "Insufficient Storage"}};
} // namespace

const char *statusText(int status)
{
    for (const auto &row : kRows) {
        if (row.status == status)
            return row.text;
    }
    return "Status";
}

} // namespace preggo::server
