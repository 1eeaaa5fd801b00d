"""Which machine an address means, and whether it is one that the public can reach. Pure: no name is looked up here.

A web address in a ledger may come from a stranger's pull request, and so may every redirect. Asking a machine inside
the network for them would be a hole in it (server-side request forgery), so each address of each hop is checked.

Sources: the IANA registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890, RFC 8190), IPv6 global unicast
2000::/3 (RFC 4291 §2.4), NAT64 (RFC 6052 §2.1, RFC 8215), 6to4 (RFC 3056, RFC 7526), Teredo (RFC 4380), shared space of
carriers (RFC 6598). Numbers as hosts ("0x7f.1", "2130706433") are read as browsers do (WHATWG URL, "IPv4 parser").
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from claimcheck.sources.web.page import Trouble, WebTrouble

Host = IPv4Address | IPv6Address | str
Network = IPv4Network | IPv6Network

PORTS = {"http": 80, "https": 443}
_LONGEST = 8_000  # characters of an address (RFC 9110 §4.1 asks for at least that many)
_SHOWN = 500  # characters of an address that are printed
_NAME = 253  # characters of a host name; a part of it has 63 at most (RFC 1035 §2.3.4)
_DOTS = str.maketrans("。．｡", "...")  # full stops of ideographic scripts separate labels too (UTS 46)
_NAME_PART = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_LOCAL = (
    "localhost",
    "local",
    "internal",
    "lan",
    "home",
    "localdomain",
    "intranet",
    "corp",
    "private",
    "arpa",
    "onion",
)
_SECRET = re.compile(  # fields of a query whose values open doors: tokens, signed addresses, sessions
    r"([?&;#]"
    r"(?:[\w.-]*(?:token|secret|passw(?:or)?d|api_?key|signature|credential|session|auth)[\w.-]*|sig|key|sid|pwd|code)"
    r"=)[^&;#\s]+",
    re.IGNORECASE,
)
_FRONT = re.compile(r"/(?:[a-z]{2}(?:[-_][A-Za-z]{2})?/?)?(?:(?:index|default|home)(?:\.[a-z]{3,5})?/?)?")
_ERROR = re.compile(r"(?i)[/_-](?:404|(?:page[-_]?)?not[-_]?found|error[-_]?404|gone)(?:\.[a-z]{3,5})?/?$")
_KEPT = "%/:=&?~#+!$,;'@()*[]"

_PRIVATE: tuple[tuple[Network, str], ...] = tuple(
    (ip_network(network), what)
    for network, what in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a carrier's inner network"),
        ("127.0.0.0/8", "this machine"),
        ("168.63.129.16/32", "the platform of a cloud machine"),  # public on paper, answered by the host of the machine
        ("169.254.0.0/16", "a link-local network"),  # cloud machines keep their credentials at 169.254.169.254
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "a protocol's own network"),
        ("192.0.2.0/24", "an address for examples"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "a private network"),
        ("198.18.0.0/15", "a network for measurements"),
        ("198.51.100.0/24", "an address for examples"),
        ("203.0.113.0/24", "an address for examples"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
        ("::/128", "this network"),
        ("::1/128", "this machine"),
        ("64:ff9b:1::/48", "a local NAT64 network"),
        ("100::/64", "an address that discards"),
        ("fc00::/7", "a private network"),
        ("fe80::/10", "a link-local network"),
        ("fec0::/10", "a private network"),
        ("ff00::/8", "a multicast address"),
        ("2001::/32", "a Teredo tunnel"),
        ("2001::/23", "a protocol's own network"),
        ("2001:db8::/32", "an address for examples"),
        ("2002::/16", "a 6to4 tunnel"),
        ("3fff::/20", "an address for examples"),
    )
)
# Never asked, whatever a setting allows: a setting may come with a stranger's pull request, and these are where
# machines in a cloud keep their credentials, or no single machine at all.
_NEVER: tuple[Network, ...] = tuple(
    ip_network(network)
    for network in (
        *("0.0.0.0/8", "100.100.100.200/32", "168.63.129.16/32", "169.254.0.0/16", "192.0.0.192/32", "224.0.0.0/3"),
        *("::/128", "fd00:ec2::/32", "fd20:ce::/32", "fe80::/10", "ff00::/8"),
    )
)
_GLOBAL = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")  # a network without IPv4 reaches every IPv4 host through it
_MAPPED = IPv6Network("::ffff:0:0/96")


class Address(NamedTuple):
    """A web address taken apart. `host` is a number or a name in ASCII; `target` is what the server is asked for."""

    scheme: str
    host: Host
    port: int
    target: str

    @property
    def name(self) -> str:
        """The host as a certificate or a `Host` field has it, an IPv6 number without brackets."""
        return str(self.host)

    @property
    def authority(self) -> str:
        """Host and port as the `Host` field has them."""
        host = f"[{self.host}]" if isinstance(self.host, IPv6Address) else self.name.removesuffix(".")
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address, written plainly."""
        return f"{self.scheme}://{self.authority}{self.target}"

    @property
    def is_front(self) -> bool:
        """True for the front page of a site, also that of one of its languages."""
        return _FRONT.fullmatch(self.target) is not None

    @property
    def is_error(self) -> bool:
        """True for a page whose very address says that there is none."""
        return _ERROR.search(self.target.partition("?")[0]) is not None


