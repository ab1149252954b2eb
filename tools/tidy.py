#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Preggo authors
# SPDX-License-Identifier: Apache-2.0
"""Runs clang-tidy on the given sources.

The commands come from a configuration that compiles each source by itself, over the generated files of
build/dev. GCC's precompiled headers and options that clang does not know are taken out first.
"""
import concurrent.futures
import json
import os
import re
import subprocess
import sys

BUILD = "build/dev"
OUT = "build/tidy"


def clean(command):
    command = re.sub(r"^.*?(?=/usr/bin/c\+\+|/usr/bin/g\+\+)", "", command)
    command = re.sub(r"-include \S*cmake_pch\.hxx", "", command)
    command = command.replace(f"/{OUT}/", f"/{BUILD}/")
    # Clang means more by it than GCC does: a model's own submit() beside the one of Qt's base class.
    command = command.replace("-Woverloaded-virtual", "-Wno-overloaded-virtual")
    for option in ("-Winvalid-pch", "-fpch-preprocess", "-fcoroutines"):
        command = command.replace(option, "")
    return command


def configure():
    done = subprocess.run(
        ["cmake", "--preset", "dev", "-B", OUT, "-DPREGGO_UNITY=OFF"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"clang-tidy: {OUT} could not be configured:\n{done.stderr}")
    with open(f"{OUT}/compile_commands.json", encoding="utf-8") as file:
        return json.load(file)


def main():
    entries = configure()
    for entry in entries:
        entry["command"] = clean(entry["command"])
    os.makedirs(f"{OUT}/commands", exist_ok=True)
    with open(f"{OUT}/commands/compile_commands.json", "w", encoding="utf-8") as file:
        json.dump(entries, file)
    known = {os.path.relpath(entry["file"]) for entry in entries}
    files = [name for name in sys.argv[1:] if os.path.relpath(name) in known]

    def run(name):
        return name, subprocess.run(
            ["clang-tidy-14", "-p", f"{OUT}/commands", "--quiet", name], capture_output=True, text=True, check=False)

    bad = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, done in pool.map(run, files):
            if done.returncode != 0:
                bad += 1
                print(done.stdout.strip() or done.stderr.strip())
    print(f"clang-tidy: {len(files)} files, {bad} with findings")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
