"""The invariants of Bundle.

Source: FHIR R4 4.0.1, bundle.html.
"""

import re
from collections.abc import Mapping

from innsyn.fhir.invariants.rule import Rule, Value, are_distinct, has, inner

_ASKING = ("batch", "transaction", "history")
_ANSWERING = ("batch-response", "transaction-response", "history")


def _are_urls_distinct(value: Value) -> bool:
    entries = [entry for entry in inner(value, "entry") if "fullUrl" in entry]
    named = [f"{entry['fullUrl']} {entry.get('resource', {}).get('meta', {}).get('versionId', '')}" for entry in entries]
    return value.get("type") == "history" or are_distinct(named)


def _begins_with(value: Value, kind: str) -> bool:
    entries = inner(value, "entry")
    return bool(entries) and entries[0].get("resource", {}).get("resourceType") == kind


def _has_all(value: Value, name: str, kinds: tuple[str, ...]) -> bool:
    return all(has(entry, name) == (value.get("type") in kinds) for entry in inner(value, "entry"))


def _is_identified(value: Value) -> bool:
    identifier = value.get("identifier", {})
    return has(identifier, "system") and has(identifier, "value")


_REST_ADDRESS = re.compile(r"https?://.*/([A-Z]\w+/[A-Za-z0-9.\-]{1,64})")


def agree_in_id(value: Value) -> bool:
    """Say whether the RESTful fullUrls of a bundle name the same type and id as their resources."""
    for entry in inner(value, "entry"):
        named, resource = _REST_ADDRESS.fullmatch(entry.get("fullUrl", "")), entry.get("resource", {})
        if named is not None and "id" in resource and named[1] != f"{resource['resourceType']}/{resource['id']}":
            return False
    return True


BUNDLES: Mapping[str, tuple[Rule, ...]] = {
    "Bundle": (
        Rule("bdl-1", "total only in a searchset or history", lambda v: not has(v, "total") or v.get("type") in ("searchset", "history")),
        Rule(
            "bdl-2",
            "search only in a searchset",
            lambda v: v.get("type") == "searchset" or not any(has(entry, "search") for entry in inner(v, "entry")),
        ),
        Rule(
            "bdl-3",
            "each entry of a batch, transaction or history has a request, and no other has",
            lambda v: _has_all(v, "request", _ASKING),
        ),
        Rule("bdl-4", "each entry of an answer or history has a response, and no other has", lambda v: _has_all(v, "response", _ANSWERING)),
        Rule("bdl-7", "each fullUrl comes once, or with different versions", _are_urls_distinct),
        Rule("bdl-9", "a document has an identifier with system and value", lambda v: v.get("type") != "document" or _is_identified(v)),
        Rule("bdl-10", "a document has a timestamp", lambda v: v.get("type") != "document" or "timestamp" in v),
        Rule("bdl-11", "a document begins with a Composition", lambda v: v.get("type") != "document" or _begins_with(v, "Composition")),
        Rule("bdl-12", "a message begins with a MessageHeader", lambda v: v.get("type") != "message" or _begins_with(v, "MessageHeader")),
    ),
    "Bundle.entry": (
        Rule("bdl-5", "a resource, a request or a response", lambda v: has(v, "resource", "request", "response")),
        Rule("bdl-8", "fullUrl names no version", lambda v: "/_history/" not in v.get("fullUrl", "")),
    ),
}
"""Type or nested element → its rules."""
