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
if [[ "$sarif" == *[[:cntrl:]]* ]]; then
  echo "claimcheck: error: the input sarif names one file" >&2
  exit 2
fi
if [ -n "$sarif" ]; then
  rm -f -- "$sarif" # of an earlier run: it must not pass for this one's
  flags+=(--report "sarif=$sarif")
fi
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
flags+=(${found[@]+"${found[@]}"}) # bash 3.2, of macOS, takes an empty array for one that is not set
lines "${CLAIMCHECK_PATHS:-}"
if [ ${#found[@]} -gt 0 ]; then flags+=(-- "${found[@]}"); fi

# What is said on standard error may quote names of files: while claimcheck runs, the runner takes no commands. Both
# streams are one, as a runner reads two in any order. The annotations, which are escaped, come afterwards.
annotations="$(mktemp)"
token="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
echo "::stop-commands::$token"
claimcheck check "${flags[@]}" 2>&1 > "$annotations"
code=$?
echo "::$token::"
cat "$annotations"
rm -f "$annotations"
if [ -n "$page" ]; then
  if [ "$(wc -c < "$page")" -lt 1000000 ]; then cat "$page" >> "$GITHUB_STEP_SUMMARY"; fi # more than 1 MiB is refused
  rm -f "$page"
fi
if [ -n "$sarif" ] && [ -f "$sarif" ]; then outputs sarif "$sarif"; fi
outputs exit-code "$code"
exit "$code"
