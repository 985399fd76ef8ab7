#!/usr/bin/env bash
# The inputs of the action, as options of `portrait verify`; its exit code is the step's.
set -euo pipefail

options=()
if [ -n "$URL" ]; then options+=("$URL"); fi

flag() { if [ "$2" = true ]; then options+=("$1"); fi; }
one() { if [ -n "$2" ]; then options+=("$1" "$2"); fi; }
lines() {
  local line
  while IFS=$' \t' read -r line; do "${@:2}" "$line"; done <<<"${1//$'\r'/}"
}
each() { lines "$2" one "$1"; }
word() { if [ -n "$1" ]; then options+=("$1"); fi; }

each --api "$API"
one --spec "$SPEC"
each --credential "$CREDENTIALS"
each --only "$ONLY"
each --skip "$SKIP"
one --seed "$SEED"
one --max-time "$MAX_TIME"
flag --read-only "$READ_ONLY"
flag --yes "$YES"
one --min-coverage "$MIN_COVERAGE"
one --har "$HAR"
lines "$OPTIONS" word
each --report "$REPORTS"
if [ "$SUMMARY" = true ]; then options+=(--report github); fi
if [ -n "$SARIF" ]; then options+=(--report "sarif=$SARIF"); fi

PATH="$RUNNER_TEMP/portrait/node_modules/.bin:$PATH" exec portrait verify "${options[@]}"
