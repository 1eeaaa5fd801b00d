"""Verdicts as schema.org ClaimReview (https://schema.org/ClaimReview) in JSON-LD, ready for a page's script element.

One review a verdict, so two people who disagree are two reviews. The shape is data/claimreview.schema.json. What could
close a script element is written as an escape, which is the same text to every JSON parser.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TextIO
from urllib.parse import urlsplit

from claimcheck.ledger.parcel import Parcel, Review
from claimcheck.ledger.records import Status
from claimcheck.reporters.encode import Json, encode

Object = dict[str, Json]

BEST, WORST = 5, 1
# How true a claim is on schema.org's scale; what cannot be known is no number.
RATINGS: Mapping[str, tuple[int | None, str]] = MappingProxyType(
    {
        Status.VERIFIED: (5, "Verified"),
        Status.CORRECTED: (2, "Corrected"),
        Status.DISPUTED: (1, "Disputed"),
        Status.UNVERIFIABLE: (None, "Unverifiable"),
    }
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T|$)")
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def write(parcel: Parcel, stream: TextIO) -> None:
    """Write the reviews as one JSON array, a review a line."""
    rows = [encode(_review(review, parcel)).translate(_ESCAPES) for review in parcel.reviews]
    stream.write("[\n  " + ",\n  ".join(rows) + "\n]\n" if rows else "[]\n")


def _review(review: Review, parcel: Parcel) -> Object:
    claim, verdict = review.view.claim, review.verdict
    found: Object = {"@context": "https://schema.org", "@type": "ClaimReview"}
    if parcel.publisher.url:
        found["url"] = f"{parcel.publisher.url.partition('#')[0]}#{claim.id}"
    found["identifier"] = claim.id
    found["claimReviewed"] = claim.text
    if _DATE.match(verdict.at):
        found["datePublished"] = verdict.at
    person: Object = {"@type": "Person", "name": verdict.by}
    found["author"] = _publisher(parcel) or person
    if parcel.publisher.name:
        found["creator"] = person
        found["sdPublisher"] = _publisher(parcel)
    found["sdDatePublished"] = parcel.made
    found["itemReviewed"] = _claim(review, parcel)
    found["reviewRating"] = _rating(verdict.status)
    if verdict.correction:
        found["reviewBody"] = f"It should say: {verdict.correction}"
    documents = _documents(review, parcel)
    if documents:
        found["citation"] = documents
    return found


def _publisher(parcel: Parcel) -> Object:
    """The newsroom, {} where it is not named."""
    if not parcel.publisher.name:
        return {}
    parts = urlsplit(parcel.publisher.url)
    home: Object = {"url": f"{parts.scheme}://{parts.netloc}/"} if parts.netloc else {}
    return {"@type": "Organization", "name": parcel.publisher.name, **home}


def _rating(status: str) -> Object:
    value, name = RATINGS[status]
    scale: Object = {} if value is None else {"ratingValue": value, "bestRating": BEST, "worstRating": WORST}
    return {"@type": "Rating", **scale, "alternateName": name}


def _claim(review: Review, parcel: Parcel) -> Object:
    """The claim itself: who says so, and the article it appears in."""
    view = review.view
    found: Object = {"@type": "Claim", "text": view.claim.text}
    if view.claim.attribution:
        found["author"] = {"@type": _kind(view.claim.attribution), "name": view.claim.attribution}
    article = view.article
    if article is None:
        return found
    work: Object = {"@type": "CreativeWork", "name": article.title or article.path}
    if _DATE.match(article.dateline):
        found["datePublished"] = work["datePublished"] = article.dateline
    found["appearance"] = [work]
    found["firstAppearance"] = work
    return found


def _kind(name: str) -> str:
    """schema.org's type for who says so: a person has two or more names, each with a capital."""
    names = name.split()
    return "Person" if len(names) > 1 and all(part[:1].isupper() for part in names) else "Organization"


def _documents(review: Review, parcel: Parcel) -> list[Json]:
    """The documents the verdict cites; a person who was asked is no document."""
    found: dict[str, Json] = {}
    for citation in review.verdict.sources:
        source = parcel.sources.get(citation.source)
        if source is not None and (source.url or source.path) and not source.confidential:
            link: Object = {"url": source.url} if source.url else {}
            name = source.title or source.path.rpartition("/")[2] or source.url
            found[source.id] = {"@type": "CreativeWork", "name": name, **link}
    return list(found.values())
