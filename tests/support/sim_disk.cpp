// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sim_disk.h"

#include <algorithm>
#include <cstring>

namespace preggo::test {

namespace {

void apply(QByteArray &content, const SimDisk::Node::Change &change, qsizetype length)
{
    if (change.bytes.isNull()) {
        content.resize(change.offset);
        return;
    }
    if (content.size() < change.offset + length)
        content.resize(change.offset + length, '\0');
    std::memcpy(content.data() + change.offset, change.bytes.constData(), static_cast<std::size_t>(length));
}

} // namespace

bool isChange(DiskCall call)
{
    switch (call) {
    case DiskCall::Open:
    case DiskCall::Delete:
    case DiskCall::Write:
    case DiskCall::Truncate:
    case DiskCall::Sync:
    case DiskCall::Rename:
    case DiskCall::SyncFolder:
        return true;
    case DiskCall::Exists:
    case DiskCall::Read:
    case DiskCall::Size:
    case DiskCall::Lock:
    case DiskCall::MapShared:
    case DiskCall::LockShared:
    case DiskCall::List:
    case DiskCall::FreeBytes:
        return false;
    }
    Q_UNREACHABLE();
}

bool takesRoom(DiskCall call)
{
    return call == DiskCall::MapShared || (isChange(call) && call != DiskCall::Delete);
}

SimDisk::SimDisk(quint64 seed)
    : m_chance(seed)
{ }

void SimDisk::setFault(Fault fault)
{
    m_fault = fault ? std::make_shared<const Fault>(std::move(fault)) : nullptr;
    m_calls = 0;
}

void SimDisk::setEachCall(EachCall each)
{
    m_each = each ? std::make_shared<const EachCall>(std::move(each)) : nullptr;
    m_allCalls = 0;
}

DiskFault SimDisk::nextFault(DiskCall call)
{
    ++m_allCalls;
    if (const auto each = m_each) {
        if (const auto fault = (*each)(m_allCalls, call); fault != DiskFault::None)
            return fault;
    }
    const bool isWrite = isChange(call);
    if (!isWrite && call != DiskCall::Read)
        return DiskFault::None;
    if (isWrite)
        ++m_calls;
    const auto fault = m_fault;
    return fault ? (*fault)(m_calls, isWrite) : DiskFault::None;
}

QByteArray SimDisk::contents(const QString &path) const
{
    const auto node = m_files.value(path);
    return node ? node->now : QByteArray();
}

void SimDisk::install(const QString &path, const QByteArray &bytes)
{
    auto node = std::make_shared<Node>();
    node->now = bytes;
    node->synced = bytes;
    node->certain = true;
    m_files.insert(path, node);
}

void SimDisk::erase(const QString &path)
{
    m_files.remove(path);
}

void SimDisk::rename(const QString &from, const QString &to)
{
    if (const auto node = m_files.take(from)) {
        node->certain = true;
        m_files.insert(to, node);
    }
}

void SimDisk::renameUnsynced(const QString &from, const QString &to)
{
    m_unsyncedNames.append({{{from, m_files.value(from)}, {to, m_files.value(to)}}});
    m_files.insert(to, m_files.take(from));
}

void SimDisk::removeUnsynced(const QString &path)
{
    m_unsyncedNames.append({{{path, m_files.value(path)}}});
    m_files.remove(path);
}

void SimDisk::syncNames()
{
    m_unsyncedNames.clear();
    for (const auto &node : std::as_const(m_files))
        node->certain = true;
}

qint64 SimDisk::bytes() const
{
    qint64 sum = 0;
    for (const auto &node : m_files)
        sum += node->now.size();
    return sum;
}

SimDisk::NodePtr SimDisk::open(const QString &path, bool create)
{
    auto node = m_files.value(path);
    if (!node && create) {
        node = std::make_shared<Node>();
        m_files.insert(path, node);
    }
    return node;
}

void SimDisk::write(Node &node, qint64 offset, QByteArrayView bytes)
{
    const Node::Change change{offset, bytes.toByteArray()};
    apply(node.now, change, change.bytes.size());
    node.unsynced.append(change);
}

void SimDisk::truncate(Node &node, qint64 size)
{
    const Node::Change change{size, {}};
    apply(node.now, change, 0);
    node.unsynced.append(change);
}

void SimDisk::sync(Node &node)
{
    for (const auto &change : std::as_const(node.unsynced))
        apply(node.synced, change, change.bytes.size());
    node.unsynced.clear();
    node.certain = true;
}

// Any of the writes may have reached the platter, in any order, and the last sectors of one may be missing.
void SimDisk::losePower(Node &node)
{
    QByteArray left = node.synced;
    for (const auto &change : std::as_const(node.unsynced)) {
        const auto fate = m_chance() % 4;
        if (fate == 0)
            continue;
        qsizetype length = change.bytes.size();
        if (fate == 1 && length > 0)
            length = static_cast<qsizetype>(m_chance() % quint64(length / kSectorBytes + 1)) * kSectorBytes;
        apply(left, change, length);
    }
    node.now = left;
    node.synced = left;
    node.unsynced.clear();
}

/// The file system keeps the order of what it did to the names, but not up to the end.
void SimDisk::forgetNames()
{
    if (m_unsyncedNames.isEmpty())
        return;
    const auto kept = static_cast<qsizetype>(m_chance() % quint64(m_unsyncedNames.size() + 1));
    while (m_unsyncedNames.size() > kept) {
        const NameChange change = m_unsyncedNames.takeLast();
        for (auto it = change.before.cbegin(); it != change.before.cend(); ++it) {
            if (it.value())
                m_files.insert(it.key(), it.value());
            else
                m_files.remove(it.key());
        }
    }
    m_unsyncedNames.clear();
}

void SimDisk::stop(Stop how)
{
    ++m_generation;
    if (how == Stop::PowerLoss)
        forgetNames();
    QStringList names = m_files.keys();
    std::sort(names.begin(), names.end()); // chance is spent in one order whatever the hash's
    for (const auto &name : std::as_const(names)) {
        // A copy: those who had it open keep the dead one.
        auto node = std::make_shared<Node>(*m_files[name]);
        m_files[name] = node;
        if (how == Stop::Kill)
            continue;
        if (!node->certain && m_chance() % 2 == 0)
            m_files.remove(name);
        else
            losePower(*node);
    }
}

} // namespace preggo::test
