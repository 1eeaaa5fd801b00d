"""Pages for tests: the newsroom's report with its paragraphs, and one of a ledger that is hostile in every field."""

from __future__ import annotations

import io
from pathlib import Path

from newsroom import DARK, FERRY, kept, newsroom

from claimcheck.desk.illustrating import illustrated
from claimcheck.desk.project import Project
from claimcheck.desk.reporting import Wanted, picture, report
from claimcheck.ledger.consistency import ConsistencyReport
from claimcheck.ledger.records import (
    Article,
    Citation,
    Claim,
    Conflict,
    Decision,
    Ledger,
    Place,
    Ruling,
    Side,
    Source,
    Status,
    Verdict,
)
from claimcheck.ledger.texts import digest
from claimcheck.reporters import Look
from claimcheck.reporters.consistency import writer
from claimcheck.settings import Settings

NOW = "2026-11-23T12:00:00+01:00"
FIRE = f"""# Fire on the quay

{FERRY} It carried 300 people. Nobody on the bridge saw the light.

Nobody came. {DARK} The keeper slept.

Fourteen people were hurt.
"""


def illustrated_report(project: Project, ledger: Ledger, wanted: Wanted = Wanted()) -> ConsistencyReport:  # noqa: B008
    seen = picture(project, ledger, wanted)
    return illustrated(project, seen, report(project, seen, NOW, wanted.scope), Settings())


def reported(folder: Path, wanted: Wanted = Wanted()) -> ConsistencyReport:  # noqa: B008  # a frozen value
    """The newsroom's report, its first article on disk as its claims say."""
    ledger = newsroom()
    project = kept(folder, ledger)
    (folder / "news" / "fire.md").write_text(FIRE, encoding="utf-8")
    return illustrated_report(project, ledger, wanted)


def written(found: ConsistencyReport) -> str:
    stream = io.StringIO()
    writer("html").write(found, stream, Look())
    return stream.getvalue()


HOSTILE = (
    "<script>alert(1)</script>",
    '"onmouseover="alert(1)',
    "'onfocus='alert(1)' autofocus='",
    "</style><img src=x onerror=alert(1)>",
    "]]><svg onload=alert(1)>",
    "</script><!-- --!> <b>x</b>",
    "&lt;i&gt; &#x3c;u&#x3e; &copy",
    "javascript:alert(1)",
    "a\x00b\x1b[31mc\x7f\x85d\u2028e\u202egnp.txt\u2066f\u200eg\ud800h\U000e0041i",
    "} body{display:none} /* url(http://evil.example) */",
    "`${alert(1)}` {{7*7}} <% x %>",
)
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//http://x.example",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example",
    " https://evil.example",
    "https://evil.example\u202e/x",
    'https://evil.example/"onclick="x',
    "https://a@evil.example/",
    "http://",
    "https://[::1",
    "ht\ntps://x.example",
    "mailto:x@example.org",
)


def hostile(bad: str, address: str) -> Ledger:
    """A ledger with that text in every field that takes one."""
    at = "2026-11-20T09:00:00+01:00"
    cited = Citation("S-00000001", locator=bad, quote=bad, by=bad)
    sentence = f"Within 20 miles {bad}"
    verdicts = tuple(
        Verdict(status, f"{bad} {n}", at, digest(sentence), (cited,), method=bad, note=bad, correction=bad)
        for n, status in enumerate((Status.CORRECTED, Status.DISPUTED))
    )
    claims = (
        Claim("C-00000001", sentence, "A-00000001", "number", bad, at, verdicts=verdicts, tags=(bad,), note=bad),
        Claim(f"C-{bad}", bad, "A-00000001", added=at, sources=(cited, Citation(f"S-{bad}"))),
        Claim("C-00000003", "It was.", "A-00000001", bad, gone=at),
    )
    sides = (Side("C-00000001", bad, bad), Side(f"C-{bad}", bad, bad), Side(f"C-gone{bad}", bad, bad))
    made = Decision(Ruling.ACCEPTED, bad, at, (*(digest(c.text) for c in claims[:2]), ""), bad)
    return Ledger().put(
        Article(
            "A-00000001", f"{bad.replace('/', '_')}.txt", bad, layout=(Place("C-00000001", 0, 9, 1),), sources=("S-1",)
        ),
        *claims,
        Source("S-00000001", url=address, title=bad, kind=bad, archive_url=address, retrieved=bad, sha256=bad * 9),
        Source(f"S-{bad}", person=bad, added=bad),
        Source("S-1", path=bad.replace("\x00", ""), snapshot=bad.replace("\x00", "")),
        Conflict(f"K-{bad}", bad, bad, bad, sides, bad, (bad, bad), at),
        Conflict("K-00000002", "CC101", "f", bad, sides, "error", (bad,), at, decisions=(made,)),
    )
