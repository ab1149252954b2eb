// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/probe/process.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>

#include <chrono>
#include <csignal>
#include <cstdio>

#include <unistd.h>

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray readProc(qint64 pid, const QString &name)
{
    QFile file(u"/proc/%1/%2"_s.arg(pid).arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

qint64 monotonicUs()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

double cpuUs(qint64 pid)
{
    // Ticks of 10 ms: measure over a second or more.
    double total = 0;
    const QByteArray stat = readProc(pid, u"stat"_s);
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.size() > 12)
        total =
            (fields[11].toDouble() + fields[12].toDouble()) * 1e6 / static_cast<double>(sysconf(_SC_CLK_TCK));
    return total;
}

double pssMib(qint64 pid)
{
    const QByteArray rollup = readProc(pid, u"smaps_rollup"_s);
    for (const QByteArray &line : rollup.split('\n')) {
        if (line.startsWith("Pss:"))
            return line.mid(4).simplified().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

QString siblingProgram(const QString &name)
{
    return QCoreApplication::applicationDirPath() + u'/' + name;
}

std::optional<QJsonObject> runForJson(const QString &program, const QStringList &arguments, int timeoutMs)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments + QStringList{u"--started-us"_s, QString::number(monotonicUs())});
    if (!process.waitForFinished(timeoutMs)) {
        process.kill();
        process.waitForFinished();
        return std::nullopt;
    }
    const QList<QByteArray> lines = process.readAllStandardOutput().trimmed().split('\n');
    const QJsonDocument document = QJsonDocument::fromJson(lines.last());
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0 || !document.isObject()) {
        std::fprintf(stderr, "%s did not deliver its figures\n", qPrintable(program));
        return std::nullopt;
    }
    return document.object();
}

std::unique_ptr<ServingProcess> ServingProcess::start(const QString &program, const QStringList &arguments)
{
    constexpr int kPatienceMs = 20'000;
    std::unique_ptr<ServingProcess> self(new ServingProcess);
    self->m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    self->m_process.start(program, arguments);
    static const QRegularExpression kPort(uR"((?:port |http://[^:]*:)(\d+))"_s);
    QElapsedTimer timer;
    timer.start();
    QByteArray printed;
    while (timer.elapsed() < kPatienceMs && self->m_process.state() != QProcess::NotRunning) {
        self->m_process.waitForReadyRead(100);
        printed += self->m_process.readAllStandardOutput();
        const auto match = kPort.match(QString::fromUtf8(printed));
        if (match.hasMatch() && printed.endsWith('\n')) {
            self->m_port = match.captured(1).toUShort();
            return self;
        }
    }
    std::fprintf(stderr, "%s did not start\n", qPrintable(program));
    return nullptr;
}

ServingProcess::~ServingProcess()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    freeze(false);
    m_process.terminate();
    if (!m_process.waitForFinished(5'000))
        kill();
}

void ServingProcess::freeze(bool on)
{
    if (m_process.processId() > 0)
        ::kill(static_cast<pid_t>(m_process.processId()), on ? SIGSTOP : SIGCONT);
}

void ServingProcess::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

} // namespace preggo::bench
