// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "victim.h"

#include <QDir>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

QStringList Victim::everyFault()
{
    return {u"none"_s, u"none"_s, u"none"_s, u"none"_s, u"none"_s, u"latency:20+60"_s, u"latency:100+200"_s,
        u"bandwidth:20000"_s, u"slow-drip:1"_s, u"cut-request:300"_s, u"cut-request:900"_s,
        u"cut-request:2500"_s, u"cut-answer:1"_s, u"cut-answer:150"_s, u"cut-answer:900"_s,
        u"swallow-answer:POST /api/v1/sync/push"_s, u"swallow-answer:/api/v1/uploads"_s, u"swallow-answer"_s,
        u"duplicate:30:POST /api/v1/sync/push"_s, u"duplicate:1500:POST /api/v1/sync/push"_s,
        u"duplicate:400:/api/v1/uploads"_s, u"reset"_s, u"half-open"_s, u"captive-portal"_s};
}

Victim::Victim(Settings settings)
    : m_settings(std::move(settings))
    , m_rng(m_settings.seed)
    , m_proxy(FaultProxy::start({0, m_settings.serverPort, {}, m_settings.seed, m_settings.keepsJournal}))
{
    m_killTimer.setSingleShot(true);
    connect(&m_killTimer, &QTimer::timeout, this, &Victim::kill);
}

Victim::~Victim()
{
    if (!m_process)
        return;
    m_process->disconnect(this);
    m_process->kill();
    m_process->waitForFinished();
}

QString Victim::historyFile() const
{
    return QDir(m_settings.installation.folder).filePath(u"history.jsonl"_s);
}

History Victim::history() const
{
    const auto &here = m_settings.installation;
    return {here.name, here.device, here.user, readEvents(historyFile())};
}

void Victim::startKilling()
{
    m_killing = true;
    start();
}

void Victim::stopKilling()
{
    m_killing = false;
    if (isRunning())
        kill();
}

void Victim::startCalm()
{
    setFault({});
    start();
}

void Victim::setFault(const Fault &fault)
{
    m_cuts += m_proxy->counts().cut;
    m_proxy->setFault(fault);
}

void Victim::start()
{
    if (m_killing) {
        const auto at = m_rng.below(static_cast<quint64>(m_settings.faults.size()));
        setFault(*Fault::parse(m_settings.faults.at(static_cast<qsizetype>(at))));
    }
    m_said.clear();
    m_wasKilled = false;
    m_process = std::make_unique<QProcess>();
    const auto &here = m_settings.installation;
    m_process->setStandardErrorFile(QDir(here.folder).filePath(u"stderr.log"_s), QIODevice::Append);
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, [this] {
        m_said += m_process->readAllStandardOutput();
        if (m_killing && m_killAfterStart && hasSaid("started"))
            killSoon();
    });
    connect(m_process.get(), &QProcess::finished, this, &Victim::ended);
    m_process->start(QStringLiteral(PREGGO_CRASH_CLIENT_BINARY),
        QStringList{u"--data"_s, here.folder, u"--server"_s, m_proxy->url(), u"--history"_s, historyFile(),
            u"--family"_s, m_settings.family, u"--seed"_s, QString::number(m_rng.below(1'000'000'000)),
            u"--run"_s, QString::number(m_runs++)}
            + m_settings.arguments);
    // Some die while they start, the others once they are at work.
    m_killAfterStart = m_rng.below(4) != 0;
    if (m_killing && !m_killAfterStart)
        killSoon();
}

void Victim::killSoon()
{
    m_killAfterStart = false;
    const int spread = m_settings.lifeMaxMs - m_settings.lifeMinMs;
    m_killTimer.start(m_settings.lifeMinMs + static_cast<int>(m_rng.below(static_cast<quint64>(spread))));
}

void Victim::kill()
{
    m_wasKilled = true;
    m_process->kill();
}

void Victim::ended(int exitCode, QProcess::ExitStatus status)
{
    m_killTimer.stop();
    const bool asked = m_wasKilled || (exitCode == 0 && status == QProcess::NormalExit);
    if (!asked) {
        m_falls.append(u"%1 fell in run %2 (code %3)"_s.arg(
            m_settings.installation.name, QString::number(m_runs - 1), QString::number(exitCode)));
        m_killing = false;
    }
    if (m_wasKilled && m_killing) {
        ++m_kills;
        Q_EMIT killed();
    }
    if (!m_killing)
        return;
    // Not from within the signal of the process that goes.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_killing)
                start();
        },
        Qt::QueuedConnection);
}

void Victim::tell(const QByteArray &command)
{
    m_process->write(command + '\n');
}

} // namespace preggo::test
