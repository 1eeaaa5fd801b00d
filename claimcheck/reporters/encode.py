"""JSON text: the one encoder for reports and batch lines.

Every character that is unsafe on a terminal (controls, bidirectional overrides, lone surrogates) is written as an
escape, which is the same string to every parser; all others stay readable. Decimals become numbers through `plain`.
"""

from __future__ import annotations

import json.encoder
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from json import JSONEncoder

from claimcheck.characters import UNSAFE, json_escaped

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]

_LINE = JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False)
# What JSONEncoder.encode builds anew at each call, built once: half the cost of a short line. `None` on interpreters
# without the accelerator; then the encoder itself is asked.
_MAKE = getattr(json.encoder, "c_make_encoder", None)
_FAST = _MAKE and _MAKE(
    None, _LINE.default, json.encoder.encode_basestring, None, ": ", ", ", False, False, False
)  # markers, default, string encoder, indent, separators, sort_keys, skipkeys, allow_nan: as _LINE has them
_PAGE = JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False, indent=2)

# Integers beyond this are written with an exponent: no page of zeros, and no limit of int → str to run into.
_LONGEST = 40


def encode(value: Json, pretty: bool = False) -> str:
    """`value` as JSON text, on one line or indented. Raises ValueError for a float that is not finite."""
    text = _PAGE.encode(value) if pretty else _line(value)
    if "##[" in text:  # in the log of a CI runner a command, wherever in a line; in JSON it only stands in strings
        text = text.replace("##[", "##\\u005b")
    if text.isprintable():
        return text
    if not pretty:
        return UNSAFE.sub(json_escaped, text)
    return "\n".join([UNSAFE.sub(json_escaped, line) for line in text.split("\n")])


def _line(value: Json) -> str:
    return "".join(_FAST(value, 0)) if _FAST else _LINE.encode(value)


def plain(value: Decimal | None) -> int | float | None:
    """A Decimal as a JSON number: int when integral, else the shortest decimal that reads back as the same double.

    Never NaN or Infinity, which JSON does not have: beyond the range of a double its largest value stands.
    """
    if value is None:
        return None
    if value.adjusted() < _LONGEST and value == (whole := int(value)):
        return whole
    near = float(value)
    return near if abs(near) <= sys.float_info.max else sys.float_info.max * (1 if near > 0 else -1)
