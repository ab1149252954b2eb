// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/support/scripted_http.h"

#include <QCryptographicHash>
#include <QHash>

#include <deque>

namespace preggo::test {

/// A tus server in memory. Faults are taken from `faults`, one a request, in order.
class FakeTusServer
{
public:
    enum class Fault {
        None,
        LoseRequest, ///< the server never sees it
        LoseAnswer, ///< the server did it, the answer is lost
        HalfPiece, ///< half of the bytes arrive, the connection goes
        BadChecksum, ///< 460
        Status413,
        Status503,
        PlainHtml, ///< 200 from somebody else
        Forget, ///< the upload is gone: 404
    };

    HttpAnswer operator()(const ScriptedHttp::Pending &request)
    {
        log.append(request.request.method);
        const Fault fault = faults.empty() ? Fault::None : faults.front();
        if (!faults.empty())
            faults.pop_front();
        switch (fault) {
        case Fault::LoseRequest:
            return {NetFailure::Offline, 0, {}, {}};
        case Fault::Status413:
            return {NetFailure::None, 413, {{"content-type", "text/html"}}, "<html>"};
        case Fault::Status503:
            return problem(ProblemCode::Unavailable);
        case Fault::PlainHtml:
            return {NetFailure::None, 200, {{"content-type", "text/html"}}, "<html>"};
        case Fault::BadChecksum:
            return problem(ProblemCode::ChecksumMismatch);
        case Fault::Forget:
            bytes.clear();
            place.clear();
            break;
        case Fault::None:
        case Fault::LoseAnswer:
        case Fault::HalfPiece:
            break;
        }
        const HttpAnswer answer = handle(request, fault == Fault::HalfPiece);
        const bool lost = fault == Fault::LoseAnswer || fault == Fault::HalfPiece;
        return lost ? HttpAnswer{NetFailure::Timeout, 0, {}, {}} : answer;
    }

    [[nodiscard]] static HttpAnswer problem(ProblemCode code)
    {
        return {NetFailure::None, makeProblem(code).status(), {{"content-type", "application/problem+json"}},
            makeProblem(code).toBody()};
    }

    std::deque<Fault> faults;
    std::optional<ProblemCode> refuseCreate;
    std::optional<ProblemCode> refuseLast;
    QByteArray token = "token-1";
    QByteArray bytes;
    QByteArray place; ///< of the upload, empty where there is none
    QByteArray metadata;
    qint64 length = 0;
    int created = 0;
    qint64 received = 0; ///< in all, with what was sent twice
    QVector<qint64> pieces;
    QVector<QByteArray> log;

private:
    HttpAnswer handle(const ScriptedHttp::Pending &request, bool half)
    {
        if (request.header("Authorization") != "Bearer " + token)
            return problem(ProblemCode::TokenExpired);
        if (request.request.method == "POST")
            return create(request);
        HttpAnswer answer;
        if (place.isEmpty() || request.request.path.toLatin1() != place)
            answer = problem(ProblemCode::NotFound);
        else if (isRefused())
            answer = problem(*refuseLast);
        else
            answer = request.request.method == "HEAD" ? offset(200) : patch(request, half);
        if (request.request.method == "HEAD")
            answer.body.clear();
        return answer;
    }
    HttpAnswer create(const ScriptedHttp::Pending &request)
    {
        if (refuseCreate || isRefused())
            return problem(isRefused() ? *refuseLast : *refuseCreate);
        // The same key leads to the same place.
        if (place.isEmpty()) {
            place = "/api/v1/uploads/up" + QByteArray::number(++created);
            metadata = request.header("Upload-Metadata");
            length = request.header("Upload-Length").toLongLong();
        }
        HttpAnswer answer = offset(201);
        answer.headers.append(QPair<QByteArray, QByteArray>("location", "https://family.example" + place));
        return answer;
    }
    HttpAnswer patch(const ScriptedHttp::Pending &request, bool half)
    {
        const QByteArray &body = request.request.body;
        if (request.header("Upload-Offset").toLongLong() != bytes.size())
            return problem(ProblemCode::OffsetMismatch);
        const QByteArray sum = QCryptographicHash::hash(body, QCryptographicHash::Sha256).toBase64();
        if (request.header("Upload-Checksum") != "sha256 " + sum)
            return problem(ProblemCode::ChecksumMismatch);
        received += body.size();
        pieces.append(body.size());
        bytes += half ? body.left(body.size() / 2) : body;
        return isRefused() ? problem(*refuseLast) : offset(204);
    }
    /// All came, and it was no picture.
    [[nodiscard]] bool isRefused() const { return refuseLast && !place.isEmpty() && bytes.size() == length; }
    [[nodiscard]] HttpAnswer offset(int status) const
    {
        return {NetFailure::None, status, {{"upload-offset", QByteArray::number(bytes.size())}}, {}};
    }
};

} // namespace preggo::test
