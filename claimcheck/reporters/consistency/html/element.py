"""HTML that cannot be broken out of: elements are built, and whatever is a plain string is text.

Only `element`, `script` and `style` make `Markup`; every other string that reaches a page has its unseen characters
spelled out and is escaped. An attribute that leads somewhere takes only an `Address`, and there are three ways to one:
a place on this page, an http(s) address, nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from urllib.parse import urlsplit

from claimcheck.characters import UNSAFE
from claimcheck.reporters.visible import visible

_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#39;"}
_SPECIAL = re.compile("[&<>\"']")
_TAME = re.compile(r"[\w .,:;()%+=?!/“”‘’–…-]*")  # nothing to escape, nothing to spell out: most of all text
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*")
_VOID = frozenset(("meta", "br", "hr", "input", "link", "wbr"))
_LEADING = frozenset(("href", "src", "action", "formaction", "data", "srcset", "poster", "ping"))
_BREAKS = re.compile(r"[\t\n\f\r]+")
_SPACE = re.compile(r"\s+")
_ADDRESS = re.compile(r"https?://[^\s\"'<>\\^`{|}]+", re.IGNORECASE)


class Markup(str):
    """HTML as this module built it."""

    __slots__ = ()


class Address(str):
    """Where a link may lead."""

    __slots__ = ()


Child = str | None | Iterable["Child"]
Value = str | int | bool | None | tuple[str, ...]


def plain(written: str) -> str:
    """What a page shows for a text: line breaks are blanks, unseen characters spelled out."""
    return visible(_BREAKS.sub(" ", written) if _BREAKS.search(written) else written)


def text(written: str) -> Markup:
    """Text as a page holds it: as `plain`, and nothing in it is markup."""
    if _TAME.fullmatch(written):
        return Markup(written)
    shown = plain(written)
    return Markup(shown.translate(_ESCAPES) if _SPECIAL.search(shown) else shown)


def flow(written: str) -> str:
    """Running text on one line: every run of white space one blank, also at its ends."""
    return _SPACE.sub(" ", written)


def element(tag: str, /, *children: Child, **attributes: Value) -> Markup:
    """An element. `class_` is the attribute class, `data_rule` data-rule; False and None leave an attribute out, True
    writes its name alone, a tuple one value a line.

    Raises TypeError for what no page of ours may hold: a handler, a style, a link that is no `Address`.
    """
    parts = ["<", tag]
    for key, value in attributes.items():
        if value is not None and value is not False:
            parts.append(_attribute(key, value))
    parts.append(">")
    if tag not in _VOID:
        _collect(children, parts)
        parts.append(f"</{tag}>")
    return Markup("".join(parts))


def _collect(children: Iterable[Child], parts: list[str]) -> None:
    for child in children:
        if isinstance(child, Markup):
            parts.append(child)
        elif isinstance(child, str):
            parts.append(text(child))
        elif child is not None:
            _collect(child, parts)


@lru_cache(maxsize=1 << 14, typed=True)  # typed: an Address is equal to its text, and True to 1
def _attribute(key: str, value: str | int | tuple[str, ...]) -> str:
    name = _named(key)
    if name in _LEADING and not isinstance(value, Address):
        raise TypeError(f"{name} leads somewhere: it takes an Address")
    if value is True:
        return f" {name}"
    if isinstance(value, tuple):
        return f' {name}="{"&#10;".join(map(text, value))}"'
    return f' {name}="{text(value if isinstance(value, str) else str(value))}"'


@cache
def _named(key: str) -> str:
    """The attribute's name, of those a page of ours may hold."""
    name = key.rstrip("_").replace("_", "-")
    if not _NAME.fullmatch(name) or name.lower().startswith("on") or name.lower() == "style":
        raise TypeError(f"no attribute {name} on a page")
    return name


def here(anchor: str) -> Address:
    """A place on this page."""
    return Address(f"#{anchor}")


def outward(address: str) -> Address | None:
    """An http(s) address a reader may follow; None for any other scheme, and for what only looks like one."""
    if not _ADDRESS.fullmatch(address) or UNSAFE.search(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return Address(address) if parts.hostname and not parts.username and not parts.password else None


def external(address: str, *children: Child) -> Markup:
    """A link to a source on the web, or its text alone where the address may not be followed."""
    target = outward(address)
    shown = children or (address,)
    if target is None:
        return element("span", *shown)
    return element("a", *shown, href=target, rel="noopener noreferrer nofollow", class_="out")


def embedded(name: str, code: str) -> Markup:
    """A style or script of ours, unescaped. Raises ValueError for one that would end before its end."""
    if "</" in code or "<!--" in code or "]]>" in code:
        raise ValueError(f"a {name} that would end early")
    return Markup(f"<{name}>{code}</{name}>")
