#!/usr/bin/env bash
# Installs claimcheck, from the very checkout of the action that the workflow names, into a folder of its own.
set -euo pipefail
home="${RUNNER_TEMP:-/tmp}/claimcheck"
"${CLAIMCHECK_PYTHON:-python3}" -m venv "$home"
"$home/bin/python" -m pip install --quiet --disable-pip-version-check "$GITHUB_ACTION_PATH[pdf]"
echo "$home/bin" >> "$GITHUB_PATH"