class Allowed(NamedTuple):
    """Host names and networks that may be asked though they are private."""

    names: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    def name(self, host: Host) -> bool:
        """True where this host may be anywhere."""
        return isinstance(host, str) and host.removesuffix(".") in self.names

    def number(self, host: IPv4Address | IPv6Address) -> bool:
        """True where this number may be asked."""
        return any(host in network for network in self.networks if network.version == host.version)


def allowed(written: Iterable[str]) -> Allowed:
    """The hosts and networks of a setting. Raises ValueError for what is neither."""
    names: set[str] = set()
    networks: list[Network] = []
    for word in written:
        try:
            networks.append(ip_network(word.strip("[]"), strict=False))
            continue
        except ValueError:
            pass
        try:
            host = host_of(word)
        except WebTrouble:
            raise ValueError(f'"{word}" is no host and no network') from None
        if isinstance(host, str):
            names.add(host.removesuffix("."))
        else:
            networks.append(ip_network(host))
    return Allowed(frozenset(names), tuple(networks))


def parse(url: str) -> Address:
    """A web address taken apart. Raises WebTrouble (REFUSED) for what is none, or holds a name or password."""
    if len(url) > _LONGEST:
        raise WebTrouble(Trouble.REFUSED, f"the address is longer than {_LONGEST:,} characters")
    if "\\" in url or any(unicodedata.category(c) in ("Cc", "Cs") or c == " " for c in url.strip()):
        raise WebTrouble(Trouble.REFUSED, "the address holds characters that no address may")
    try:
        parts = urlsplit(url.strip())
        written, port = parts.hostname or "", parts.port
    except ValueError:
        raise WebTrouble(Trouble.REFUSED, "that is no web address") from None
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        what = f'"{scheme[:20]}" addresses are not fetched' if scheme else "an address without a scheme is not fetched"
        raise WebTrouble(Trouble.REFUSED, f"{what}, only http and https")
    if "@" in parts.netloc:
        raise WebTrouble(Trouble.REFUSED, "the address holds a name or password", "leave out what stands before the @")
    if port == 0:
        raise WebTrouble(Trouble.REFUSED, "port 0 is no port")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(scheme, host_of(written), port or PORTS[scheme], _target(target))


def joined(base: str, location: str) -> str:
    """The address that a redirect from `base` names, without its fragment. Raises WebTrouble (REFUSED)."""
    written = location.strip()
    with contextlib.suppress(UnicodeError):
        written = written.encode("latin-1").decode("utf-8")  # servers send UTF-8 where ASCII is asked for
    try:
        if re.match(r"(?i)https?:(?!//[^/])", written):  # browsers make a host of what follows, others do not
            raise ValueError
        return urljoin(base, written.replace(" ", "%20")).partition("#")[0]
    except ValueError:
        raise WebTrouble(Trouble.REFUSED, "it redirects to what is no web address") from None


def host_of(written: str) -> Host:
    """The machine a host part means: a number in any of its forms, or a name in ASCII. Raises WebTrouble (REFUSED)."""
    text = written.removeprefix("[").removesuffix("]")
    if ":" in text:
        try:
            return IPv6Address(text)  # with a zone ("%eth0") it is link-local, and told so
        except ValueError:
            raise WebTrouble(Trouble.REFUSED, f'"{shown_host(written)}" is no host') from None
    labels = unicodedata.normalize("NFKC", text.translate(_DOTS)).lower().translate(_DOTS).split(".")
    rooted = len(labels) > 1 and not labels[-1]
    labels = labels[:-1] if rooted else labels
    if labels and _NUMBER.fullmatch(labels[-1]):
        return _number(labels, written)
    ascii_labels = [_label(label, written) for label in labels]
    name = ".".join(ascii_labels)
    if len(name) > _NAME:
        raise WebTrouble(Trouble.REFUSED, f'"{shown_host(written)}" is no host')
    return name


