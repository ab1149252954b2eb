// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/executor.h"
#include "core/seams/http_transport.h"
#include "protocol/problem.h"

#include <QVector>

#include <algorithm>

namespace preggo::test {

/// A network whose answers the test writes. Requests wait in `pending` until the test answers them, or
/// are answered by `handler` through the executor.
class ScriptedHttp final : public HttpTransport
{
public:
    struct Pending
    {
        RequestId id = 0;
        HttpRequest request;
        Done done;
        Progress progress;

        [[nodiscard]] QByteArray header(QByteArrayView name) const
        {
            for (const auto &[key, value] : request.headers) {
                if (key.compare(name, Qt::CaseInsensitive) == 0)
                    return value;
            }
            return {};
        }
    };

    explicit ScriptedHttp(Executor &executor)
        : m_executor(executor)
    { }

    RequestId send(HttpRequest request, Done done, Progress progress = {}) override
    {
        ++sent;
        Pending item{++m_lastId, std::move(request), std::move(done), std::move(progress)};
        if (handler) {
            m_executor.post([answer = handler(item), call = item.done] { call(answer); });
            return item.id;
        }
        pending.append(item);
        return item.id;
    }
    void cancel(RequestId request) override
    {
        const auto it = std::find_if(
            pending.begin(), pending.end(), [request](const Pending &item) { return item.id == request; });
        if (it == pending.end())
            return;
        ++cancelled;
        m_executor.post([call = it->done] { call({NetFailure::Aborted, 0, {}, {}}); });
        pending.erase(it);
    }

    /// Answers the oldest request.
    void answer(const HttpAnswer &answer)
    {
        const Pending item = pending.takeFirst();
        item.done(answer);
    }
    void answerJson(int status, const QByteArray &json)
    {
        const QByteArray type = status < 400 ? "application/json" : "application/problem+json";
        answer({NetFailure::None, status, {{"content-type", type}}, json});
    }
    void answerProblem(ProblemCode code)
    {
        answerJson(makeProblem(code).status(), makeProblem(code).toBody());
    }
    void fail(NetFailure failure) { answer({failure, 0, {}, {}}); }

    QVector<Pending> pending;
    int sent = 0;
    int cancelled = 0;
    std::function<HttpAnswer(const Pending &)> handler;

private:
    Executor &m_executor;
    RequestId m_lastId = 0;
};

} // namespace preggo::test
