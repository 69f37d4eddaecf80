"""How an organisation answers those who write to it, as HealthcareService: when it promises to, and the words it has at hand.

Source: HL7 FHIR R4 HealthcareService; docs/spec/dialogue.md#DLG-20; facts of the services: an e-consultation is answered within five
working days.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from innsyn.kernel.systems import ORGANISATION_NUMBER

EXTENSION = "urn:innsyn:inbox"
"""Holds what HealthcareService has no place for: `promise` (of a kind, in working days) and `template`."""

PLAIN_DAYS = 5
"""Working days within which everything is answered where the organisation has promised nothing else."""

LONGEST_DAYS: Mapping[str, int] = {"e-contact": 10, "e-consultation": 5, "renewal": 10, "secure-mail": 10}
"""The kinds of conversation, with the longest promise each may have, in working days."""

MOST_TEMPLATES = 50
LONGEST_TITLE, LONGEST_WORDS = 80, 4_000


@dataclass(frozen=True, slots=True)
class Template:
    """Words to begin an answer with. key: stable within the organisation. title: what they are found by."""

    key: str
    title: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """One organisation's way of answering.

    organisation: number. promises: kind to working days, for the kinds it has promised something of. version: of the resource that
    stands, None where there is none."""

    organisation: str
    promises: Mapping[str, int] = field(default_factory=dict)
    templates: tuple[Template, ...] = ()
    version: int | None = None

    def days(self, kind: str) -> int:
        """Say within how many working days a conversation of this kind is answered."""
        return min(self.promises.get(kind, PLAIN_DAYS), LONGEST_DAYS.get(kind, PLAIN_DAYS))

    def template(self, key: str) -> Template | None:
        """Find words by their key."""
        return next((each for each in self.templates if each.key == key), None)

    def next_key(self) -> str:
        """Give a key that no template has."""
        numbers = [int(each.key[1:]) for each in self.templates if each.key[:1] == "t" and each.key[1:].isdecimal()]
        return f"t{max(numbers, default=0) + 1}"


def inbox_id(organisation: str) -> str:
    """Give the id of the one resource about an organisation's inbox."""
    return f"inbox-{organisation}"


def inbox_body(inbox: Inbox, name: str) -> dict[str, Any]:
    """Write it. name: of the organisation, for readers."""
    told = [*_promises(inbox.promises), *(_written(each) for each in inbox.templates)]
    return {
        "resourceType": "HealthcareService",
        **({"extension": [{"url": EXTENSION, "extension": told}]} if told else {}),
        "active": True,
        "providedBy": {"identifier": {"system": ORGANISATION_NUMBER, "value": inbox.organisation}, "display": name},
    }


def inbox_from(body: Mapping[str, Any], organisation: str, version: int | None) -> Inbox:
    """Read it; what is said in another form is passed over."""
    told = next((each.get("extension", ()) for each in body.get("extension", ()) if each.get("url") == EXTENSION), ())
    parts = [(str(each.get("url")), _named(each)) for each in told]
    promises = {str(part.get("kind")): part["days"] for url, part in parts if url == "promise" and _is_promise(part)}
    templates = tuple(_template(part) for url, part in parts if url == "template" and part.get("key"))
    return Inbox(organisation=organisation, promises=promises, templates=templates, version=version)


def _promises(promises: Mapping[str, int]) -> Iterable[dict[str, Any]]:
    for kind, days in sorted(promises.items()):
        yield {"url": "promise", "extension": [{"url": "kind", "valueCode": kind}, {"url": "days", "valueInteger": days}]}


def _written(template: Template) -> dict[str, Any]:
    said = (("key", "valueCode", template.key), ("title", "valueString", template.title), ("words", "valueString", template.words))
    return {"url": "template", "extension": [{"url": url, value: words} for url, value, words in said]}


def _named(told: Mapping[str, Any]) -> dict[str, Any]:
    values = ((each, next((each[one] for one in each if one.startswith("value")), None)) for each in told.get("extension", ()))
    return {str(each.get("url")): value for each, value in values}


def _is_promise(part: Mapping[str, Any]) -> bool:
    return part.get("kind") in LONGEST_DAYS and isinstance(part.get("days"), int) and part["days"] > 0


def _template(part: Mapping[str, Any]) -> Template:
    return Template(str(part["key"]), str(part.get("title") or ""), str(part.get("words") or ""))
