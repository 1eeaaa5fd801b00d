#!/usr/bin/env bash
# One run of `claimcheck check` in a GitHub workflow: annotations, SARIF, a page for the run; its exit code is ours.
# Everything comes through the environment and goes on as whole arguments: no input is ever read as a command.
set -uo pipefail

flags=(--output-format github --no-progress)
outputs() { if [ -n "${GITHUB_OUTPUT:-}" ]; then printf '%s=%s\n' "$1" "$2" >> "$GITHUB_OUTPUT"; fi; }
lines() { # the lines of a text that hold something, into the array `found`
  found=()
  while IFS= read -r line; do
    line="${line#"${line%%[![:space:]]*}"}"
    line="${line%"${line##*[![:space:]]}"}"
    if [ -n "$line" ]; then found+=("$line"); fi
  done <<< "$1"
}

sarif="${CLAIMCHECK_SARIF:-}"
if [[ "$sarif" == *$'\n'* ]]; then
  echo "claimcheck: error: the input sarif names one file" >&2
  exit 2
fi
if [ -n "$sarif" ]; then flags+=(--report "sarif=$sarif"); fi
if [ -n "${CLAIMCHECK_SINCE:-}" ]; then flags+=("--since=$CLAIMCHECK_SINCE"); fi
if [ -n "${CLAIMCHECK_FAIL_ON:-}" ]; then flags+=("--fail-on=$CLAIMCHECK_FAIL_ON"); fi
if [ -n "${CLAIMCHECK_BASELINE:-}" ]; then flags+=("--baseline=$CLAIMCHECK_BASELINE"); fi
if [ "${CLAIMCHECK_STRICT:-}" = true ]; then flags+=(--strict); fi

page=""
if [ "${CLAIMCHECK_SUMMARY:-}" = true ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  page="$(mktemp)"
  flags+=(--report "md=$page")
fi
lines "${CLAIMCHECK_ARGS:-}"
flags+=("${found[@]}")
lines "${CLAIMCHECK_PATHS:-}"
if [ ${#found[@]} -gt 0 ]; then flags+=(-- "${found[@]}"); fi

claimcheck check "${flags[@]}"
code=$?
if [ -n "$page" ]; then
  cat "$page" >> "$GITHUB_STEP_SUMMARY"
  rm -f "$page"
fi
if [ -n "$sarif" ] && [ -f "$sarif" ]; then outputs sarif "$sarif"; fi
outputs exit-code "$code"
exit "$code"
