"""Writes Bundles around stored bytes: nothing that was received is written anew.

Source: FHIR R4 4.0.1, bundle.html.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

Link = tuple[str, str]
"""relation and url."""


@dataclass(frozen=True, slots=True)
class BundleEntry:
    """One entry. body: the resource as JSON bytes, or None. others: the entry's other elements, written as they are."""

    full_url: str | None = None
    body: bytes | None = None
    others: Mapping[str, Any] | None = None


def bundle(kind: str, entries: Iterable[BundleEntry], *, links: Sequence[Link] = (), total: int | None = None) -> bytes:
    """Write a Bundle. kind: its type. total: left out when None."""
    head: dict[str, Any] = {"resourceType": "Bundle", "type": kind}
    if total is not None:
        head["total"] = total
    if links:
        head["link"] = [{"relation": relation, "url": url} for relation, url in links]
    written = b",".join(map(_entry, entries))
    start = orjson.dumps(head)
    return start[:-1] + b',"entry":[' + written + b"]}" if written else start


def _entry(entry: BundleEntry) -> bytes:
    members = []
    if entry.full_url:
        members.append(b'"fullUrl":' + orjson.dumps(entry.full_url))
    if entry.body is not None:
        members.append(b'"resource":' + entry.body)
    if entry.others:
        members.append(orjson.dumps(entry.others)[1:-1])
    return b"{" + b",".join(members) + b"}"
