"""HTML → Document: the article's own text, mark-up and page furniture left out, every run with its source
offset.

A walker of our own over tags found with `str.find` and small patterns: the standard `html.parser` is
quadratic on broken tags (150 KB of "<a " took minutes), and readability tools keep no offsets. Never fails:
what a browser would forgive is forgiven. Refuses to run scripts, to fetch anything, and to guess which <div>
is the article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape

from claimcheck.model import BlockKind, Document
from claimcheck.offsets import line_starts
from claimcheck.readers.decode import declared, decode
from claimcheck.readers.front import iso_date
from claimcheck.readers.meta import label
from claimcheck.readers.runs import Draft, raised

_NAME = re.compile(r"</?([A-Za-z][^\s/>]{0,60})")
_ATTRIBUTE = re.compile(r"([^\s=/>\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")
_HEAD = 1024  # bytes in which a page may say what it is encoded in (HTML Living Standard, prescan)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,20})", re.IGNORECASE)
_STOP = re.compile("[>\"']")
_ENTITY = re.compile(  # the semicolon may be missing ("AT&amp T"), but not before a letter or an equals sign
    r"&(?:#\d{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};|[A-Za-z]{2,6}(?![A-Za-z=]))"
)
_SPACE = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")
_PUBLISHED = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"(\d{4}-\d\d-\d\d)')


def _words(names: str) -> frozenset[str]:
    return frozenset(names.split())


_VOID = _words("area base br col embed hr img input link meta param source track wbr")
_RAW = _words("script style template noscript iframe textarea title svg math")
_LISTS = _words("toc navbox reflist references mw-references-wrap")  # a page's own lists: contents, sources
_SKIPPED = _words("nav header footer aside form button select dialog menu object video audio canvas del s strike rt rp")
_PAGE_PARTS = frozenset(("header", "footer"))  # furniture of the page, but not inside <article>
_BLOCKS = _words(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main nav ol p pre section summary "
    "table tbody td tfoot th thead tr ul"
)
_IMPLIED = {  # an opening tag that ends an open one of these, when that is the innermost element
    **dict.fromkeys(_BLOCKS, frozenset(("p",))),
    "li": frozenset(("li", "p")),
    "dt": frozenset(("dt", "dd", "p")),
    "dd": frozenset(("dt", "dd", "p")),
    "td": frozenset(("td", "th", "p")),
    "th": frozenset(("td", "th", "p")),
    "tr": frozenset(("td", "th", "p", "tr")),
}
_KINDS = {
    **{f"h{level}": BlockKind.HEADING for level in range(1, 7)},
    **dict.fromkeys(("li", "dd", "dt"), BlockKind.ITEM),
    **dict.fromkeys(("td", "th"), BlockKind.CELL),
    **dict.fromkeys(("figcaption", "caption"), BlockKind.CAPTION),
    "blockquote": BlockKind.QUOTE,
    "pre": BlockKind.CODE,
}
_CLASSES = {  # what many sites and converters call these parts of a page
    "byline": BlockKind.BYLINE,
    "author": BlockKind.BYLINE,
    "caption": BlockKind.CAPTION,
    "footnote": BlockKind.FOOTNOTE,
    "footnotes": BlockKind.FOOTNOTE,
    "doc-endnotes": BlockKind.FOOTNOTE,
    "doc-footnote": BlockKind.FOOTNOTE,
}
_FURNITURE = _words("navigation banner contentinfo complementary search dialog menu menubar toolbar tablist")
_DATED = _words("article:published_time datepublished date pubdate publishdate dc.date dc.date.issued dcterms.created")


def read(data: bytes, name: str) -> Document:
    """The bytes of an HTML file. Raises InputError as `decode` does."""
    said = _CHARSET.search(data[:_HEAD])
    text = declared(data, said[1].decode("ascii")) if said else None
    return read_text(decode(data, name) if text is None else text, name)


def read_text(text: str, name: str) -> Document:
    """Text already decoded."""
    lines = line_starts(text)
    page = walk(text, Draft(), lines, 0, len(text))
    draft = page.draft
    readable = draft.runs.text()
    if any(block.kind is BlockKind.HEADING and block.level == 1 for block in draft.blocks):
        draft.drop(BlockKind.TITLE)  # <title> says the same once more, with the name of the site
        page.title = ""
    head = label(readable, tuple(draft.blocks), page.title, page.published or page.dated)
    return Document(
        name,
        readable,
        head.blocks,
        text,
        tuple(draft.runs.anchors) or ((0, 0),),
        dateline=head.dateline,
        title=head.title,
        comments=tuple(draft.comments),
        lines=lines,
        code=tuple(draft.code),
    )


def walk(source: str, draft: Draft, lines: tuple[int, ...], start: int, end: int) -> Page:
    """Add the blocks of `source[start:end]` to `draft`; returns what the page says about itself."""
    page = Page(source, draft, lines, end)
    at = start
    while at < end:
        tag = source.find("<", at, end)
        if tag < 0:
            tag = end
        if tag > at:
            page.characters(at, tag)
        at = page.markup(tag) if tag < end else end
    page.close_block()
    return page


@dataclass(slots=True)
class _Element:
    name: str
    kind: BlockKind | None = None
    skipped: bool = False
    began: int = -1  # text offset at which a <sup> or <code> began


class Page:
    """The state of one walk."""

    def __init__(self, source: str, draft: Draft, lines: tuple[int, ...], end: int) -> None:
        self.source = source
        self.draft = draft
        self.lines = lines
        self.end = end
        self.title = ""
        self.published: date | None = None  # what the page declares
        self.dated: date | None = None  # its first <time>
        self._stack: list[_Element] = []
        self._open: Counter[str] = Counter()
        self._kinds: list[_Element] = []
        self._skipping = 0
        self._block = -1  # text offset at which the open block began
        self._row = -1
        self._lenient = False  # a broken tag was met: quotes in tags mean nothing from now on

    def characters(self, start: int, end: int) -> None:
        """Text between tags."""
        if self._skipping:
            return
        piece = self.source[start:end]
        if self._block < 0:
            body = piece.lstrip(" \t\r\n\f")
            if not body:
                return
            start = end - len(body)
            piece = body
            self._block = self.draft.begin(start)
        self._text(piece, start)

    def _text(self, piece: str, origin: int) -> None:
        """Append text with entities decoded."""
        at = 0
        if "&" in piece:
            for hit in _ENTITY.finditer(piece):
                letters = unescape(hit[0])
                if len(letters) < 3 and letters != hit[0]:
                    self._spaced(piece[at : hit.start()], origin + at)
                    self.draft.runs.add(letters, origin + hit.start())
                    at = hit.end()
        self._spaced(piece[at:] if at else piece, origin + at)

    def _spaced(self, piece: str, origin: int) -> None:
        """Append text with white space folded: a line break in HTML is a space."""
        runs = self.draft.runs
        if self._kinds and self._kinds[-1].kind is BlockKind.CODE:
            runs.add(piece, origin)
            return
        at = 0
        for hit in _SPACE.finditer(piece):
            runs.add(piece[at : hit.start()], origin + at)
            runs.add_plain(" ", origin + hit.start())
            at = hit.end()
        runs.add(piece[at:] if at else piece, origin + at)

    def markup(self, at: int) -> int:
        """Deal with the `<` at `at`; returns where to go on."""
        source = self.source
        if source.startswith("<!--", at):
            close = source.find("-->", at + 4, self.end)
            close = self.end if close < 0 else close
            self.draft.comments.append((bisect_right(self.lines, at), source[at + 4 : close].strip()))
            return close + 3
        if source.startswith(("<!", "<?"), at):
            close = source.find(">", at, self.end)
            return self.end if close < 0 else close + 1
        name = _NAME.match(source, at)
        close = self._tag_end(name.end()) if name else -1
        if not name or close < 0:
            self.characters(at, at + 1)
            return at + 1
        element = name[1].lower()
        if source[at + 1] == "/":
            self._end_tag(element)
            return close
        attributes = source[name.end() : close - 1]
        if element in _RAW:
            return self._raw(element, attributes, close)
        self._start_tag(element, attributes, at)
        return close

    def _tag_end(self, at: int) -> int:
        """One past the `>` that ends a tag whose name ends at `at`; -1 when nothing does. Linear over the
        file.
        """
        source, begin = self.source, at
        while not self._lenient:
            stop = _STOP.search(source, at, self.end)
            if stop and stop[0] == ">":
                return stop.end()
            at = source.find(stop[0], stop.end(), self.end) + 1 if stop else 0
            if not at:
                self._lenient = True
        return source.find(">", begin, min(self.end, begin + 2000)) + 1 or -1

    def _raw(self, element: str, attributes: str, start: int) -> int:
        """An element whose content is no mark-up: skipped, but for the page's title and its published
        date.
        """
        closing = re.compile(f"</{element}[\\s/>]", re.IGNORECASE).search(self.source, start, self.end)
        close = closing.start() if closing else self.end
        if element == "title" and not self.title and not self._skipping:
            self.close_block()
            self._block = self.draft.begin(start)
            self._text(self.source[start:close], start)
            self.title = " ".join(self.draft.runs.tail(self._block).split())
            self.draft.end(self._block, BlockKind.TITLE)
            self._block = -1
        elif element == "script" and "ld+json" in attributes and not self.published:
            if stated := _PUBLISHED.search(self.source, start, close):
                self.published = iso_date(stated[1])
        elif element == "textarea":
            self.close_block()
        return self._tag_end(close + 2) if closing else self.end

    def _start_tag(self, name: str, written: str, at: int) -> None:
        attributes = _attributes(written) if written and not written.isspace() else {}
        if name == "meta":
            stated = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
            if stated in _DATED and not self.published:
                self.published = iso_date(attributes.get("content", ""))
            return
        if name == "time" and not self._skipping and not self.dated:
            self.dated = iso_date(attributes.get("datetime", ""))
        if name == "br":
            self._line_break(at)
            return
        if name in _BLOCKS:
            self.close_block()
            while self._stack and self._stack[-1].name in _IMPLIED[name]:
                self._pop()
        if name == "tr":
            self._row += 1
        if name in _VOID:
            return
        element = _Element(name, _kind(name, attributes), self._is_furniture(name, attributes))
        if name in ("sup", "code", "kbd", "samp") and not self._skipping and self._block >= 0:
            element.began = self.draft.runs.size
        elif name == "code" and not self._skipping and not self._kinds:
            self._block = self.draft.begin(at)
            element.began = self.draft.runs.size
        self._push(element)

    def _line_break(self, at: int) -> None:
        """<br>: a line feed; two in a row end the block, as in pages without <p>."""
        if self._skipping or self._block < 0:
            return
        if self.draft.runs.parts[-1:] == ["\n"]:
            self.close_block()
        else:
            self.draft.runs.add_plain("\n", at)

    def _is_furniture(self, name: str, attributes: Mapping[str, str]) -> bool:
        inside = self._open["article"] or self._open["main"]
        if name in _SKIPPED and not (name in _PAGE_PARTS and inside):
            return True
        if not attributes or name in ("html", "body", "article", "main"):
            return False
        classes = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().split()
        if not _LISTS.isdisjoint(classes):
            return True
        style = attributes.get("style", "").replace(" ", "").lower()
        return (
            "hidden" in attributes
            or attributes.get("aria-hidden", "").lower() == "true"
            or attributes.get("role", "").lower() in _FURNITURE
            or "display:none" in style
            or "visibility:hidden" in style
        )

    def _push(self, element: _Element) -> None:
        self._stack.append(element)
        self._open[element.name] += 1
        self._skipping += element.skipped
        if element.kind:
            self._kinds.append(element)

    def _pop(self) -> None:
        element = self._stack.pop()
        self._open[element.name] -= 1
        self._skipping -= element.skipped
        if element.kind:
            self._kinds.pop()

    def _end_tag(self, name: str) -> None:
        if name in _BLOCKS:
            self.close_block()
        if not self._open[name]:
            return
        while self._stack[-1].name != name:
            self._pop()
        element = self._stack[-1]
        if element.began >= 0 and self._block >= 0 and not self._skipping:
            if name == "sup":
                self._raised(element.began)
            elif self.draft.runs.size > element.began:
                self.draft.code.append((element.began, self.draft.runs.size))
        self._pop()

    def _raised(self, began: int) -> None:
        """The end of a <sup> that began at text offset `began`."""
        runs = self.draft.runs
        body = runs.tail(began)
        before = runs.tail(max(self._block, began - 20))[: -len(body) or None]
        meant = raised(before, body)
        if body and meant != body:
            origin = runs.anchors[-1][1] + began - runs.anchors[-1][0]
            runs.truncate(began)
            for letter in meant:
                runs.add(letter, origin)

    def close_block(self) -> None:
        """End the open block, if any."""
        if self._block < 0:
            return
        element = self._kinds[-1] if self._kinds else None
        kind = element.kind if element and element.kind else BlockKind.PARAGRAPH
        level = int(element.name[1]) if element and kind is BlockKind.HEADING else 0
        self.draft.end(self._block, kind, level, self._row if kind is BlockKind.CELL else -1)
        self._block = -1


def _attributes(written: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case, entities decoded."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(written[:20_000]):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


def _kind(name: str, attributes: Mapping[str, str]) -> BlockKind | None:
    """The kind of block an element makes of its text, by its name or by what its class or role calls it."""
    if name in _BLOCKS and attributes:
        for word in f"{attributes.get('class', '')} {attributes.get('role', '')}".lower().split():
            if word in _CLASSES:
                return _CLASSES[word]
    return _KINDS.get(name)
