"""An article as people read it, every claim at its place: what a screen shows, on which claims are judged.

The text is that of the file on disk. While the file is as it was added, each claim stands where the ledger says; after
an edit each is looked for by its words, and those that the file has no more follow at the end, so that what is seen is
always what a verdict would be given for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from claimcheck.desk.project import Project, digest_of
from claimcheck.errors import InputError
from claimcheck.ledger.records import Article
from claimcheck.ledger.texts import folded
from claimcheck.ledger.views import ClaimView
from claimcheck.model import Block, BlockKind, Document
from claimcheck.readers import MAX_BYTES

_LARGE = 200_000  # bytes
_NO_LONGER = "No longer in the file, as the ledger has it"


class Stretch(NamedTuple):
    """A claim in a page: code points [start, end) of its text."""

    start: int
    end: int
    view: ClaimView


class Page(NamedTuple):
    """An article, or the claims that stand in none, for reading. `stretches` are in reading order, never empty ones.

    `article` is None for loose claims; `remark` says in words what is the matter with the file, "" for nothing;
    `lost`: where in `text` the claims begin that the file has no more, -1 for none.
    """

    article: Article | None
    path: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    stretches: tuple[Stretch, ...]
    remark: str = ""
    lost: int = -1


def page_of(project: Project, article: Article | None, views: Sequence[ClaimView]) -> Page:
    """The page of an article, or, with None, of the claims in `views` that stand in none. Gone claims are left out."""
    own = [
        v for v in views if not v.claim.gone and (v.article.id if v.article else "") == (article.id if article else "")
    ]
    if article is None:
        return _loose(own)
    path = project.shown(article.path)
    try:
        data = _bytes(project, article)
        digest = digest_of(data)
        document = _Read(data, path, digest).document()
    except InputError as wrong:
        page = _listed(own)
        return page._replace(
            article=article, path=path, title=article.title, remark=f"{wrong.message}; these are its claims as kept"
        )
    if digest == article.sha256:
        title = article.title or document.title
        return Page(article, path, title, document.text, document.blocks, tuple(_placed(document, own)))
    return _sought(article, path, document, own)


class _Read:
    """A file to be read, known by its digest: an article that is shown again is not read again."""

    def __init__(self, data: bytes, path: str, digest: str) -> None:
        self.data, self.key = data, (path, digest)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Read) and self.key == other.key

    def document(self) -> Document:
        """Its text. Raises InputError."""
        return _document(self)


@lru_cache(maxsize=4)
def _document(read: _Read) -> Document:
    from claimcheck import pipeline

    return pipeline.read(read.data, read.key[0])


def is_large(project: Project, article: Article | None) -> bool:
    """True for an article that takes a while to read."""
    try:
        return article is not None and (project.root / article.path).stat().st_size > _LARGE
    except OSError:
        return False


def _bytes(project: Project, article: Article) -> bytes:
    """The bytes of the article's file. Raises InputError."""
    file, name = project.root / article.path, project.shown(article.path)
    try:
        if file.exists() and not file.is_file():
            raise InputError(f"{name} is not a file")
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputError(f"{name} cannot be found") from None
    except OSError as wrong:
        raise InputError(f"cannot read {name}: {(wrong.strerror or str(wrong)).lower()}") from None
    return data


# --- where each claim stands ------------------------------------------------------------------------------------------


def _placed(document: Document, views: Sequence[ClaimView]) -> Iterator[Stretch]:
    """The claims where the ledger has them, its places being offsets of the file."""
    runs = Runs(document)
    stands = [(runs.start(v.place.start), runs.end(v.place.end), v) for v in views if v.place is not None]
    stands.sort(key=lambda row: row[:2])
    end = 0
    for first, last, view in stands:
        first, end = max(first, end), max(last, end)
        if end > first:
            yield Stretch(first, end, view)


class Runs:
    """The way back from a file to its text: the runs in which both advance alike, in the order of the file."""

    def __init__(self, document: Document) -> None:
        anchors = document.anchors or ((0, 0),)
        limits = [*(base for base, _ in anchors[1:]), len(document.text)]
        rows = sorted((origin, base, limit) for (base, origin), limit in zip(anchors, limits, strict=True))
        self._runs, self._origins = rows, [origin for origin, _, _ in rows]

    def start(self, offset: int) -> int:
        """Where in the text the character at `offset` of the file stands, or the next that is in the text."""
        return self._at(offset, offset)

    def end(self, offset: int) -> int:
        """The end in the text of what ends at `offset` of the file."""
        return self._at(offset - 1, offset)

    def _at(self, inside: int, offset: int) -> int:
        origin, base, limit = self._runs[max(bisect_right(self._origins, inside) - 1, 0)]
        return max(base, min(base + offset - origin, limit))


def _sought(article: Article, path: str, document: Document, views: Sequence[ClaimView]) -> Page:
    """The page of a file that was edited since: the claims by their words, then those that are not in it."""
    from claimcheck.extract.sentences import split_sentences

    spans: dict[str, list[tuple[int, int]]] = {}
    text = document.text
    for sentence in reversed(split_sentences(document)):
        words = folded(text[sentence.start : sentence.end])
        spans.setdefault(words, []).append((sentence.start, sentence.end))
    found, lost = [], []
    for view in views:
        same = spans.get(folded(view.claim.text))
        if same:
            found.append(Stretch(*same.pop(), view))
        else:
            lost.append(view)
    found.sort(key=lambda stretch: stretch.start)
    remark = f"edited since it was added: claimcheck add {path} tells what became of its claims"
    page = Page(article, path, article.title or document.title, text, document.blocks, tuple(found), remark)
    return page if not lost else _followed(page, _listed(lost))


def _followed(page: Page, more: Page) -> Page:
    """A page with another after it, and a line between them that says why."""
    gap = len(page.text) + len(_NO_LONGER) + 2
    between = Block(len(page.text) + 1, gap - 1, BlockKind.HEADING, 2)
    blocks = (block._replace(start=block.start + gap, end=block.end + gap) for block in more.blocks)
    moved = (Stretch(s.start + gap, s.end + gap, s.view) for s in more.stretches)
    return page._replace(
        text=f"{page.text}\n{_NO_LONGER}\n{more.text}",
        blocks=(*page.blocks, between, *blocks),
        stretches=(*page.stretches, *moved),
        lost=gap,
    )


def _loose(views: Sequence[ClaimView]) -> Page:
    return _listed(views)._replace(title="Claims that stand in no article")


def _listed(views: Sequence[ClaimView]) -> Page:
    """The claims by themselves, one a paragraph."""
    stretches, blocks, parts, at = [], [], [], 0
    for view in views:
        text = " ".join(view.claim.text.split())
        if not text:
            continue
        kind = BlockKind.HEADING if view.claim.kind == "heading" else BlockKind.PARAGRAPH
        stretches.append(Stretch(at, at + len(text), view))
        blocks.append(Block(at, at + len(text), kind, 2))
        parts.append(text)
        at += len(text) + 1
    return Page(None, "", "", "\n".join(parts), tuple(blocks), tuple(stretches))
