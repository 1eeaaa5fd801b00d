"""A page as a strict reader sees it: what is nested in what, every id, link and attribute, and the text that shows."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple

VOID = frozenset(("meta", "br", "hr", "input", "link", "wbr"))


class Node(NamedTuple):
    """An element where it begins: its name, its attributes, the elements around it, the text inside it."""

    tag: str
    attributes: dict[str, str | None]
    path: tuple[str, ...]
    text: list[str]

    @property
    def shown(self) -> str:
        """The text inside it, on one line."""
        return " ".join("".join(self.text).split())


class Page(HTMLParser):
    """Reads a page; anything that is not well-formed is an AssertionError."""

    def __init__(self, written: str) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: list[Node] = []
        self.open: list[Node] = []
        self.feed(written)
        self.close()
        assert not self.open, [node.tag for node in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), attrs
        node = Node(tag, dict(attrs), tuple(one.tag for one in self.open), [])
        self.nodes.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1].tag == tag, (tag, [node.tag for node in self.open[-4:]], self.getpos())
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for node in self.open:
            node.text.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raise AssertionError(f"<{tag}/> is no HTML")

    def all(self, tag: str = "", **attributes: str) -> list[Node]:
        """The elements of that name with those attributes (`class_` holds one of its words)."""
        return [node for node in self.nodes if (not tag or node.tag == tag) and _has(node, attributes)]

    def one(self, tag: str = "", **attributes: str) -> Node:
        """The only such element."""
        (found,) = self.all(tag, **attributes)
        return found

    @property
    def ids(self) -> list[str]:
        """Every id, in order."""
        return [id for node in self.nodes if (id := node.attributes.get("id")) is not None]


def _has(node: Node, attributes: dict[str, str]) -> bool:
    for key, value in attributes.items():
        has = node.attributes.get(key.rstrip("_").replace("_", "-")) or ""
        if value not in (has.split() if key == "class_" else (has,)):
            return False
    return True
