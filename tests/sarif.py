"""What SARIF 2.1.0 (OASIS Standard, 27 March 2020) asks of the parts we write, as a closed schema of our own.

The published schema is not to be had as a package; this one is stricter: a property we do not write is an error. The
numbers are those of the sections of the standard.
"""

from __future__ import annotations

from typing import Any


def closed(required: tuple[str, ...], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "additionalProperties": False, "properties": properties}


def several(items: Any, least: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": least}


TEXT = {"type": "string", "minLength": 1}
COUNT = {"type": "integer", "minimum": 1}
MESSAGE = closed(("text",), text=TEXT)  # 3.11
ARTIFACT = closed(  # 3.4; a relative reference has a base and no scheme, no backslash, no blank
    ("uri",),
    uri={"type": "string", "pattern": "^(file:///)?[A-Za-z0-9._~%/-]+$"},
    uriBaseId={"const": "%SRCROOT%"},
)
REGION = closed(  # 3.30
    ("startLine", "startColumn", "endLine", "endColumn"),
    startLine=COUNT,
    startColumn=COUNT,
    endLine=COUNT,
    endColumn=COUNT,
)
PHYSICAL = closed(("artifactLocation",), artifactLocation=ARTIFACT, region=REGION)  # 3.29
LOGICAL = several(closed(("name",), name=TEXT), 1)  # 3.33
LOCATION = closed(("physicalLocation",), physicalLocation=PHYSICAL, logicalLocations=LOGICAL)  # 3.28
RELATED = closed(  # 3.28.2: an id of its own, so that a message can refer to it
    ("id", "physicalLocation", "message"),
    id=COUNT,
    physicalLocation=PHYSICAL,
    logicalLocations=LOGICAL,
    message=MESSAGE,
)
SUPPRESSION = closed(("kind",), kind={"enum": ["inSource", "external"]}, justification=TEXT)  # 3.35
RESULT = closed(  # 3.27
    ("ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"),
    ruleId={"type": "string", "pattern": "^CC[0-9]{3}$"},
    ruleIndex={"type": "integer", "minimum": 0},
    level={"enum": ["none", "note", "warning", "error"]},
    rank={"type": "number", "minimum": 0, "maximum": 100},
    message=MESSAGE,
    locations={**several(LOCATION, 1), "maxItems": 1},
    relatedLocations=several(RELATED, 1),
    partialFingerprints=closed(("claimcheck/v1",), **{"claimcheck/v1": TEXT}),
    suppressions=several(SUPPRESSION, 1),
)
RULE = closed(  # 3.49; a name is in Pascal case
    ("id",), id=TEXT, name={"type": "string", "pattern": "^([A-Z][a-z0-9]*)+$"}, shortDescription=MESSAGE, help=MESSAGE
)
DRIVER = closed(("name",), name={"const": "claimcheck"}, version=TEXT, rules=several(RULE))  # 3.19
NOTIFICATION = closed(  # 3.58
    ("message",),
    level={"enum": ["none", "note", "warning", "error"]},
    message=MESSAGE,
    descriptor=closed(("id",), id=TEXT),
    locations=several(LOCATION, 1),
)
INVOCATION = closed(  # 3.20
    ("executionSuccessful",), executionSuccessful={"type": "boolean"}, toolExecutionNotifications=several(NOTIFICATION)
)
RUN = closed(  # 3.14
    ("tool", "results"),
    tool=closed(("driver",), driver=DRIVER),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    invocations=several(INVOCATION, 1),
    results=several(RESULT),
)
LOG = closed(  # 3.13
    ("version", "runs"),
    **{"$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"}, "runs": several(RUN, 1)},
)
