#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Preggo authors
# SPDX-License-Identifier: Apache-2.0
"""Which lines and branches of a folder ran, by the counters of a build with --coverage.

Counted are the branches of lines that decide something. Those that only an exception takes are left out,
with the way past them: nothing here throws, and the compiler adds a pair of them to every call.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys

DECIDES = re.compile(r"\b(if|for|while|switch|case|and_then|or_else)\b|\?|&&|\|\|")
ROOT = pathlib.Path(__file__).resolve().parent.parent


def read_counters(build, folder):
    """{file: {line: (count, [branch counts])}}, summed over all that was compiled."""
    found = {}
    for data in sorted((build / folder).rglob("*.gcda")):
        command = ["gcov", "--json-format", "--stdout", "--branch-probabilities", str(data)]
        text = subprocess.run(command, check=True, capture_output=True, text=True, cwd=build).stdout
        for part in text.splitlines():
            report = json.loads(part)
            for source in report["files"]:
                path = pathlib.Path(report["current_working_directory"], source["file"]).resolve()
                if path.is_relative_to(ROOT / folder):
                    texts = path.read_text().splitlines()
                    add_lines(found.setdefault(path.relative_to(ROOT), {}), source["lines"], texts)
    return found


def add_lines(lines, report, texts):
    for line in report:
        number = line["line_number"]
        branches = decisions(line["branches"]) if DECIDES.search(texts[number - 1]) else []
        count, before = lines.get(number, (0, []))
        if len(before) < len(branches):
            before = before + [0] * (len(branches) - len(before))
        summed = [old + (branches[i] if i < len(branches) else 0) for i, old in enumerate(before)]
        lines[number] = (count + line["count"], summed)


def decisions(branches):
    """Counts of the branches that a condition takes."""
    counts = []
    at = 0
    while at < len(branches):
        this = branches[at]
        following = branches[at + 1] if at + 1 < len(branches) else None
        if following and this["throw"] != following["throw"]:
            at += 2  # a call: returned or thrown
            continue
        if not this["throw"]:
            counts.append(this["count"])
        at += 1
    return counts


def code_lines(folder):
    """Lines that are neither empty nor comment alone."""
    total = 0
    for path in sorted((ROOT / folder).rglob("*")):
        if path.suffix in (".cpp", ".h"):
            texts = (line.strip() for line in path.read_text().splitlines())
            total += sum(1 for text in texts if text and not text.startswith(("//", "/*", "*")))
    return total


def share(hit, of):
    return f"{100 * hit / of:6.1f} %" if of else "      - "


def print_files(found, show_missed):
    total = [0, 0, 0, 0]
    print(f"{'file':<38} {'lines':>13} {'':>8} {'branches':>12}")
    for path, lines in sorted(found.items()):
        branches = [count for _, each in lines.values() for count in each]
        figures = [sum(1 for count, _ in lines.values() if count), len(lines),
                   sum(1 for count in branches if count), len(branches)]
        total = [a + b for a, b in zip(total, figures)]
        print_figures(str(path), figures)
        if show_missed:
            print_missed(path, lines)
    print_figures("total", total)
    return total


def print_figures(name, figures):
    hit, lines, taken, branches = figures
    print(f"{name:<38} {hit:>6}/{lines:<6} {share(hit, lines)} {taken:>6}/{branches:<6} {share(taken, branches)}")


def print_missed(path, lines):
    texts = (ROOT / path).read_text().splitlines()
    for number, (count, branches) in sorted(lines.items()):
        if not count or not all(branches):
            missed = f"{sum(1 for each in branches if not each)} of {len(branches)}" if count else "never"
            print(f"    {number:>4} {missed:>8}  {texts[number - 1].strip()[:90]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("folder")
    parser.add_argument("--tests", nargs="*", default=[], help="folders whose code is counted as its tests")
    parser.add_argument("--missed", action="store_true", help="name the lines too")
    parser.add_argument("--least", type=float, default=0, help="fail below this share of the branches")
    options = parser.parse_args()
    found = read_counters(options.build.resolve(), options.folder)
    if not found:
        sys.exit("coverage: there are no counters: build with the preset coverage and run the tests")
    figures = print_files(found, options.missed)
    code = code_lines(options.folder)
    tests = sum(code_lines(folder) for folder in options.tests)
    print(f"\n{tests} lines of tests for {code} lines of code: {tests / code:.2f} : 1")
    branches = 100 * figures[2] / max(1, figures[3])
    if branches < options.least:
        sys.exit(f"coverage: {branches:.1f} % of the branches, {options.least} % are wanted")


if __name__ == "__main__":
    main()
