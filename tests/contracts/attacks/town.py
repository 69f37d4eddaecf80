"""A small town of the nation: a few lives, told as always, and one whose every word is poison."""

import base64
import copy
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from innsyn.gate.gate import Gate
from innsyn.gate.values import Owner
from innsyn.kernel.clock import Instant
from innsyn.sandbox import settling
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.stories.life import Life, shared_resources, told

POISON = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}${7*7}javascript:alert(3)</title></textarea><!--"
MARKER = "<script>alert(1)"
_KEPT = {
    "resourceType", "id", "reference", "system", "url", "status", "use", "type", "start", "end", "contentType", "language", "data", "hash",
    "gender", "versionId", "lastUpdated", "source", "mode", "intent", "priority", "linkId", "issued", "recordedDate", "date", "period",
    "birthDate", "created", "docStatus", "category", "security", "code", "profile", "tag", "creation", "size", "unit", "comparator",
}  # fmt: skip
"""Names whose strings R4 binds to a form: a resource with poison there is refused at the door, which is tested elsewhere."""

_DATE = re.compile(r"\d{4}(-\d\d)?(-\d\d)?(T.*)?")


@dataclass(frozen=True)
class Named:
    """One resource of one person, as an address names it."""

    type: str
    id: str


def poisoned(life: Life) -> Life:
    """Say the same life with poison in every free string, also in units and in what codes say, and narrative in every resource."""
    return Life(life.person_key, [_poisoned_resource(resource) for resource in copy.deepcopy(life.resources)])


def _poisoned_resource(resource: dict[str, Any]) -> dict[str, Any]:
    if resource["resourceType"] == "Binary":
        return resource
    spoiled = _poisoned(resource, "")
    if resource["resourceType"] in ("Observation", "Condition", "DocumentReference", "DiagnosticReport"):
        spoiled["text"] = {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{POISON}</div>'}
    if resource["resourceType"] == "Observation":
        spoiled["note"] = [{"text": POISON, "authorString": POISON}]
        if "valueQuantity" in spoiled:
            spoiled["valueQuantity"]["unit"] = f"mg{POISON}"
        for coding in spoiled.get("code", {}).get("coding", [])[:1]:
            coding["code"] = f"{coding['code']}{POISON}"
    return spoiled


def _poisoned(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {key: _poisoned(each, key) for key, each in value.items() if key != "identifier"} | _identifiers(value)
    if isinstance(value, list):
        return [_poisoned(each, name) for each in value]
    if isinstance(value, str) and name not in _KEPT and not _DATE.fullmatch(value):
        return value + POISON
    return value


def _identifiers(value: dict[str, Any]) -> dict[str, Any]:
    return {"identifier": value["identifier"]} if "identifier" in value else {}


async def settle_town(
    gate: Gate, nation: Nation, keys: Iterable[str], poisoned_keys: Iterable[str], now: Instant
) -> dict[str, list[Named]]:
    """Put directories (with one poisoned name) and these lives into the record. Returns each life's resources."""
    registry = next(each.number for each in nation.organisations.values() if each.level == "legal_entity" and each.number)
    actor = await gate.actors.system("Prøvelandets journalsystemer", organisation=registry)
    await gate.write_directory(actor, [settling._write(each, None) for each in _directories(nation)], now)
    named = {}
    for key in (*keys, *poisoned_keys):
        life = told(nation, nation.people[key])
        await settling._settle_life(gate, poisoned(life) if key in poisoned_keys else life, registry, now)
        named[key] = [Named(each["resourceType"], each["id"]) for each in life.resources]
    return named


def _directories(nation: Nation) -> list[dict[str, Any]]:
    """Every organisation's and worker's name ends in poison too."""
    spoiled = []
    for resource in copy.deepcopy(shared_resources(nation)):
        if resource["resourceType"] == "Organization":
            resource["name"] += POISON
        spoiled.append(resource)
    return spoiled


async def deliver_documents(gate: Gate, key: str, contents: dict[str, tuple[str, bytes]], now: Instant) -> None:
    """Deliver documents to a life. contents: document id to media type and bytes."""
    owner: Owner | None = await gate.locate("Patient", key)
    assert owner is not None
    resources = [
        {
            "resourceType": "DocumentReference",
            "id": id_,
            "status": "current",
            "subject": {"reference": f"Patient/{key}"},
            "date": "2026-11-01T10:00:00+01:00",
            "type": {"coding": [{"system": "urn:oid:2.16.578.1.12.4.1.1.9602", "code": "A03-2", "display": POISON}]},
            "description": POISON,
            "content": [
                {"attachment": {"contentType": media_type, "title": POISON, "data": base64.b64encode(octets).decode()}},
            ],
        }
        for id_, (media_type, octets) in contents.items()
    ]
    await settling._deliver(gate, owner, "990000018", resources, "documents", now)
