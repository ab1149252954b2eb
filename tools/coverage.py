#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Preggo authors
# SPDX-License-Identifier: Apache-2.0
"""Which lines and branches of a folder ran, by the counters of a build with --coverage.

All instances of a template are one. A branch is a way out of a condition, a loop or a switch. Not counted are
- what only an exception takes: the folder is built without exceptions here, and nothing in it throws;
- assertions (Q_ASSERT, Q_UNREACHABLE), and the way past all cases of a switch without `default:`, which has
  one for each value: the compiler refuses it otherwise;
- conditions that the compiler adds to lines which decide nothing, for temporaries.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys

DECIDES = re.compile(r"\b(if|for|while|switch|case|and_then|or_else)\b|\?|&&|\|\|")
ASSERTS = re.compile(r"\bQ_(ASSERT|ASSERT_X|UNREACHABLE)\b")
LABEL = re.compile(r"(case\b.*|default):( \{)?$")
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
                    add_lines(found.setdefault(path.relative_to(ROOT), {}), source, path.read_text().splitlines())
    return found


def add_lines(lines, source, texts):
    for line in source["lines"]:
        number = line["line_number"]
        if ASSERTS.search(texts[number - 1]):
            continue
        branches = folded(decisions(line["branches"], texts, number), instances(source["functions"], number))
        count, before = lines.get(number, (0, []))
        width = max(len(before), len(branches))
        summed = [a + b for a, b in zip(padded(before, width), padded(branches, width))]
        lines[number] = (count + line["count"], summed)


def instances(functions, number):
    """How often the innermost function around the line was made: more than once for a template."""
    starts = [(each["start_line"], each["start_column"]) for each in functions
              if each["start_line"] <= number <= each["end_line"]]
    return starts.count(max(starts)) if starts else 1


def folded(branches, times):
    """gcov tells the branches of all instances one after the other."""
    if len(branches) % times:
        return branches
    each = len(branches) // times
    return [sum(branches[i::each]) for i in range(each)]


def padded(counts, width):
    return counts + [0] * (width - len(counts))


def decisions(branches, texts, number):
    """Counts of the branches that the source takes on this line."""
    if not DECIDES.search(texts[number - 1]):
        return []
    return [each["count"] for each in branches if not each["throw"]]


def without_impossible(number, branches, texts):
    """A switch over all values of a type: nothing goes past its cases."""
    if not re.match(r"\s*switch\b", texts[number - 1]) or 0 not in branches:
        return branches
    groups, has_default = cases(texts, number)
    if has_default or len(branches) != groups + 1:
        return branches
    return branches[:branches.index(0)] + branches[branches.index(0) + 1:]


def cases(texts, number):
    """How many places the labels of the switch lead to, and whether one of them is the default."""
    groups, has_default, before, depth = 0, False, "", 1
    for text in texts[number:]:
        stripped = text.split(" //")[0].strip()
        if depth == 1 and LABEL.match(stripped):
            has_default = has_default or stripped.startswith("default:")
            groups += 0 if LABEL.match(before) else 1
        depth += stripped.count("{") - stripped.count("}")
        if depth == 0:
            break
        before = stripped or before
    return groups, has_default


def code_lines(folder):
    """Lines that are neither empty nor comment alone."""
    total = 0
    root = ROOT / folder
    for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
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
        texts = (ROOT / path).read_text().splitlines()
        lines = {number: (count, without_impossible(number, each, texts)) for number, (count, each) in lines.items()}
        branches = [count for _, each in lines.values() for count in each]
        figures = [sum(1 for count, _ in lines.values() if count), len(lines),
                   sum(1 for count in branches if count), len(branches)]
        total = [a + b for a, b in zip(total, figures)]
        print_figures(str(path), figures)
        if show_missed:
            print_missed(lines, texts)
    print_figures("total", total)
    return total


def print_figures(name, figures):
    hit, lines, taken, branches = figures
    print(f"{name:<38} {hit:>6}/{lines:<6} {share(hit, lines)} {taken:>6}/{branches:<6} {share(taken, branches)}")


def print_missed(lines, texts):
    for number, (count, branches) in sorted(lines.items()):
        if not count or not all(branches):
            missed = f"{sum(1 for each in branches if not each)} of {len(branches)}" if count else "never"
            print(f"    {number:>4} {missed:>8}  {texts[number - 1].strip()[:90]}")


def print_ratio(code, suites, supports):
    tests = 0
    for suite in suites:
        tests += code_lines(suite) + (sum(map(code_lines, supports)) if not tests else 0)
        print(f"{tests} lines of tests up to {suite} for {code} lines of code: {tests / code:.2f} : 1")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("folder")
    parser.add_argument("--tests", nargs="*", default=[], help="folders whose code is its tests, added up in turn")
    parser.add_argument("--support", nargs="*", default=[], help="files and folders that the first of them uses")
    parser.add_argument("--missed", action="store_true", help="name the lines too")
    parser.add_argument("--least", type=float, default=0, help="fail below this share of the branches")
    options = parser.parse_args()
    found = read_counters(options.build.resolve(), options.folder)
    if not found:
        sys.exit("coverage: there are no counters: build with the preset coverage and run the tests")
    figures = print_files(found, options.missed)
    print()
    print_ratio(code_lines(options.folder), options.tests, options.support)
    branches = 100 * figures[2] / max(1, figures[3])
    if branches < options.least:
        sys.exit(f"coverage: {branches:.1f} % of the branches, {options.least} % are wanted")


if __name__ == "__main__":
    main()
