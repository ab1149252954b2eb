// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/server_process.h"

#include <QDeadlineTimer>
#include <QFile>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kStartMs = 30'000;
constexpr int kStopMs = 15'000;
} // namespace

ServerProcess::ServerProcess(QStringList arguments)
    : m_arguments(std::move(arguments))
{ }

ServerProcess::~ServerProcess()
{
    kill();
}

QString ServerProcess::program()
{
    return QStringLiteral(PREGGO_SERVER_BINARY);
}

bool ServerProcess::start()
{
    m_process = std::make_unique<QProcess>();
    m_process->setStandardErrorFile(m_directory.filePath(u"stderr.log"_s), QIODevice::Append);
    const QStringList arguments{u"--data"_s, m_directory.path(), u"--port"_s, QString::number(m_port)};
    m_process->start(program(), arguments + m_arguments);
    return waitForListening();
}

bool ServerProcess::waitForListening()
{
    const QDeadlineTimer deadline(kStartMs);
    QByteArray output;
    while (!output.contains('\n') && m_process->state() != QProcess::NotRunning && !deadline.hasExpired()) {
        m_process->waitForReadyRead(static_cast<int>(deadline.remainingTime()));
        output += m_process->readAllStandardOutput();
    }
    const QByteArray line = output.left(output.indexOf('\n'));
    if (!line.startsWith("listening on http"))
        return false;
    m_scheme = QString::fromLatin1(line.mid(13, line.indexOf(':') - 13));
    m_port = static_cast<quint16>(line.mid(line.lastIndexOf(':') + 1).toUInt());
    return m_port != 0;
}

int ServerProcess::stop()
{
    if (!isRunning())
        return -1;
    m_process->terminate();
    if (m_process->waitForFinished(kStopMs))
        return m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -1;
    kill();
    return -1;
}

void ServerProcess::kill()
{
    if (!isRunning())
        return;
    m_process->kill();
    m_process->waitForFinished(kStopMs);
}

bool ServerProcess::restart()
{
    if (isRunning())
        stop();
    return start();
}

QString ServerProcess::url() const
{
    return u"%1://127.0.0.1:%2"_s.arg(m_scheme).arg(m_port);
}

bool ServerProcess::isRunning() const
{
    return m_process && m_process->state() != QProcess::NotRunning;
}

qint64 ServerProcess::processId() const
{
    return m_process ? m_process->processId() : 0;
}

QByteArray ServerProcess::log() const
{
    QFile file(m_directory.filePath(u"stderr.log"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace preggo::test
