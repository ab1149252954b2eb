#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Preggo authors
# SPDX-License-Identifier: Apache-2.0
"""Checks that need no compiler: licence headers, layers, banned calls, file sizes.

The CMake targets make a wrong include fail to compile; this also sees QML imports and the calls that
would let the event loop, the wall clock or chance into rooms that must be deterministic.
"""
import re
import subprocess
import sys

# A folder may include headers of these folders only. Longest prefix wins.
LAYERS = {
    "protocol": ["protocol"],
    "storage/sql": ["protocol", "storage/sql"],
    "storage/files": ["protocol", "storage/files"],
    "storage": ["protocol", "storage"],
    "core/seams": ["protocol", "core/seams"],
    "core/sync": ["protocol", "storage", "core/seams", "core/sync"],
    "core/imaging": ["protocol", "core/seams", "core/imaging"],
    "core": ["protocol", "storage", "core"],
    "platform": ["protocol", "storage/files", "core", "platform"],
    "app/viewmodels": ["protocol", "storage", "core", "app/viewmodels"],
    "app/images": ["protocol", "storage", "core", "app/images"],
    "app": ["protocol", "storage", "core", "platform", "app", "resources/demo"],
    "server": ["protocol", "storage/sql", "server"],
    "resources": ["protocol", "storage/sql", "server", "resources"],
}

BANNED = [
    (r"\bqmlRegister\w+\(", "*", "register types with QML_ELEMENT"),
    (r"\bsetContextProperty\(", "*", "pass objects as required properties"),
    (r"\bqrand\(|\bstd::rand\(|\bsrand\(", "*", "take an Rng"),
    (r"\bQTimer\b|\bQThread\b|\bstd::thread\b|\bstd::jthread\b|\bQNetworkAccessManager\b|\bQEventLoop\b",
     "core/sync|storage|protocol|server/services|server/data", "go through the seams"),
    (r"\bcurrentDateTime\w*\(|\bQDate::currentDate\(|\bsystem_clock::now\(|\bsteady_clock::now\(",
     "core/sync|storage|server/services|server/data", "take a Clock"),
    (r"\bQRandomGenerator::|\bcreateUuid\(", "core|storage|server", "take an Rng"),
    (r"#include <Qt\w+/private/", "*", "private Qt headers are not stable"),
]

ALLOWED = [
    ("protocol/rng.cpp", "QRandomGenerator"),
    ("protocol/clock.cpp", "_clock::now"),
    ("server/media/durable_file.cpp", "createUuid"),  # a temporary name, which nothing depends on
]

QML_IMPORTS = {  # module -> modules of ours that it may import
    "Theme": [],
    "Components": ["Theme"],
}

LINES_MAX = {".cpp": 400, ".h": 400, ".qml": 250}
TEST_LINES_MAX = 500  # a suite is a list


def tracked():
    out = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True, check=True)
    return [name for name in out.stdout.split("\n") if name]


def layer_of(path):
    best = None
    for prefix in LAYERS:
        if path.startswith(prefix + "/") and (best is None or len(prefix) > len(best)):
            best = prefix
    return best


def check_includes(path, text, findings):
    layer = layer_of(path)
    if layer is None:
        return
    allowed = LAYERS[layer]
    for number, line in enumerate(text.split("\n"), 1):
        found = re.match(r'#include "([a-z_]+/[^"]+)"', line)
        if found and not any(found[1].startswith(a + "/") for a in allowed):
            findings.append(f"{path}:{number}: {layer} may not include {found[1]}")


def check_banned(path, text, findings):
    if path.startswith("tests/") or path.startswith("tools/"):
        return
    for pattern, where, advice in BANNED:
        if where != "*" and not any(path.startswith(w + "/") for w in where.split("|")):
            continue
        for number, line in enumerate(text.split("\n"), 1):
            code = line.split("//")[0]
            if re.search(pattern, code) and not any(path == p and w in code for p, w in ALLOWED):
                findings.append(f"{path}:{number}: {advice}: {line.strip()[:80]}")


def check_qml(path, text, findings):
    module = path.split("/")[1].capitalize() if path.count("/") >= 2 else ""
    for number, line in enumerate(text.split("\n"), 1):
        found = re.match(r"\s*import (QtQuick\.Controls\S*|Preggo\.(\w+))", line)
        if not found:
            continue
        if found[1].startswith("QtQuick.Controls"):
            findings.append(f"{path}:{number}: use Preggo.Components instead of raw controls")
        elif module in QML_IMPORTS and found[2] not in QML_IMPORTS[module] + [module]:
            findings.append(f"{path}:{number}: {module} may not import Preggo.{found[2]}")


def check_file(path, findings):
    suffix = "." + path.rsplit(".", 1)[-1]
    source = suffix in (".cpp", ".h", ".qml", ".cmake", ".py", ".sh") or path.endswith("CMakeLists.txt")
    if not source:
        return
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        findings.append(f"{path}: {error}")
        return
    if "SPDX-License-Identifier: Apache-2.0" not in text[:400]:
        findings.append(f"{path}: no SPDX header")
    lines = text.count("\n")
    most = TEST_LINES_MAX if path.startswith("tests/") else LINES_MAX.get(suffix, 10_000)
    if lines > most:
        findings.append(f"{path}: {lines} lines, at most {most}")
    if suffix in (".cpp", ".h"):
        check_includes(path, text, findings)
        check_banned(path, text, findings)
    if suffix == ".qml" and path.startswith("qml/"):
        check_qml(path, text, findings)


def main():
    findings = []
    for path in tracked():
        check_file(path, findings)
    print("\n".join(findings[:60]))
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
