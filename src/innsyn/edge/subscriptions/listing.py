"""Finds a client's subscriptions by R4's parameters and the backport's.

Source: FHIR R4 4.0.1, subscription.html#search; Subscriptions R5 Backport 1.1.0, search parameters.
A client has a few, so that they are looked through one by one.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from innsyn.edge.subscriptions.words import FILTER_CRITERIA

Resource = Mapping[str, Any]
Find = Callable[[Resource], Sequence[str]]


def _texts(*values: object) -> list[str]:
    return [value for value in values if isinstance(value, str)]


def _filters(resource: Resource) -> list[str]:
    listed = resource.get("_criteria", {}).get("extension", ())
    return _texts(*[one.get("valueString") for one in listed if one.get("url") == FILTER_CRITERIA])


PARAMETERS: Mapping[str, tuple[str, Find]] = {
    "_id": ("token", lambda resource: _texts(resource.get("id"))),
    "status": ("token", lambda resource: _texts(resource.get("status"))),
    "type": ("token", lambda resource: _texts(resource["channel"].get("type"))),
    "payload": ("token", lambda resource: _texts(resource["channel"].get("payload"))),
    "url": ("uri", lambda resource: _texts(resource["channel"].get("endpoint"))),
    "criteria": ("string", lambda resource: _texts(resource.get("criteria"))),
    "topic": ("string", lambda resource: _texts(resource.get("criteria"))),
    "filter-criteria": ("string", _filters),
    "contact": ("token", lambda resource: _texts(*[one.get("value") for one in resource.get("contact", ())])),
}
"""Parameter to its type and where it looks."""


def is_known(parameter: str) -> bool:
    """Say whether subscriptions are searched by this."""
    name, _, modifier = parameter.partition(":")
    return name in PARAMETERS and modifier in ("", "not", "exact")


def has(resource: Resource, parameter: str, value: str) -> bool:
    """Say whether a subscription has any of the values, which stand with commas between."""
    name, _, modifier = parameter.partition(":")
    kind, find = PARAMETERS[name]
    found = find(resource)
    wanted = [one.rpartition("|")[2] if kind == "token" else one for one in _split(value)]
    is_found = any(_fits(kind, modifier, one, each) for one in wanted for each in found)
    return not is_found if modifier == "not" else is_found


def _fits(kind: str, modifier: str, wanted: str, found: str) -> bool:
    if kind == "string" and modifier != "exact":
        return found.casefold().startswith(wanted.casefold())
    return found == wanted


def _split(value: str) -> list[str]:
    """Take values apart at commas, but for those written `\\,`."""
    parts = value.replace("\\,", "\0").split(",")
    return [part.replace("\0", ",") for part in parts]
