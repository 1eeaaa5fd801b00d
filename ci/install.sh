#!/usr/bin/env bash
# Installs claimcheck, from the very checkout of the action that the workflow names, into a folder of its own.
# -I: nothing in the folder that is to be checked (a pip.py, a venv.py) may stand in for a module of Python.
set -euo pipefail
home="${RUNNER_TEMP:-/tmp}/claimcheck"
"${CLAIMCHECK_PYTHON:-python3}" -I -m venv "$home"
bin="$home/bin"
if [ ! -d "$bin" ]; then bin="$home/Scripts"; fi
"$bin/python" -I -m pip install --quiet --disable-pip-version-check "${GITHUB_ACTION_PATH}[pdf]"
echo "$bin" >> "$GITHUB_PATH"
