"""Compile `data/<language>/**/*.toml` into `data/<language>/tables.json`: `python -m claimcheck.lexicon`."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from claimcheck.errors import DataError
from claimcheck.lexicon import unit_forms

DATA = Path(__file__).resolve().parent.parent / "data"


def compiled(folder: Path) -> str:
    """The JSON text for one language folder; a broken TOML file is named.

    Units and currencies are compiled to their written forms: the rows themselves are not needed to read an article.
    """
    found: dict[str, Any] = {}
    for path in sorted(folder.rglob("*.toml")):
        try:
            found[path.relative_to(folder).with_suffix("").as_posix()] = tomllib.loads(path.read_text("utf-8"))
        except tomllib.TOMLDecodeError as wrong:
            raise SystemExit(f"{path}: {wrong}") from wrong
    try:
        rows = found.pop("units"), found.pop("currencies")
        found["compiled/units"] = unit_forms.compiled(*rows, found["figures"]["money"]["codes"].split())
    except DataError as wrong:
        raise SystemExit(f"{folder}: {wrong}") from wrong
    return json.dumps(found, ensure_ascii=False, sort_keys=True, indent=0) + "\n"


def main() -> int:
    """Write the compiled tables of every language; `--check` only compares."""
    stale = []
    for folder in sorted(p for p in DATA.iterdir() if p.is_dir()):
        target = folder / "tables.json"
        text = compiled(folder)
        if target.exists() and target.read_text("utf-8") == text:
            continue
        stale.append(target)
        if "--check" not in sys.argv:
            target.write_text(text, encoding="utf-8")
    for target in stale:
        print(f"{'stale' if '--check' in sys.argv else 'wrote'} {target.relative_to(DATA.parent)}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
