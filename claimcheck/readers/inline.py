"""Markdown inside a block: which characters are mark-up and which a reader sees.

One pass finds *cuts*: stretches of the content that are dropped or replaced. Everything between two cuts
stays as it stands, so offsets come for free. Links keep their text, code spans their content, images and
struck-out text go. Every look-ahead is capped or remembered, so that no input costs more than linear time.
Refuses to render: emphasis is only recognised as far as needed to drop its asterisks.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from html import unescape

SPECIAL = re.compile(
    r"\\[!-/:-@\[-`{-~\n]|`+|\*+|_+|~~+|!?\[|\]|<"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
_TARGET = re.compile(  # (destination "title") after a link's text
    r"\(\s{0,9}(?:<[^<>\n]{0,2000}>|[^\s()<>]{0,2000}(?:\([^\s()]{0,500}\)[^\s()]{0,500}){0,9})"
    r"(?:\s{1,9}(?:\"[^\"]{0,500}\"|'[^']{0,500}'|\([^()]{0,500}\)))?\s{0,9}\)"
)
_LABEL = re.compile(r"\[([^\[\]]{0,999})\]")
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000}|[^\s<>@]{1,100}@[^\s<>@]{1,200})>")
TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]{0,40})(?:[\s/][^<>]{0,2000})?>")
_TASK = re.compile(r"\[[ xX]\]\s+|\[![A-Z]{3,12}\]\s*$", re.MULTILINE)


@dataclass(slots=True)
class Scan:
    """What the scanner found in one block's content: offsets are into the content."""

    cuts: list[tuple[int, int, str]] = field(default_factory=list)  # start, end, what stands there instead
    code: list[tuple[int, int]] = field(default_factory=list)
    comments: list[tuple[int, str]] = field(default_factory=list)
    images: list[tuple[int, int]] = field(default_factory=list)  # where their alternative texts stand
    _openers: dict[str, list[list[int]]] = field(default_factory=dict)
    _brackets: list[tuple[int, int]] = field(default_factory=list)
    _ticks: dict[int, list[int]] | None = None
    _uncommented: bool = False


def scan(content: str, references: Collection[str]) -> Scan:
    """The cuts of one block's content, sorted; `references` are the defined link labels, upper case."""
    found = Scan()
    at = 0
    if task := _TASK.match(content):
        found.cuts.append((0, task.end(), ""))
        at = task.end()
    while hit := SPECIAL.search(content, at):
        at = _token(content, hit.start(), hit[0], found, references)
    found.cuts.sort()
    return found


def _token(content: str, start: int, token: str, found: Scan, references: Collection[str]) -> int:
    """Deal with one special token; returns where to go on."""
    end = start + len(token)
    first = token[0]
    if first in "*_~":
        _emphasis(content, start, token, found)
    elif first == "\\":
        found.cuts.append((start, start + 1, ""))
    elif first == "`":
        return _code(content, start, len(token), found)
    elif first == "&":
        found.cuts.append((start, end, unescape(token)))
    elif first == "<":
        return _angle(content, start, found)
    elif first == "]":
        return _close(content, start, found, references)
    else:
        found._brackets.append((start, end))
    return end


def _emphasis(content: str, start: int, token: str, found: Scan) -> None:
    """Pair delimiter runs by CommonMark's flanking rules; pairs are cut, struck-out text with its content."""
    mark, end = token[0], start + len(token)
    before = content[start - 1] if start else " "
    after = content[end] if end < len(content) else " "
    left = not after.isspace() and (after.isalnum() or before.isspace() or not before.isalnum())
    right = not before.isspace() and (before.isalnum() or after.isspace() or not after.isalnum())
    opens, closes = left, right
    if mark == "_":
        opens, closes = left and not before.isalnum(), right and not after.isalnum()
    stack = found._openers.setdefault(mark, [])
    while closes and stack and start < end:
        opener = stack[-1]  # [begin, end) of the unmatched part of an opening run
        size = min(opener[1] - opener[0], end - start)
        if mark == "~":
            found.cuts.append((opener[1] - size, start + size, ""))
        else:
            found.cuts.append((opener[1] - size, opener[1], ""))
            found.cuts.append((start, start + size, ""))
        opener[1] -= size
        start += size
        if opener[0] == opener[1]:
            stack.pop()
    if opens and start < end:
        stack.append([start, end])


def _code(content: str, start: int, size: int, found: Scan) -> int:
    """A code span: its back ticks are cut; without a closing run of the same length they stand for
    themselves.
    """
    if found._ticks is None:
        found._ticks = {}
        for run in re.finditer("`+", content):
            found._ticks.setdefault(run.end() - run.start(), []).append(run.start())
        for starts in found._ticks.values():
            starts.reverse()
    inside = start + size
    starts = found._ticks.get(size, [])
    while starts and starts[-1] < inside:
        starts.pop()
    if not starts:
        return inside
    end = starts.pop()
    found.cuts += [(start, inside, ""), (end, end + size, "")]
    found.code.append((inside, end))
    return end + size


def _angle(content: str, start: int, found: Scan) -> int:
    """A comment, an autolink or a tag."""
    if content.startswith("<!--", start) and not found._uncommented:
        end = content.find("-->", start + 4)
        if end >= 0:
            found.comments.append((start, content[start + 4 : end].strip()))
            found.cuts.append((start, end + 3, ""))
            return end + 3
        found._uncommented = True
    if link := _AUTOLINK.match(content, start):
        found.cuts += [(start, start + 1, ""), (link.end() - 1, link.end(), "")]
        return link.end()
    if tag := TAG.match(content, start):
        found.cuts.append((start, tag.end(), "\n" if tag[1].lower() == "br" else ""))
        return tag.end()
    return start + 1


def _close(content: str, start: int, found: Scan, references: Collection[str]) -> int:
    """A closing bracket: of a link, an image, a footnote mark, or of itself."""
    end = start + 1
    if not found._brackets:
        return end
    begin, inside = found._brackets.pop()
    text = content[inside:start] if start - inside < 1000 else ""
    if text.startswith("^") and inside - begin == 1:
        found.cuts.append((begin, end, ""))
        return end
    if target := _TARGET.match(content, end):
        end = target.end()
    elif (named := _LABEL.match(content, end)) and _key(named[1] or text) in references:
        end = named.end()
    elif not text or _key(text) not in references:
        return end
    if inside - begin == 2:
        found.images.append((inside, start))
        found.cuts.append((begin, end, ""))
    else:
        found.cuts += [(begin, inside, ""), (start, end, "")]
    return end


def _key(label: str) -> str:
    """A link label as markdown-it keys it: folded, white space squeezed, upper case."""
    return " ".join(label.split()).lower().upper()