def _label(label: str, written: str) -> str:
    """One part of a host name, in ASCII (Punycode, RFC 3492). Unlike in IDNA 2003, "ß" stays itself (UTS 46)."""
    if not label.isascii():
        if any(unicodedata.category(c)[0] in "CZ" for c in label):  # invisible: made to be taken for another name
            raise WebTrouble(Trouble.REFUSED, f'"{shown_host(written)}" is no host')
        label = "xn--" + unicodedata.normalize("NFC", label).encode("punycode").decode("ascii")
    if not _NAME_PART.fullmatch(label):
        raise WebTrouble(Trouble.REFUSED, f'"{shown_host(written)}" is no host')
    return label


def _number(labels: list[str], written: str) -> IPv4Address:
    """A host that ends in a number is an IPv4 address: up to four parts, decimal, octal or hexadecimal, the last one
    filling what is left.
    """
    try:
        values = [_part(label) for label in labels]
        *front, last = values
        if len(values) > 4 or any(value > 255 for value in front) or last >= 256 ** (5 - len(values)):
            raise ValueError
        return IPv4Address(sum(value << 8 * (3 - at) for at, value in enumerate(front)) + last)
    except ValueError:
        raise WebTrouble(Trouble.REFUSED, f'"{shown_host(written)}" is no host') from None


def _part(label: str) -> int:
    if not _NUMBER.fullmatch(label) or len(label) > 14:
        raise ValueError
    if label.startswith("0x"):
        return int(label[2:] or "0", 16)
    return int(label, 8) if len(label) > 1 and label.startswith("0") else int(label)


def private(number: IPv4Address | IPv6Address) -> str:
    """Why the public cannot reach a number, in words; "" for one it can."""
    if isinstance(number, IPv6Address):
        if number.scope_id is not None:
            return "a link-local network"
        if number in _MAPPED or number in _NAT64:
            return private(IPv4Address(int(number) & 0xFFFFFFFF))
    for network, what in _PRIVATE:
        if number.version == network.version and number in network:
            return what
    if isinstance(number, IPv6Address) and number not in _GLOBAL:
        return "a reserved address"
    return ""


def never(number: IPv4Address | IPv6Address) -> bool:
    """True for a number that no setting may allow."""
    if isinstance(number, IPv6Address) and (number in _MAPPED or number in _NAT64):
        return never(IPv4Address(int(number) & 0xFFFFFFFF))
    return any(number in network for network in _NEVER if network.version == number.version)


def private_name(host: str) -> str:
    """Why a name is none of the public's, in words, before it is looked up; "" for one that may be."""
    last = host.removesuffix(".").rpartition(".")[2]
    if "." not in host.removesuffix("."):
        return "a name of this network"
    return "a name of this network" if last in _LOCAL else ""


def public(found: Iterable[str], rules: Allowed, everywhere: bool = False) -> tuple[list[str], str]:
    """Of the numbers a name stands for those that may be asked, and why the first refused one was refused."""
    kept: list[str] = []
    refused = ""
    for text in found:
        try:
            number = ip_address(text)
        except ValueError:
            continue
        spared = (everywhere or rules.number(number)) and not never(number)
        why = "" if spared else private(number)
        if why:
            refused = refused or why
        elif text not in kept:
            kept.append(text)
    return kept, refused


def shown(url: str) -> str:
    """An address as it may be printed: without name and password, without the values of what looks like a secret."""
    head, separator, rest = url.partition("://")
    if separator:
        at = re.search(r"[/?#\\]", rest)
        end = at.start() if at else len(rest)
        url = f"{head}://{rest[:end].rpartition('@')[2]}{rest[end:]}"
    url = _SECRET.sub(r"\1…", url)
    return url if len(url) <= _SHOWN else f"{url[:_SHOWN]}…"


def shown_host(written: str) -> str:
    """A host as it may be printed."""
    return written.rpartition("@")[2][:100]


def _target(target: str) -> str:
    """Path and query in ASCII: what is none is written as percent-encoded UTF-8."""
    return target if target.isascii() and target.isprintable() else quote(target, safe=_KEPT)


def same_page(one: str, other: str) -> bool:
    """True where two addresses differ in nothing that matters: scheme, "www.", the last slash, the case of the host."""
    return _plain(one) == _plain(other)


def _plain(url: str) -> tuple[str, str, str]:
    parts: SplitResult = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removesuffix(".")
    return host, parts.path.rstrip("/"), parts.query
