"""Puts id, version and time into a received body while every other byte stays as it came.

Source: FHIR R4 4.0.1, resource.html#Meta, http.html#create and #update: the server sets `id`, `meta.versionId` and `meta.lastUpdated`.
Decimals, order, white space and unknown extensions survive, because nothing is written anew: three values are spliced in.
"""

import json
from collections.abc import Mapping
from typing import Any

from innsyn.fhir.splice import Change, Member, change, members, skip_blank


def stamp(received: bytes, resource: Mapping[str, Any], *, id: str | None, version: str, recorded: str) -> bytes:  # noqa: A002
    """Put id, version and time into a body.

    received: JSON that `read_body` accepted; resource: what it read. id: the resource's id, or None to leave it as it is.
    version, recorded: `meta.versionId` and `meta.lastUpdated` (an instant as FHIR writes it).
    Returns the body: the same bytes but for these values. Raises ValueError when `meta` is not an object."""
    text = received.decode()
    start = skip_blank(text, 0)
    wanted = {"meta": "meta" in resource, "id": id is not None and "id" in resource}
    found = _find(text, start, {name for name, is_there in wanted.items() if is_there})
    changes, added = [], []
    if id is not None and "id" in found:
        changes.append(Change(found["id"].start, found["id"].end, json.dumps(id)))
    elif id is not None:
        added.append(f'"id":{json.dumps(id)}')
    if "meta" in found:
        changes += _in_meta(text, found["meta"].start, version, recorded)
    else:
        added.append(f'"meta":{{"versionId":{json.dumps(version)},"lastUpdated":{json.dumps(recorded)}}}')
    if added:
        at = _after_type(text, start)
        changes.append(Change(at, at, "".join(f",{one}" for one in added)))
    return change(text, changes).encode()


def _find(text: str, start: int, names: set[str]) -> dict[str, Member]:
    """Find the members with these names, reading no further than the last of them."""
    found: dict[str, Member] = {}
    for member in members(text, start) if names else ():
        if member.name in names:
            found[member.name] = member
            if len(found) == len(names):
                break
    return found


def _after_type(text: str, start: int) -> int:
    """Give the position after `resourceType`, where new members are put."""
    return next(member.end for member in members(text, start) if member.name == "resourceType")


def _in_meta(text: str, start: int, version: str, recorded: str) -> list[Change]:
    if text[start] != "{":
        raise ValueError("meta is not an object")
    values = {"versionId": json.dumps(version), "lastUpdated": json.dumps(recorded)}
    changes = []
    is_empty = True
    for member in members(text, start):
        is_empty = False
        if member.name in values:
            changes.append(Change(member.start, member.end, values.pop(member.name)))
    added = ",".join(f'"{name}":{value}' for name, value in values.items())
    if added:
        changes.append(Change(start + 1, start + 1, added if is_empty else f"{added},"))
    return changes
