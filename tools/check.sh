#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Preggo authors
# SPDX-License-Identifier: Apache-2.0
# All that can be checked without running the program. --fix mends what can be mended; --all runs
# clang-tidy on every file, not on the changed ones alone.
set -u
cd "$(dirname "$0")/.."
mkdir -p build
fix=
all=
for word in "$@"; do
  case $word in
    --fix) fix=1 ;;
    --all) all=1 ;;
    *) echo "check: there is no option $word. It takes --fix and --all." >&2; exit 2 ;;
  esac
done

failed=
report() { # name, exit status
  if [ "$2" -eq 0 ]; then echo "ok    $1"; else echo "FAIL  $1"; failed=1; fi
}

cpp_files() { git ls-files -co --exclude-standard -- '*.cpp' '*.h'; }

# ------------------------------------------------------------------------------------ formatting
if [ -n "$fix" ]; then
  cpp_files | xargs -r clang-format-14 -i
fi
cpp_files | xargs -r clang-format-14 --dry-run -Werror 2>&1 | head -n 20
cpp_files | xargs -r clang-format-14 --dry-run -Werror >/dev/null 2>&1
report "clang-format" $?

# ------------------------------------------------------------------- headers, layers, banned calls
python3 tools/check_sources.py
report "licence headers, layers, banned calls, sizes" $?

# --------------------------------------------------------------------------------------- clang-tidy
./dev build dev >build/check-build.log 2>&1 || { tail -n 40 build/check-build.log; report "build" 1; exit 1; }
if [ -n "$all" ]; then
  tidy=$(git ls-files -- '*.cpp')
else
  base=$(git merge-base HEAD origin/main 2>/dev/null || git rev-list --max-count=1 --skip=1 HEAD 2>/dev/null || echo HEAD)
  tidy=$( { git diff --name-only --diff-filter=d "$base" -- '*.cpp'; git ls-files -o --exclude-standard -- '*.cpp'; } | sort -u)
fi
# So many files are no change but a history: they take half an hour, and --all is there for them.
if [ -z "$all" ] && [ "$(printf '%s\n' "$tidy" | wc -l)" -gt 60 ]; then
  echo "note  clang-tidy: more than 60 files changed; looking at those of the last commit. ./dev check --all takes all."
  tidy=$(git diff --name-only --diff-filter=d HEAD~1 -- '*.cpp' 2>/dev/null || true)
fi
if [ -n "$tidy" ]; then
  python3 tools/tidy.py $tidy
  report "clang-tidy" $?
else
  report "clang-tidy (nothing changed)" 0
fi

# ------------------------------------------------------------------------------------------ qmllint
qmllint=$(command -v qmllint6 || command -v /usr/lib/qt6/bin/qmllint || command -v qmllint)
# Newer versions return success on warnings unless told otherwise.
limit=$("$qmllint" --help | grep -q -- --max-warnings && echo "--max-warnings 0")
status=0
for file in $(git ls-files -co --exclude-standard -- 'qml/*.qml'); do
  # shellcheck disable=SC2086 # two words or none
  "$qmllint" $limit -I build/dev/qml_modules "$file" >build/qmllint.log 2>&1
  result=$?
  if [ $result -ge 128 ]; then
    # 6.4.2 crashes on some correct files; a later version reads them.
    echo "note  qmllint itself crashed on $file"
  elif [ $result -ne 0 ]; then
    cat build/qmllint.log
    status=1
  fi
done
report "qmllint" $status

# ------------------------------------------------------------------------------------ desktop files
status=0
for file in $(git ls-files -co --exclude-standard -- '*.desktop'); do desktop-file-validate "$file" || status=1; done
for file in $(git ls-files -co --exclude-standard -- '*.metainfo.xml'); do
  appstreamcli validate --no-net "$file" >build/appstream.log 2>&1 || { cat build/appstream.log; status=1; }
done
report "desktop file and AppStream" $status

[ -z "$failed" ]
