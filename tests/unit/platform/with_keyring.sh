#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Preggo authors
# SPDX-License-Identifier: Apache-2.0
# Runs a program on a bus of its own with an unlocked, empty key store: with_keyring.sh <program> [arguments]
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME="$home" XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache"
export XDG_RUNTIME_DIR="$home/run" PREGGO_TEST_KEYRING=yes
unset GNOME_KEYRING_CONTROL DBUS_SESSION_BUS_ADDRESS || true
mkdir -p "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME"
mkdir -m 700 "$XDG_RUNTIME_DIR"
# The store reads its password from the standard input and unlocks the collection that it makes.
dbus-run-session -- sh -c '
  printf "test" | gnome-keyring-daemon --unlock --components=secrets --control-directory="$XDG_RUNTIME_DIR/keyring" >/dev/null
  "$@"
' run "$@"
