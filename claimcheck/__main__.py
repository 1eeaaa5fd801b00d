"""`claimcheck` and `python -m claimcheck`: run one command and say, by the exit code, how it ended.

What the user can mend is told in one line by the command line itself; what arrives here is a bug of ours, and is shown
whole: the traceback, and where to report it.
"""

from __future__ import annotations

import gc
import sys

INTERRUPTED = 130
BUG = 3


def main() -> int:
    """Run the command line in `sys.argv`; returns the exit code (INTERFACE 3)."""
    gc.set_threshold(100_000, 20, 20)  # records are frozen and hardly cyclic: looking for cycles was a tenth of a run
    try:
        from claimcheck.cli.app import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:  # noqa: BLE001  # the outermost frame: anything still flying is a bug, and must not look like findings
        _report()
        return BUG


def _report() -> None:
    import platform
    import traceback

    from claimcheck import __version__
    from claimcheck.cli.terminal import say

    for line in traceback.format_exc().splitlines():
        say(line)
    say("")
    say("claimcheck: this is a bug in claimcheck, not in your text. Please report the lines above with the command")
    version = f"claimcheck {__version__}, Python {platform.python_version()}"
    say(f"and, if you may, the article, to the maintainers ({version}).")


if __name__ == "__main__":
    sys.exit(main())
