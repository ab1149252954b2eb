#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Preggo authors
# SPDX-License-Identifier: Apache-2.0
# The demo family on one machine. Called by ./dev demo after the build.
set -eu
cd "$(dirname "$0")/.."
bin=build/dev/bin
data=build/demo-data
out=build/demo

has_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" = Darwin ]; }

mkdir -p "$out"
if [ ! -f "$data/seeded" ]; then
  rm -rf "$data"
  mkdir -p -m 700 "$data"
  echo "Making the demo family (four members, 300 posts, pictures drawn by the program) …"
  QT_QPA_PLATFORM=offscreen "$bin/preggo-demo-family" --data "$data/seed"
  touch "$data/seeded"
fi
# The windows find the family as they left it; the scripted session begins anew each time.
served=$data/server
if ! has_display; then
  served=$data/session
  rm -rf "$served"
fi
[ -d "$served" ] || cp -R "$data/seed" "$served"

"$bin/preggo-server" --data "$served" --port 0 >"$out/server.out" 2>"$out/server.log" &
server=$!
# Only what was started here is ended here.
trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true' EXIT INT TERM

tries=0
until url=$(sed -n 's/^listening on //p' "$out/server.out" | head -n 1) && [ -n "$url" ]; do
  tries=$((tries + 1))
  kill -0 $server 2>/dev/null || { cat "$out/server.log" >&2; echo "demo: the server did not start." >&2; exit 1; }
  [ $tries -lt 300 ] || { echo "demo: the server did not answer within 30 s." >&2; exit 1; }
  sleep 0.1
done
echo "The server listens on $url (its log is in $out/server.log)."

if has_display; then
  "$bin/preggo" --server "$url" --data "$data/mother" --demo mother \
    --qwindowgeometry 460x840+20+40 &
  mother=$!
  "$bin/preggo" --server "$url" --data "$data/grandfather" --demo grandfather \
    --qwindowgeometry 460x840+500+40 &
  grandfather=$!
  echo "Two windows are open, as large as telephones: mother and grandfather. They may be made larger. Close both to end the demo."
  wait $mother || true
  wait $grandfather || true
else
  rm -rf "$data/mother" "$data/grandfather"
  rm -f "$out"/*.png
  QT_QPA_PLATFORM=offscreen dbus-run-session -- \
    "$bin/preggo-demo-session" --server "$url" --data "$data" --out "$out"
  echo "Look at the pictures in $out."
fi
