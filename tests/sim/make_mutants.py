#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Preggo authors
# SPDX-License-Identifier: Apache-2.0
"""Makes copies of the product's sources in which each rule can be broken by its name.

    make_mutants.py SOURCE_DIR mutations.txt OUTPUT_DIR     writes the copies
    make_mutants.py SOURCE_DIR mutations.txt --files        prints which files they are of
    make_mutants.py SOURCE_DIR mutations.txt --rules        prints the names of the rules

mutations.txt has blocks of the form

    rule NAME: what it says
    file PATH
    ----
    text as it stands, exactly once in the file
    ====
    text in its place; BROKEN is true while the rule is broken

A text that is not found once ends the build: the rule moved, and its mutation has to follow it.
"""

import pathlib
import re
import sys


def blocks(text):
    pattern = re.compile(
        r"^rule ([a-z0-9-]+): ([^\n]+)\nfile (\S+)\n----\n(.*?)\n====\n(.*?)\n(?=\n|\Z)", re.M | re.S)
    found = [match.groups() for match in pattern.finditer(text)]
    if len(found) != len(re.findall(r"^rule ", text, flags=re.M)):
        sys.exit("mutations.txt: a block cannot be read")
    return found


def mutated(source, name, old, new):
    if source.count(old) != 1:
        sys.exit(f"mutations.txt: rule {name}: its text stands {source.count(old)} times in the file")
    return source.replace(old, new.replace("BROKEN", f'::preggo::sim::isBroken("{name}")'))


def main():
    root, table, what = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
    found = blocks(table.read_text())
    files = sorted({block[2] for block in found})
    if what == "--files":
        print(";".join(files), end="")
        return
    if what == "--rules":
        print("\n".join(dict.fromkeys(block[0] for block in found)))
        return
    for path in files:
        source = (root / path).read_text()
        for name, _, _, old, new in (block for block in found if block[2] == path):
            source = mutated(source, name, old, new)
        target = pathlib.Path(what) / path.replace("/", "_")
        text = '#include "tests/sim/mutation.h"\n' + source
        if not target.exists() or target.read_text() != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)


main()
